package dev.faultline.engine;

import dev.faultline.cause.CauseModel;
import dev.faultline.incident.IncidentRules;
import dev.faultline.incident.SeverityRules;
import dev.faultline.settings.Settings;
import dev.faultline.signal.SeasonClock;
import dev.faultline.signal.Sensitivity;
import dev.faultline.signal.SpecialDays;
import java.time.Duration;

/// What a user may change about the analysis.
///
/// @param clock by whose local time days and weeks repeat
/// @param sensitivity how readily anomalies open, by the kind of signal
/// @param seriesPerService how many series of one service are watched, at most
/// @param cause what diagnoses rest on besides what was measured
/// @param incidents when an incident opens, how bad it is and when it is over
public record EngineParameters(
        SeasonClock clock,
        Sensitivity sensitivity,
        int seriesPerService,
        CauseModel cause,
        IncidentRules incidents) {
    /// What holds where nothing else is said.
    public static final EngineParameters DEFAULT =
            new EngineParameters(
                    SeasonClock.UTC,
                    Sensitivity.DEFAULT,
                    Settings.DEFAULT.intake().seriesPerService(),
                    CauseModel.DEFAULT,
                    IncidentRules.DEFAULT);

    /// As the settings have it, with a model that was read from the files they name.
    public static EngineParameters of(Settings settings, CauseModel cause) {
        Settings.Seasons seasons = settings.seasons();
        return new EngineParameters(
                new SeasonClock(seasons.timeZone(), SpecialDays.of(seasons.specialDays())),
                new Sensitivity(settings.sensitivity()),
                settings.intake().seriesPerService(),
                cause,
                incidents(settings.incidents()));
    }

    /// The same with other rules of incidents.
    public EngineParameters with(IncidentRules rules) {
        return new EngineParameters(clock, sensitivity, seriesPerService, cause, rules);
    }

    /// When an incident opens and is over, as the settings have it.
    public static IncidentRules incidents(Settings.Incidents settings) {
        return IncidentRules.DEFAULT.with(
                Duration.ofMinutes(settings.quietMinutes()),
                new SeverityRules(
                        settings.broad(),
                        Math.min(settings.broad(), SeverityRules.DEFAULT.narrow()),
                        Duration.ofMinutes(settings.longMinutes())));
    }
}
