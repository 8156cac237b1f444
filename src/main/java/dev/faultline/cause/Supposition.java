package dev.faultline.cause;

import dev.faultline.cause.inference.Intervention;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Supposes that one component is held healthy, see [Intervention].
record Supposition(Situation situation) {
    WhatIf hold(int held) {
        Intervention.Outcome outcome =
                Intervention.hold(
                        situation.network(),
                        situation.inference(),
                        situation.evidence(),
                        situation.posterior(),
                        held);
        double scale = situation.anybody() ? situation.incident() / situation.some() : 0;
        List<WhatIf.Effect> effects = new ArrayList<>();
        for (int i = 0; i < situation.size(); i++) {
            if (i != held) {
                effects.add(
                        new WhatIf.Effect(
                                situation.name(i),
                                Math.min(1, scale * outcome.before()[i]),
                                Math.min(1, scale * outcome.after()[i])));
            }
        }
        effects.sort(
                Comparator.comparingDouble((WhatIf.Effect e) -> -e.relief())
                        .thenComparing(WhatIf.Effect::service));
        return new WhatIf(situation.name(held), effects, Math.min(1, scale * outcome.tolerance()));
    }
}
