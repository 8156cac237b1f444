package dev.faultline.evaluation.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.faultline.evaluation.generator.RandomSystem.Call;
import dev.faultline.topology.ComponentKind;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The mechanism on random systems: what a fault moves, and what it must not.
class MechanismTest {
    private static final int ROWS = 48;
    private static final int ONSET = 28;
    private static final int LATE = 44;

    private final double[] surge = new double[ROWS];

    MechanismTest() {
        Arrays.fill(surge, 1);
    }

    private static double[] demand(RandomSystem system) {
        return system.nodes.stream()
                .mapToDouble(n -> n.kind() == ComponentKind.ENTRY ? 20 : 0)
                .toArray();
    }

    private Mechanism with(RandomSystem system, List<Fault> faults) {
        return new Mechanism(system, demand(system), surge, faults);
    }

    private static int some(RandomSystem system, ComponentKind kind) {
        return IntStream.range(0, system.size())
                .filter(i -> system.nodes.get(i).kind() == kind)
                .findFirst()
                .orElseThrow();
    }

    private static boolean reaches(RandomSystem system, int from, int to) {
        boolean[] seen = new boolean[system.size()];
        seen[from] = true;
        for (int pass = 0; pass < system.size(); pass++) {
            for (Call c : system.calls) {
                seen[c.to()] |= seen[c.from()] && !c.consumes();
            }
        }
        return seen[to];
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void whenNothingIsWrongNothingMoves(long seed) {
        RandomSystem system = new RandomSystem(30, new Random(seed));
        Mechanism calm = with(system, List.of());
        for (int i = 0; i < system.size(); i++) {
            assertThat(calm.seconds[LATE][i])
                    .as("seed %d, %s", seed, system.nodes.get(i).name())
                    .isCloseTo(
                            calm.seconds[ONSET][i], within(1e-3 * calm.seconds[ONSET][i] + 1e-12));
            assertThat(calm.failed[LATE][i]).isLessThan(.05);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void slownessClimbsToCallersAndToNobodyElse(long seed) {
        RandomSystem system = new RandomSystem(30, new Random(seed));
        int slow = some(system, ComponentKind.SERVICE);
        Mechanism calm = with(system, List.of());
        Mechanism wrong =
                with(system, List.of(new Fault(FaultKind.SLOW, slow, .6, ONSET, 0, false)));
        assertThat(wrong.seconds[LATE][slow])
                .as("seed " + seed)
                .isGreaterThan(1.1 * calm.seconds[LATE][slow]);
        for (int i = 0; i < system.size(); i++) {
            double rise = wrong.seconds[LATE][i] / Math.max(1e-12, calm.seconds[LATE][i]);
            if (i != slow && reaches(system, i, slow)) {
                assertThat(rise + 100 * wrong.failed[LATE][i]).isGreaterThan(1);
            } else if (i != slow && system.nodes.get(i).kind() == ComponentKind.HOST) {
                assertThat(wrong.busy[LATE][i]).isZero();
            }
        }
        assertThat(wrong.seconds[ONSET - 1]).isEqualTo(calm.seconds[ONSET - 1]);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void lostTrafficStarvesWhatLiesBelowWithoutMakingItFail(long seed) {
        RandomSystem system = new RandomSystem(30, new Random(seed));
        Mechanism calm = with(system, List.of());
        List<Fault> everywhere =
                IntStream.range(0, system.size())
                        .filter(i -> system.nodes.get(i).kind() == ComponentKind.ENTRY)
                        .mapToObj(i -> new Fault(FaultKind.TRAFFIC_LOST, i, .8, ONSET, 0, false))
                        .toList();
        Mechanism wrong = with(system, everywhere);
        int service = some(system, ComponentKind.SERVICE);
        assertThat(wrong.requests[LATE][service])
                .as("seed " + seed)
                .isLessThan(.5 * calm.requests[LATE][service]);
        assertThat(wrong.failed[LATE][service])
                .isLessThanOrEqualTo(calm.failed[LATE][service] + 1e-9);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aHostThatIsDownTakesItsTenantsAlong(long seed) {
        RandomSystem system = new RandomSystem(40, new Random(seed));
        IntStream.range(0, system.size())
                .filter(i -> system.nodes.get(i).host() >= 0)
                .findFirst()
                .ifPresent(tenant -> {
                    int host = system.nodes.get(tenant).host();
                    Mechanism wrong =
                            with(
                                    system,
                                    List.of(
                                            new Fault(
                                                    FaultKind.HOST_DOWN,
                                                    host,
                                                    1,
                                                    ONSET,
                                                    0,
                                                    false)));
                    assertThat(wrong.dead[LATE][tenant]).as("seed " + seed).isTrue();
                    assertThat(wrong.failed[LATE][tenant]).isEqualTo(1);
                    assertThat(wrong.dead[ONSET - 1][tenant]).isFalse();
                });
    }

    @ParameterizedTest
    @ValueSource(ints = {12, 30, 60, 800})
    void aSystemHasAboutAsManyComponentsAsAskedForAndEntriesReachItsServices(int size) {
        RandomSystem system = new RandomSystem(size, new Random(size));
        assertThat(system.size()).isBetween(size * 7 / 10, size * 13 / 10 + 4);
        double[] requests = with(system, List.of()).requests[2];
        for (int i = 0; i < system.size(); i++) {
            if (system.nodes.get(i).kind() == ComponentKind.SERVICE) {
                assertThat(requests[i]).isPositive();
            }
        }
    }
}
