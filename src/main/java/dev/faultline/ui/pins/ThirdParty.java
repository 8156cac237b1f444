package dev.faultline.ui.pins;

import dev.faultline.cause.Pin;
import dev.faultline.cause.evidence.Check;
import dev.faultline.model.ServiceId;
import dev.faultline.topology.ComponentKind;
import dev.faultline.topology.Correction;
import dev.faultline.topology.DependencyKind;
import dev.faultline.topology.Topology;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// What a person found out about somebody who is not ours and of whom nothing is measured.
///
/// @param name what it is called in the graph, be it there already or not
/// @param user a component that uses it; empty where the graph knows who does
record ThirdParty(ServiceId name, Optional<ServiceId> user, Found found) {
    /// What was found.
    enum Found {
        RED,
        GREEN,
        CONFIRMED,
        NOTHING
    }

    /// What the graph must be told so that it is in there.
    List<Correction> corrections(Topology known) {
        List<Correction> told = new ArrayList<>();
        user.filter(u -> !depends(known, u))
                .ifPresent(u -> told.add(new Correction.Depends(u, name, DependencyKind.CALLS)));
        int place = known.indexOf(name);
        if (place < 0 || known.component(place).kind().ours()) {
            told.add(new Correction.OfKind(name, ComponentKind.THIRD_PARTY));
        }
        return told;
    }

    private boolean depends(Topology known, ServiceId on) {
        int from = known.indexOf(on);
        int to = known.indexOf(name);
        return from >= 0
                && to >= 0
                && Arrays.stream(known.dependenciesOf(from)).anyMatch(i -> i == to);
    }

    /// What is believed from now on; empty where nothing was found.
    Optional<Pin> pin() {
        return switch (found) {
            case RED -> Optional.of(new Pin.Checked(name, Check.STATUS_PAGE, Pin.Outcome.ABNORMAL));
            case GREEN -> Optional.of(new Pin.Checked(name, Check.STATUS_PAGE, Pin.Outcome.NORMAL));
            case CONFIRMED -> Optional.of(new Pin.IsCause(name));
            case NOTHING -> Optional.empty();
        };
    }
}
