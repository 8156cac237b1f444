package dev.faultline.evaluation.generator;

import dev.faultline.capture.Recording;
import dev.faultline.evaluation.CaseSource;
import dev.faultline.evaluation.LabelledIncident;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/// Makes incidents of random systems, as many as are asked for, and the same again from the same
/// plan.
public final class IncidentGenerator implements CaseSource {
    private final GeneratorPlan plan;
    private final List<Recording> normalTimes;

    /// @param normalTimes recordings without faults whose noise is borrowed; where there is none,
    ///   it is simulated. Those too short for an incident are left out
    public IncidentGenerator(GeneratorPlan plan, List<Recording> normalTimes) {
        this.plan = plan;
        this.normalTimes =
                normalTimes.stream()
                        .filter(r -> RecordedNormal.fits(r, GeneratedSystem.ROWS))
                        .toList();
    }

    @Override
    public void walk(Consumer<LabelledIncident> each) {
        int systems = Math.ceilDiv(plan.cases(), plan.perSystem());
        for (int s = 0; s < systems; s++) {
            // Each system from a seed of its own: more cases leave the first ones as they were.
            Random random = new Random(plan.seed() * 1_000_003 + s);
            int size = plan.fewest() + random.nextInt(plan.most() - plan.fewest() + 1);
            GeneratedSystem system =
                    new GeneratedSystem(
                            "system_%03d".formatted(s + 1),
                            size,
                            normal(random),
                            plan.referenceRows(),
                            random);
            int count = Math.min(plan.perSystem(), plan.cases() - s * plan.perSystem());
            for (int k = 0; k < count; k++) {
                each.accept(system.incident(k, plan.calmShare()));
            }
        }
    }

    private NormalTimes normal(Random random) {
        if (normalTimes.isEmpty()) {
            int rows = plan.referenceRows() + plan.perSystem() * GeneratedSystem.ROWS;
            return new SimulatedNormal(Math.max(rows, plan.referenceRows() * 3 / 2), random);
        }
        return new RecordedNormal(normalTimes.get(random.nextInt(normalTimes.size())), random);
    }
}
