package dev.faultline.ui.incidentbar;

import dev.faultline.incident.Impact;
import dev.faultline.settings.Settings;
import dev.faultline.ui.Words;
import dev.faultline.wording.Figures;

/// What an incident costs, by what was set for the whole system: users, or money a minute, in
/// proportion to the ways in that are hit. Empty where nothing was set.
public record ImpactText(Settings.Incidents settings, Words words) {
    /// Whether it tells of money.
    public boolean money() {
        return settings.moneyPerMinute() > 0;
    }

    /// In a few words.
    public String of(Impact impact) {
        double share = impact.breadth();
        if (money()) {
            return words.get(
                    "incident.money",
                    Figures.count(Math.round(share * settings.moneyPerMinute())),
                    settings.currency());
        }
        return settings.users() > 0
                ? words.get("incident.users", Figures.count(Math.round(share * settings.users())))
                : "";
    }
}
