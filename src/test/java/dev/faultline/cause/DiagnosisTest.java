package dev.faultline.cause;

import static dev.faultline.cause.Shop.CACHE;
import static dev.faultline.cause.Shop.DB;
import static dev.faultline.cause.Shop.SHOP;
import static dev.faultline.cause.Shop.WEB;
import static dev.faultline.cause.Shop.latency;
import static dev.faultline.cause.Shop.pins;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.faultline.cause.Explanation.Part;
import dev.faultline.cause.Explanation.Rival;
import dev.faultline.cause.evidence.Check;
import dev.faultline.cause.inference.CauseNetwork;
import dev.faultline.cause.inference.Evidence;
import dev.faultline.model.ServiceId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What a diagnosis answers when it is asked.
class DiagnosisTest {
    private static final List<ServiceId> ORDER = List.of(WEB, SHOP, DB, CACHE);
    private final Diagnosis slow = Shop.diagnose(Shop.slow());

    @Test
    void explanationsSumToTheLogOddsWithPinsToo() {
        Diagnosis pinned =
                slow.with(
                        pins(
                                new Pin.NotCause(WEB),
                                new Pin.Healthy(DB, 0.8, 0.9),
                                new Pin.Checked(CACHE, Check.ERRORS, Pin.Outcome.ABNORMAL)));
        for (Diagnosis diagnosis : List.of(slow, pinned)) {
            for (ServiceId service : ORDER) {
                Explanation why = diagnosis.explain(service);
                double sum = why.parts().stream().mapToDouble(Part::contribution).sum();
                assertThat(sum).as("%s", service).isCloseTo(why.posteriorLogOdds(), within(1e-9));
            }
        }
        assertThat(pinned.explain(DB).parts()).filteredOn(p -> p instanceof Part.Pinned).hasSize(3);
        assertThat(1 / (1 + Math.exp(-pinned.explain(DB).posteriorLogOdds())))
                .isCloseTo(pinned.ranking().of(DB).orElseThrow().cause(), within(1e-9));
    }

    @Test
    void leavesNextToNothingUnexplained() {
        for (ServiceId service : ORDER) {
            assertThat(slow.explain(service).parts())
                    .filteredOn(p -> p instanceof Part.Remainder)
                    .allSatisfy(p ->
                            assertThat(p.contribution()).as("%s", service).isBetween(-0.06, 0.06));
        }
    }

    @Test
    void whatSpeaksForItAddsAndWhatTakesTheBlameSubtracts() {
        Explanation db = slow.explain(DB);
        assertThat(db.parts())
                .filteredOn(p -> p instanceof Part.Own)
                .singleElement()
                .satisfies(p -> assertThat(p.contribution()).isPositive());
        assertThat(contribution(db, SHOP)).as("a caller in trouble").isPositive();
        assertThat(contribution(slow.explain(SHOP), DB))
                .as("a slow dependency takes the blame")
                .isNegative();
    }

    @Test
    void namesWhoExplainsItAwayWithTheNumbersOfAllWorlds() {
        CauseNetwork network = Shop.network(Shop.slow());
        Evidence seen = Shop.evidence(Shop.slow());
        double inf = Double.POSITIVE_INFINITY;
        Worlds guilty = new Worlds(network, seen.with(2, seen.trouble(2), inf));
        Worlds sound = new Worlds(network, seen.with(2, seen.trouble(2), -inf));

        Rival db =
                slow.explain(SHOP).rivals().stream()
                        .filter(r -> r.other().equals(DB))
                        .findFirst()
                        .orElseThrow();
        assertThat(db.explainsAway()).isTrue();
        assertThat(db.ifCause()).isCloseTo(guilty.fault[1], within(1e-9));
        assertThat(db.ifNot()).isCloseTo(sound.fault[1], within(1e-9));
    }

    @Test
    void expectedGainIsWhatDoingTheCheckGivesOnAverage() {
        List<NextCheck> checks = slow.nextChecks(100);
        assertThat(checks).hasSizeGreaterThan(8);
        double now = entropy(slow.ranking());
        for (NextCheck check : checks) {
            Ranking normal = after(check, Pin.Outcome.NORMAL);
            Ranking abnormal = after(check, Pin.Outcome.ABNORMAL);
            double gain =
                    now
                            - check.abnormal() * entropy(abnormal)
                            - (1 - check.abnormal()) * entropy(normal);
            String name = check.service() + " " + check.check();
            assertThat(check.expectedGain()).as(name).isCloseTo(gain, within(1e-9)).isPositive();
            same(check.ifNormal(), normal, name);
            same(check.ifAbnormal(), abnormal, name);
            assertThat(mean(check, normal, abnormal))
                    .as(name)
                    .isCloseTo(slow.ranking().of(DB).orElseThrow().cause(), within(1e-9));
        }
        assertThat(checks)
                .isSortedAccordingTo(
                        (a, b) -> Double.compare(b.gainPerMinute(), a.gainPerMinute()));
    }

    @Test
    void proposesNeitherWhatIsMeasuredNorWhatWasDone() {
        assertThat(slow.nextChecks(100))
                .noneMatch(c -> c.service().equals(DB) && c.check() == Check.LATENCY)
                .anyMatch(c -> c.service().equals(CACHE) && c.check() == Check.LATENCY);
        Pins done = pins(new Pin.Checked(CACHE, Check.LATENCY, Pin.Outcome.UNKNOWN));
        assertThat(slow.with(done).nextChecks(100))
                .noneMatch(c -> c.service().equals(CACHE) && c.check() == Check.LATENCY);
        assertThat(slow.with(done).ranking()).isEqualTo(slow.ranking());
    }

    @Test
    void holdingOneHealthyIsNotTheFindingThatItIs() {
        WhatIf whatIf = slow.whatIf(DB);
        Ranking finding = slow.with(pins(new Pin.Healthy(DB))).ranking();
        WhatIf.Effect shop =
                whatIf.effects().stream()
                        .filter(e -> e.service().equals(SHOP))
                        .findFirst()
                        .orElseThrow();

        assertThat(whatIf.tolerance()).isZero();
        assertThat(shop.before())
                .isCloseTo(slow.ranking().of(SHOP).orElseThrow().trouble(), within(1e-12));
        assertThat(shop.after()).as("much of its trouble comes from there").isLessThan(0.8);
        assertThat(finding.of(SHOP).orElseThrow().trouble())
                .as("a healthy dependency is no reason to be well")
                .isGreaterThan(shop.after() + 0.1);
        assertThat(whatIf.effects()).allSatisfy(e -> assertThat(e.relief()).isGreaterThan(-1e-12));
    }

    @Test
    void everyPriorAndStrengthThatIsNamedChangesTheFirstPlaceJustThere() {
        Sensitivity sensitivity = slow.sensitivity();
        assertThat(sensitivity.changes())
                .isSortedAccordingTo((a, b) -> Double.compare(a.size(), b.size()))
                .anyMatch(c -> c instanceof Sensitivity.Prior)
                .anyMatch(c -> c instanceof Sensitivity.Strength);
        ServiceId first = slow.ranking().top().orElseThrow().service();
        CauseNetwork network = Shop.network(Shop.slow());
        Evidence seen = Shop.evidence(Shop.slow());
        for (Sensitivity.Change change : sensitivity.changes()) {
            for (double beyond : new double[] {0.98, 1.02}) {
                Worlds worlds = changed(network, seen, change, beyond);
                if (worlds != null) {
                    double lead =
                            worlds.fault[ORDER.indexOf(first)]
                                    - worlds.fault[ORDER.indexOf(change.newFirst())];
                    assertThat(lead > 0).as("%s beyond %s", change, beyond).isEqualTo(beyond < 1);
                }
            }
        }
    }

    /// With a little less, or more, than the change that is named.
    private static Worlds changed(
            CauseNetwork network, Evidence seen, Sensitivity.Change change, double beyond) {
        return switch (change) {
            case Sensitivity.Prior p -> {
                int i = ORDER.indexOf(p.service());
                double log = Math.log(p.factor()) * beyond;
                yield new Worlds(network, seen.with(i, seen.trouble(i), seen.fault(i) + log));
            }
            case Sensitivity.Strength s -> {
                int from = ORDER.indexOf(s.from());
                int to = ORDER.indexOf(s.to());
                double odds = Math.log(network.strength(from, to));
                odds -= Math.log1p(-network.strength(from, to));
                double w = 1 / (1 + Math.exp(-odds - Math.log(s.factor()) * beyond));
                yield new Worlds(network.withStrength(from, to, w), seen);
            }
            case Sensitivity.Trust _, Sensitivity.Unseen _, Sensitivity.Unpinned _ -> null;
        };
    }

    @Test
    void saysOnWhichFindingTheFirstPlaceHangs() {
        Diagnosis pinned = slow.with(pins(new Pin.IsCause(CACHE)));
        assertThat(pinned.ranking().top().orElseThrow().service()).isEqualTo(CACHE);
        assertThat(pinned.sensitivity().changes())
                .anySatisfy(c ->
                        assertThat(c)
                                .isEqualTo(
                                        new Sensitivity.Unpinned(
                                                new Pin.IsCause(CACHE),
                                                slow.ranking().top().orElseThrow().service())));
    }

    @Test
    void tellsATieFromALeadAndFromAnIncidentThatIsNone() {
        Diagnosis tie = Shop.diagnose(List.of(latency(WEB, 9), latency(SHOP, 10)));
        Ranking twins = tie.with(pins(new Pin.NotCause(SHOP), new Pin.NotCause(WEB))).ranking();
        assertThat(Verdict.of(twins)).isInstanceOf(Verdict.Together.class);
        assertThat(Shop.diagnose(List.of(latency(WEB, 0))).verdict())
                .isEqualTo(new Verdict.CannotTell(Verdict.Reason.NO_INCIDENT));
        assertThat(
                        Shop.diagnose(List.of(latency(WEB, 9), latency(SHOP, 9), latency(DB, 15)))
                                .verdict())
                .isInstanceOf(Verdict.Clear.class);
        assertThat(verdict(0.42, 0.37, 0.1)).isEqualTo(new Verdict.Tie(List.of(WEB, SHOP)));
        assertThat(verdict(0.05, 0.04)).isEqualTo(new Verdict.CannotTell(Verdict.Reason.TOO_FAINT));
        assertThat(verdict(0.9, 0.85, 0.1)).isEqualTo(new Verdict.Together(List.of(WEB, SHOP)));
        assertThat(verdict(0.75, 0.25)).isEqualTo(new Verdict.Clear(WEB, 0.5));
    }

    private static Verdict verdict(double... causes) {
        List<RankedCause> ranked =
                java.util.stream.IntStream.range(0, causes.length)
                        .mapToObj(i -> new RankedCause(i + 1, ORDER.get(i), causes[i], 1))
                        .toList();
        return Verdict.of(
                new Ranking(1, ranked, new dev.faultline.cause.inference.Exactness.Exact()));
    }

    private static double contribution(Explanation why, ServiceId neighbour) {
        return why.parts().stream()
                .flatMap(p ->
                        p instanceof Part.Neighbour n && n.other().equals(neighbour)
                                ? Optional.of(n.contribution()).stream()
                                : Optional.<Double>empty().stream())
                .findFirst()
                .orElseThrow();
    }

    private Ranking after(NextCheck check, Pin.Outcome outcome) {
        return slow.with(pins(new Pin.Checked(check.service(), check.check(), outcome))).ranking();
    }

    private static double mean(NextCheck check, Ranking normal, Ranking abnormal) {
        return check.abnormal() * abnormal.of(DB).orElseThrow().cause()
                + (1 - check.abnormal()) * normal.of(DB).orElseThrow().cause();
    }

    private static void same(NextCheck.Outlook outlook, Ranking ranking, String name) {
        RankedCause top = ranking.top().orElseThrow();
        assertThat(outlook.first()).as(name).isEqualTo(top.service());
        assertThat(outlook.cause()).as(name).isCloseTo(top.cause(), within(1e-9));
    }

    private static double entropy(Ranking ranking) {
        return ranking.causes().stream()
                .mapToDouble(RankedCause::cause)
                .filter(p -> p > 0 && p < 1)
                .map(p -> -p * Math.log(p) - (1 - p) * Math.log(1 - p))
                .sum();
    }
}
