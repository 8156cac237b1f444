package dev.faultline.ui.suspects;

import java.util.Locale;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.DoubleProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleDoubleProperty;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// Which lines of the table a person wants to see.
public final class SuspectFilter {
    /// A component that is less likely the cause, and of which nothing else is remarkable, is no
    /// suspect.
    static final double SUSPICION = 0.05;

    private final StringProperty text = new SimpleStringProperty("");
    private final StringProperty team = new SimpleStringProperty("");
    private final BooleanProperty suspects = new SimpleBooleanProperty();
    private final DoubleProperty least = new SimpleDoubleProperty();

    /// @param changed is told whenever another line may be wanted
    SuspectFilter(Runnable changed) {
        text.addListener((p, before, now) -> changed.run());
        team.addListener((p, before, now) -> changed.run());
        suspects.addListener((p, before, now) -> changed.run());
        least.addListener((p, before, now) -> changed.run());
    }

    /// What name or team contain.
    public StringProperty textProperty() {
        return text;
    }

    /// Whose components; empty for all.
    public StringProperty teamProperty() {
        return team;
    }

    /// Only what may be a cause, is anomalous, or has been spoken about.
    public BooleanProperty suspectsProperty() {
        return suspects;
    }

    /// P(cause) at least, 0..1.
    public DoubleProperty leastProperty() {
        return least;
    }

    /// How many of the filters beside the text leave something out.
    int active() {
        return (team.get().isEmpty() ? 0 : 1)
                + (suspects.get() ? 1 : 0)
                + (least.get() > 0 ? 1 : 0);
    }

    boolean matches(SuspectRow row) {
        String wanted = text.get().strip().toLowerCase(Locale.ROOT);
        return (row.service().value().toLowerCase(Locale.ROOT).contains(wanted)
                        || row.team().toLowerCase(Locale.ROOT).contains(wanted))
                && (team.get().isEmpty() || row.team().equals(team.get()))
                && row.cause() >= least.get()
                && (!suspects.get()
                        || row.cause() >= SUSPICION
                        || row.badges().contains("⌁")
                        || row.badges().contains("["));
    }
}
