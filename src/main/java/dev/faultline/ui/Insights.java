package dev.faultline.ui;

import dev.faultline.cause.Diagnosis;
import dev.faultline.cause.Explanation;
import dev.faultline.cause.NextCheck;
import dev.faultline.cause.Pin;
import dev.faultline.cause.Pins;
import dev.faultline.cause.Sensitivity;
import dev.faultline.cause.WhatIf;
import dev.faultline.engine.Snapshot;
import dev.faultline.model.ServiceId;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;
import org.jspecify.annotations.Nullable;

/// What is worked out about the selected component when a person looks at it: why, what to check
/// next, what if. Only what the chosen topic needs is worked out, off the FX thread, one moment at
/// a time; of moments that come while one is being worked out only the newest. Answers trail the
/// snapshot by as long as they take, and are empty as soon as another component is selected: none
/// is ever shown beside the name of another. Lives on the FX thread.
public final class Insights {
    /// What the person wants to know.
    public enum Topic {
        WHY,
        CHECK_NEXT,
        WHAT_IF,
        OWNER,
        HISTORY
    }

    /// How many checks are proposed.
    private static final int CHECKS = 10;

    private final Executor fx;
    private final Newest work;
    private final ObjectProperty<Topic> topic = new SimpleObjectProperty<>(Topic.WHY);
    private final ReadOnlyObjectWrapper<@Nullable Explanation> explanation =
            new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Sensitivity> sensitivity =
            new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable List<NextCheck>> checks =
            new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable WhatIf> whatIf = new ReadOnlyObjectWrapper<>();
    private final ReadOnlyObjectWrapper<@Nullable Diagnosis> asFinding =
            new ReadOnlyObjectWrapper<>();
    private @Nullable Snapshot snapshot;
    private @Nullable ServiceId service;

    /// Of whom and what the answers speak; those to an earlier question are dropped.
    private int question;

    Insights(Executor background, Executor fx) {
        this.fx = fx;
        work = new Newest(background, fx);
        topic.addListener((p, before, now) -> {
            // What was worked out for a tab that was closed meanwhile may be of another moment.
            question++;
            sensitivity.set(null);
            checks.set(null);
            whatIf.set(null);
            asFinding.set(null);
            ask();
        });
    }

    /// What is worked out.
    public ObjectProperty<Topic> topicProperty() {
        return topic;
    }

    /// Why the selected component's posterior is what it is.
    public ReadOnlyObjectProperty<@Nullable Explanation> explanationProperty() {
        return explanation.getReadOnlyProperty();
    }

    /// What the first place hangs on.
    public ReadOnlyObjectProperty<@Nullable Sensitivity> sensitivityProperty() {
        return sensitivity.getReadOnlyProperty();
    }

    /// What is worth looking at next, in the whole system; empty until it is worked out.
    public ReadOnlyObjectProperty<@Nullable List<NextCheck>> checksProperty() {
        return checks.getReadOnlyProperty();
    }

    /// What would be if the selected component were held healthy; empty unless that is asked.
    public ReadOnlyObjectProperty<@Nullable WhatIf> whatIfProperty() {
        return whatIf.getReadOnlyProperty();
    }

    /// What would be believed if the selected component were found to be healthy, which is another
    /// thing; empty unless [Topic#WHAT_IF] is asked.
    public ReadOnlyObjectProperty<@Nullable Diagnosis> asFindingProperty() {
        return asFinding.getReadOnlyProperty();
    }

    /// Looks at another moment or another component, or at nothing.
    void look(@Nullable Snapshot at, @Nullable ServiceId selected) {
        Snapshot before = snapshot;
        if (before != null
                && at != null
                && before.diagnosis() == at.diagnosis()
                && Objects.equals(selected, service)) {
            snapshot = at; // newer samples, and nothing that was concluded from them yet
            return;
        }
        boolean ranked = at != null && selected != null && at.topology().contains(selected);
        boolean another = before == null || !ranked || !Objects.equals(selected, service);
        snapshot = ranked ? at : null;
        service = ranked ? selected : null;
        if (another) {
            question++;
            explanation.set(null);
            whatIf.set(null);
            asFinding.set(null);
        }
        if (at == null) {
            sensitivity.set(null);
            checks.set(null);
        }
        ask();
    }

    /// Whether something is being worked out.
    boolean busy() {
        return work.busy();
    }

    /// Whether there is an explanation of what is selected, be it of a moment ago.
    boolean answered() {
        return service == null || explanation.get() != null;
    }

    private void ask() {
        Snapshot at = snapshot;
        ServiceId of = service;
        if (at == null || of == null) {
            work.drop();
            return;
        }
        int asked = question;
        Topic about = topic.get();
        work.ask(() -> answer(asked, about, at.diagnosis(), at, of));
    }

    /// In the background: the quick answer first.
    private void answer(int asked, Topic about, Diagnosis diagnosis, Snapshot at, ServiceId of) {
        tell(asked, diagnosis.explain(of), explanation::set);
        switch (about) {
            case WHY -> tell(asked, diagnosis.sensitivity(), sensitivity::set);
            case CHECK_NEXT -> tell(asked, diagnosis.nextChecks(CHECKS), checks::set);
            case OWNER, HISTORY -> {} // is known already
            case WHAT_IF -> {
                tell(asked, diagnosis.whatIf(of), whatIf::set);
                Pins found = diagnosis.pins().with(new Pin.Healthy(of), at.at(), "");
                tell(asked, diagnosis.with(found), asFinding::set);
            }
        }
    }

    private <T> void tell(int asked, T answer, Consumer<T> screen) {
        fx.execute(() -> {
            if (asked == question) {
                screen.accept(answer);
            }
        });
    }
}
