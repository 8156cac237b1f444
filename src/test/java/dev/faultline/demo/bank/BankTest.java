package dev.faultline.demo.bank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.demo.bank.BankFrame.Reading;
import dev.faultline.model.ServiceId;
import dev.faultline.topology.Component;
import dev.faultline.topology.ComponentKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The bank as its instruments and logs show it.
class BankTest {
    /// Nine in the morning of a working day, by its clock.
    private static final Instant MORNING = Instant.parse("2026-03-04T08:00:00Z");

    private static Bank bank() {
        return new Bank(BankPlan.DEFAULT, MORNING);
    }

    private static List<BankFrame> frames(Bank bank, int steps) {
        List<BankFrame> frames = new ArrayList<>();
        for (int i = 0; i < steps; i++) {
            frames.add(bank.step());
        }
        return frames;
    }

    /// Arrays have no equality of their own.
    private static String text(BankFrame frame) {
        return frame.at()
                + frame.readings().stream()
                        .map(r ->
                                switch (r) {
                                    case Reading.Value v -> v.toString();
                                    case Reading.Histogram h ->
                                            h.series() + Arrays.toString(h.counts()) + h.sum();
                                })
                        .collect(Collectors.joining())
                + frame.logs();
    }

    @Test
    void hasAboutSixtyComponentsOnHostsInTwoZonesWithOwnersCyclesAndHubs() {
        var topology = bank().topology();
        long working =
                topology.components().stream()
                        .filter(c -> c.kind().compareTo(ComponentKind.HOST) < 0)
                        .count();
        assertThat(working).isBetween(55L, 70L);
        assertThat(topology.components()).allMatch(c -> !c.team().isEmpty());
        assertThat(topology.components().stream().filter(c -> c.kind() == ComponentKind.ZONE))
                .hasSize(2);
        assertThat(reaches(topology, "accounts", "accounts")).isTrue();
        assertThat(topology.dependantsOf(topology.indexOf(new ServiceId("accounts"))).length)
                .isGreaterThan(6);
    }

    private static boolean reaches(
            dev.faultline.topology.Topology topology, String from, String to) {
        Set<Integer> seen = new HashSet<>();
        List<Integer> open = new ArrayList<>(List.of(topology.indexOf(new ServiceId(from))));
        while (!open.isEmpty()) {
            for (int next : topology.dependenciesOf(open.removeLast())) {
                if (topology.component(next).id().value().equals(to)) {
                    return true;
                }
                if (seen.add(next)) {
                    open.add(next);
                }
            }
        }
        return false;
    }

    @Test
    void givesTheSameBitsForTheSamePlanFaultsAndMendings() throws BankException {
        List<String> runs = new ArrayList<>();
        for (int run = 0; run < 2; run++) {
            Bank bank = bank();
            StringBuilder all = new StringBuilder();
            frames(bank, 3).forEach(f -> all.append(text(f)));
            bank.inject(Fault.parse("db-lock@ledger-db"));
            frames(bank, 3).forEach(f -> all.append(text(f)));
            bank.mend(Mending.parse("restart@ledger-db"));
            frames(bank, 3).forEach(f -> all.append(text(f)));
            runs.add(all.toString());
        }
        assertThat(runs.getFirst()).isEqualTo(runs.getLast());
        assertThat(text(new Bank(BankPlan.DEFAULT.withSeed(2), MORNING).step()))
                .isNotEqualTo(text(bank().step()));
    }

    @Test
    void exportsNoMoreSeriesThanItMay() {
        assertThat(bank().series()).hasSizeLessThanOrEqualTo(600);
        BankPlan few = new BankPlan(1, Duration.ofMinutes(5), 100, BankPlan.DEFAULT.clock());
        Bank small = new Bank(few, MORNING);
        assertThat(small.series()).hasSize(100);
        assertThat(small.step().readings()).allMatch(r -> r.series() < 100);
    }

    @Test
    void missesAReadingNowAndThenAndReadsOnlyNumbers() {
        Bank bank = bank();
        List<BankFrame> frames = frames(bank, 20);
        long all = 20L * bank.series().size();
        long read = frames.stream().mapToLong(f -> f.readings().size()).sum();
        assertThat(read).isBetween(all * 99 / 100, all - 1);
        for (BankFrame frame : frames) {
            for (Reading reading : frame.readings()) {
                switch (reading) {
                    case Reading.Value v -> assertThat(v.value()).isFinite().isNotNegative();
                    case Reading.Histogram h -> {
                        assertThat(h.sum()).isFinite().isNotNegative();
                        assertThat(Arrays.stream(h.counts()).min().orElse(0)).isNotNegative();
                    }
                }
            }
            assertThat(frame.logs()).hasSizeLessThanOrEqualTo(125);
        }
    }

    @Test
    void countsUpWithoutEndUntilAProcessBeginsAnew() throws BankException {
        Bank bank = bank();
        int payments = countOf(bank, "payments-db");
        long before = count(frames(bank, 3), payments);
        assertThat(count(frames(bank, 3), payments)).isGreaterThan(before);
        bank.inject(Fault.parse("cache-flush@accounts-cache"));
        int hits = hits(bank);
        long counted = count(frames(bank, 1), hits);
        bank.mend(Mending.parse("restart@accounts-cache"));
        List<BankFrame> after = frames(bank, 1);
        assertThat(count(after, hits)).isLessThan(counted);
        assertThat(since(after, hits)).isAfter(MORNING);
    }

    private static int countOf(Bank bank, String server) {
        return place(
                bank,
                s ->
                        s.metric().equals("traces_service_graph_request_total")
                                && server.equals(s.labels().get("server")));
    }

    private static int hits(Bank bank) {
        return place(
                bank,
                s ->
                        s.metric().equals("redis_keyspace_hits_total")
                                && "accounts-cache".equals(s.resource().get("service")));
    }

    private static int place(Bank bank, java.util.function.Predicate<BankSeries> which) {
        for (int i = 0; i < bank.series().size(); i++) {
            if (which.test(bank.series().get(i))) {
                return i;
            }
        }
        throw new AssertionError("no such series");
    }

    private static Reading.Value value(List<BankFrame> frames, int series) {
        return frames.stream()
                .flatMap(f -> f.readings().stream())
                .filter(r -> r.series() == series)
                .map(Reading.Value.class::cast)
                .reduce((_, last) -> last)
                .orElseThrow();
    }

    private static long count(List<BankFrame> frames, int series) {
        return (long) value(frames, series).value();
    }

    private static Instant since(List<BankFrame> frames, int series) {
        return value(frames, series).since();
    }

    @Test
    void isBusierByDayThanAtNightAndOnWorkingDaysThanOnSundays() {
        Blueprint blueprint = Blueprint.read();
        assertThat(wanted(blueprint, "2026-03-04T10:00:00Z"))
                .isGreaterThan(4 * wanted(blueprint, "2026-03-04T02:00:00Z"))
                .isGreaterThan(1.3 * wanted(blueprint, "2026-03-08T10:00:00Z"));
        assertThat(wanted(blueprint, "2026-03-31T10:00:00Z"))
                .isGreaterThan(1.1 * wanted(blueprint, "2026-03-24T10:00:00Z"));
    }

    private static double wanted(Blueprint blueprint, String at) {
        Demand demand =
                new Demand(blueprint, BankPlan.DEFAULT.clock(), new java.util.SplittableRandom(1));
        return Arrays.stream(demand.at(Instant.parse(at), 15)).sum();
    }

    @Test
    void saysNothingMoreOfAHostThatIsGone() throws BankException {
        Bank bank = bank();
        bank.inject(Fault.parse("host-down@db-a1"));
        BankFrame frame = frames(bank, 2).getLast();
        Set<String> heard = new HashSet<>();
        frame.readings().forEach(r -> heard.addAll(told(bank.series().get(r.series()))));
        assertThat(heard).doesNotContain("db-a1").contains("db-a2");
        assertThat(frame.logs())
                .noneMatch(line -> "payments-db".equals(line.resource().get("service.name")))
                .anyMatch(line -> line.text().contains("connecting to payments-db"));
    }

    private static List<String> told(BankSeries series) {
        return Stream.of("host", "host.name")
                .map(label -> series.resource().getOrDefault(label, ""))
                .toList();
    }

    @ParameterizedTest
    @EnumSource
    void isHarmedByEachKindOfFaultAndHealsWhenItIsMended(FaultKind kind) throws BankException {
        Bank bank = bank();
        Bank twin = bank();
        frames(bank, 2);
        frames(twin, 2);
        Component victim = victim(kind, bank);
        bank.inject(new Fault(kind, victim.id(), .9, java.util.Optional.empty()));
        // a leak, a disk and a queue take their time
        int steps = kind == FaultKind.MEMORY_LEAK || kind == FaultKind.DISK_FULL ? 6 : 3;
        double harm = distance(bank, twin, frames(bank, steps), frames(twin, steps));
        assertThat(harm).as("harm of %s at %s", kind.label(), victim.id()).isGreaterThan(3);
        assertThat(bank.truth().getLast().end()).isEmpty();
        Mending.Act act = kind.cures().stream().sorted().findFirst().orElse(null);
        if (act == null) {
            return; // it passes by itself
        }
        assertThat(bank.mend(new Mending(act, victim.id()))).endsWith(".");
        assertThat(bank.truth().getLast().end()).isPresent();
        frames(bank, 12);
        frames(twin, 12);
        double left = distance(bank, twin, frames(bank, 3), frames(twin, 3));
        assertThat(left).as("left after %s", act.label()).isLessThan(.6 * harm);
    }

    /// A component that matters.
    private static Component victim(FaultKind kind, Bank bank) {
        Map<FaultKind, String> chosen = new HashMap<>();
        chosen.put(FaultKind.RETRY_STORM, "payments");
        chosen.put(FaultKind.CACHE_FLUSH, "accounts-cache");
        chosen.put(FaultKind.HOST_DOWN, "db-a1");
        return bank.topology().components().stream()
                .filter(c -> kind.on().contains(c.kind()))
                .filter(c -> !chosen.containsKey(kind) || c.id().value().equals(chosen.get(kind)))
                .min(java.util.Comparator.comparing(Component::criticality))
                .orElseThrow();
    }

    /// How far two banks are apart in what their instruments show beside chance: the mean of the
    /// largest ratios of growth, or of levels, by series.
    private static double distance(
            Bank one, Bank other, List<BankFrame> ones, List<BankFrame> others) {
        double[] a = growth(one, ones);
        double[] b = growth(other, others);
        List<Double> apart = new ArrayList<>();
        for (int s = 0; s < a.length; s++) {
            if (Double.isNaN(a[s]) != Double.isNaN(b[s])) {
                apart.add(20.0); // silent
            } else if (!Double.isNaN(a[s]) && Math.max(a[s], b[s]) > 30) {
                apart.add(Math.min(20, Math.abs(Math.log((a[s] + 20) / (b[s] + 20))) / .15));
            }
        }
        return apart.stream()
                .mapToDouble(d -> -d)
                .sorted()
                .limit(3)
                .map(d -> -d)
                .average()
                .orElse(0);
    }

    private static double[] growth(Bank bank, List<BankFrame> frames) {
        double[] first = new double[bank.series().size()];
        double[] last = new double[first.length];
        Arrays.fill(first, Double.NaN);
        Arrays.fill(last, Double.NaN);
        for (BankFrame frame : frames) {
            for (Reading reading : frame.readings()) {
                double value =
                        switch (reading) {
                            case Reading.Value v -> v.value();
                            case Reading.Histogram h -> 1000 * h.sum();
                        };
                if (Double.isNaN(first[reading.series()])) {
                    first[reading.series()] = value;
                }
                last[reading.series()] = value;
            }
        }
        double[] grown = new double[first.length];
        for (int s = 0; s < grown.length; s++) {
            boolean level = bank.series().get(s).shape() == BankSeries.Shape.GAUGE;
            grown[s] = level ? last[s] : Math.max(0, last[s] - first[s]);
        }
        return grown;
    }

    @Test
    void worsensThingsWhereTheWrongThingIsDone() throws BankException {
        Bank bank = bank();
        bank.inject(Fault.parse("slow-query@payments-db"));
        frames(bank, 2);
        bank.mend(Mending.parse("restart@payments-db"));
        assertThat(bank.truth().getLast().end()).isEmpty();
        assertThatThrownBy(() -> bank.mend(Mending.parse("scale-out@card-network")))
                .isInstanceOf(BankException.class)
                .hasMessage("scale-out can't be done to card-network, which is a third-party.");
    }

    @Test
    void tellsWhatCannotBeDone() {
        Bank bank = bank();
        assertThatThrownBy(() -> bank.inject(Fault.parse("db-lock@payments")))
                .hasMessageContaining("db-lock can't happen to payments, which is a service.")
                .hasMessageContaining("payments-db");
        assertThatThrownBy(() -> bank.inject(Fault.parse("db-lock@nobody")))
                .hasMessage("The bank has no component 'nobody'.");
        assertThatThrownBy(() -> Fault.parse("nonsense@payments"))
                .hasMessageContaining("There is no fault 'nonsense'.");
        assertThatThrownBy(() -> Mending.parse("payments")).hasMessageContaining("is no mending");
    }

    @Test
    void neverTellsTheTruthInAFrame() throws BankException {
        Set<String> forbidden = new HashSet<>(Set.of("inject", "severity", "fault", "truth"));
        for (FaultKind kind : FaultKind.values()) {
            forbidden.add(kind.label());
            forbidden.add(kind.name().toLowerCase(Locale.ROOT));
            forbidden.add(kind.line());
        }
        Bank bank = bank();
        Set<String> texts = new HashSet<>();
        for (BankSeries series : bank.series()) {
            texts.add(series.metric());
            texts.addAll(series.labels().values());
            texts.addAll(series.resource().values());
        }
        for (FaultKind kind : FaultKind.values()) {
            bank.inject(
                    new Fault(
                            kind,
                            victim(kind, bank).id(),
                            .9,
                            java.util.Optional.of(Duration.ofMinutes(15))));
            for (BankFrame frame : frames(bank, 4)) {
                for (LogLine line : frame.logs()) {
                    texts.add(line.text());
                    texts.add(line.event());
                    texts.addAll(line.resource().values());
                }
            }
        }
        assertThat(texts).hasSizeGreaterThan(500);
        for (String text : texts) {
            assertThat(forbidden).noneMatch(word -> text.toLowerCase(Locale.ROOT).contains(word));
        }
    }

    @Test
    void logsReleasesAndBatchesOfAnOrdinaryDayAndDataThatMustBeMasked() {
        Bank bank = new Bank(BankPlan.DEFAULT, Instant.parse("2026-03-03T23:00:00Z"));
        List<LogLine> lines = frames(bank, 288).stream().flatMap(f -> f.logs().stream()).toList();
        assertThat(lines).extracting(LogLine::event).contains("deployment", "batch");
        assertThat(lines).anyMatch(l -> l.text().contains("@example."));
        assertThat(lines).anyMatch(l -> l.text().contains("DE89370400440532013000"));
        assertThat(lines).anyMatch(l -> l.text().contains("4111111111111111"));
        assertThat(lines)
                .filteredOn(l -> l.severity().compareTo(LogLine.Severity.WARN) >= 0)
                .hasSizeLessThan(20);
    }
}
