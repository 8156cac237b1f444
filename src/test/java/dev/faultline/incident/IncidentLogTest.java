package dev.faultline.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.incident.Incident.State;
import dev.faultline.model.ServiceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class IncidentLogTest {
    private static final Instant ONSET = Instant.parse("2026-11-02T14:00:00Z");
    private static final IncidentId DB = id(0, "db");
    private static final IncidentId INDEX = id(2, "index");
    private static final List<IncidentEvent> FOUND =
            List.of(
                    opened(DB, 5, "", Severity.SEV3, "db", "web"),
                    opened(INDEX, 7, "", Severity.SEV1, "index"),
                    new IncidentEvent.Spread(DB, minute(8), "", services("cart")),
                    new IncidentEvent.SuspectsChanged(DB, minute(9), "", List.of(service("web"))));

    @Test
    void knowsAtEachMomentWhatHadBeenSaidByThen() {
        List<IncidentEvent> told =
                List.of(
                        new IncidentEvent.Noted(DB, minute(10), "ann", "looking"),
                        new IncidentEvent.Acknowledged(DB, minute(11), "ann"),
                        new IncidentEvent.Closed(DB, minute(12), "ann", "rolled back"));
        assertThat(at(4, told)).isEmpty();
        assertThat(at(5, told)).singleElement().extracting(Incident::id).isEqualTo(DB);
        assertThat(at(10, told).getFirst().notes()).hasSize(1);
        assertThat(at(10, told).getFirst().acknowledged()).isEmpty();
        assertThat(at(11, told).getFirst().acknowledged()).isPresent();
        Incident closed = at(12, told).getFirst();
        assertThat(closed.state()).isEqualTo(new State.Closed(minute(12), "ann", "rolled back"));
        assertThat(closed.components()).isEqualTo(services("cart", "db", "web"));
        assertThat(closed.suspects()).containsExactly(service("web"));
        // Whoever goes on suspecting does not open it again; trouble that was gone and is back
        // does.
        List<IncidentEvent> later =
                Stream.concat(
                                FOUND.stream(),
                                Stream.of(
                                        new IncidentEvent.Spread(
                                                DB, minute(13), "", services("pay")),
                                        new IncidentEvent.Closed(DB, minute(30), "", ""),
                                        new IncidentEvent.Reopened(DB, minute(40), "")))
                        .toList();
        assertThat(fold(39, later, told).getFirst().state()).isEqualTo(closed.state());
        assertThat(fold(40, later, told).getFirst().open()).isTrue();
    }

    @Test
    void whatIsTakenBackStaysInTheLogAndMayBeSaidAgain() {
        IncidentEvent note = note();
        IncidentEvent back = new IncidentEvent.TakenBack(DB, minute(10), "ann", note);
        Incident once = at(10, List.of(note, back)).getFirst();
        assertThat(once.notes()).isEmpty();
        assertThat(once.lastSaid()).isEmpty();
        assertThat(once.entries()).filteredOn(Incident.Entry::takenBack).hasSize(1);
        assertThat(once.entries().getLast().event()).isEqualTo(back);
        assertThat(at(10, List.of(note, back, note())).getFirst().notes()).hasSize(1);
        assertThat(at(10, List.of(note, note(), back)).getFirst().notes()).hasSize(1);
    }

    @Test
    void whatAPersonOpenedAndTookBackIsOverAndSaysSo() {
        IncidentId hand = id(9, "cart");
        IncidentEvent opened = opened(hand, 9, "ann", Severity.SEV3, "cart");
        IncidentEvent back = new IncidentEvent.TakenBack(hand, minute(10), "ann", opened);
        assertThat(at(9, List.of(opened, back)).getLast().open()).isTrue();
        Incident over = at(10, List.of(opened, back)).getLast();
        assertThat(over.state()).isEqualTo(new State.Closed(minute(10), "ann", ""));
        assertThat(over.entries())
                .extracting(Incident.Entry::takenBack)
                .containsExactly(true, false);
        assertThat(over.lastSaid()).isEmpty();
    }

    @Test
    void mergedIncidentsGoOnInOneAndAMergeCanBeTakenBack() {
        IncidentEvent merge = new IncidentEvent.Merged(INDEX, minute(10), "ann", DB);
        List<IncidentEvent> found =
                Stream.concat(
                                FOUND.stream(),
                                Stream.of(
                                        new IncidentEvent.Spread(
                                                INDEX, minute(11), "", services("search"))))
                        .toList();
        List<Incident> merged = fold(11, found, List.of(merge));
        assertThat(merged).extracting(Incident::open).containsExactly(true, false);
        assertThat(merged.get(1).state()).isEqualTo(new State.Merged(minute(10), DB));
        assertThat(merged.getFirst().severity()).as("the worse one").isEqualTo(Severity.SEV1);
        assertThat(merged.getFirst().components())
                .isEqualTo(services("cart", "db", "index", "search", "web"));
        List<Incident> again =
                fold(
                        12,
                        found,
                        List.of(
                                merge,
                                new IncidentEvent.TakenBack(INDEX, minute(12), "ann", merge)));
        assertThat(again).extracting(Incident::open).containsExactly(true, true);
        assertThat(again.getFirst().severity()).isEqualTo(Severity.SEV3);
    }

    @Test
    void whatIsSplitOffIsItsOwnAndEndsWithTheRest() {
        IncidentId web = id(0, "web");
        List<IncidentEvent> told =
                List.of(
                        new IncidentEvent.Split(
                                DB,
                                minute(10),
                                "ann",
                                services("web"),
                                web,
                                Severity.SEV4,
                                impact()),
                        new IncidentEvent.Noted(web, minute(11), "ann", "another matter"));
        List<IncidentEvent> found =
                Stream.concat(
                                FOUND.stream(),
                                Stream.of(
                                        new IncidentEvent.Spread(
                                                DB, minute(12), "", services("web", "pay")),
                                        new IncidentEvent.Closed(DB, minute(30), "", "")))
                        .toList();
        List<Incident> split = fold(12, found, told);
        assertThat(split).extracting(Incident::id).containsExactly(DB, web, INDEX);
        assertThat(split.getFirst().components()).isEqualTo(services("cart", "db", "pay"));
        assertThat(split.get(1).components()).isEqualTo(services("web"));
        assertThat(split.get(1).suspects()).containsExactly(service("web"));
        assertThat(split.get(1).notes()).hasSize(1);
        assertThat(fold(30, found, told))
                .extracting(Incident::open)
                .containsExactly(false, false, true);
    }

    @Test
    void aPersonsSeverityHoldsUntilItGetsWorse() {
        IncidentEvent rated =
                new IncidentEvent.SeverityChanged(DB, minute(10), "ann", Severity.SEV4, impact());
        IncidentEvent milder =
                new IncidentEvent.SeverityChanged(DB, minute(11), "", Severity.SEV4, impact());
        IncidentEvent worse =
                new IncidentEvent.SeverityChanged(DB, minute(12), "", Severity.SEV2, impact());
        List<IncidentEvent> found =
                Stream.concat(FOUND.stream(), Stream.of(milder, worse)).toList();
        assertThat(fold(11, found, List.of(rated)).getFirst().severity()).isEqualTo(Severity.SEV4);
        assertThat(fold(12, found, List.of(rated)).getFirst().severity()).isEqualTo(Severity.SEV2);
    }

    @Test
    void whatAnEarlierRunFoundIsTheSameIncidentAndKeepsItsNotes() {
        IncidentId earlier = id(-4, "web"); // it saw it begin four minutes sooner
        IncidentId old = id(-100_000, "db");
        List<IncidentEvent> kept =
                List.of(
                        opened(old, -99_990, "", Severity.SEV2, "db"),
                        new IncidentEvent.Closed(old, minute(-99_900), "", ""),
                        opened(earlier, 1, "", Severity.SEV3, "web", "db"),
                        new IncidentEvent.Noted(earlier, minute(6), "ann", "looking"));
        List<Incident> known = at(9, kept);
        assertThat(known).extracting(Incident::id).containsExactly(old, earlier, INDEX);
        assertThat(known.get(1).notes()).hasSize(1);
        assertThat(known.get(1).suspects()).containsExactly(service("web"));
        assertThat(IncidentLog.named(FOUND, kept))
                .extracting(IncidentEvent::incident)
                .containsExactly(earlier, INDEX, earlier, earlier);
        // What it left open, and this one does not find, is over after a while.
        IncidentId lost = id(-60, "cart");
        List<IncidentEvent> open =
                List.of(
                        opened(lost, -55, "", Severity.SEV2, "cart"),
                        new IncidentEvent.Acknowledged(lost, minute(-50), "ann"));
        assertThat(at(14, open).getFirst().open()).isTrue();
        assertThat(at(14, open).getFirst().acknowledged()).isPresent();
        assertThat(at(15, open).getFirst().state()).isEqualTo(new State.Closed(minute(15), "", ""));
    }

    private static IncidentEvent note() {
        return new IncidentEvent.Noted(DB, minute(10), "ann", "it is dns");
    }

    private static List<Incident> at(int minute, List<IncidentEvent> told) {
        return fold(minute, FOUND, told);
    }

    /// The engine has found nothing after `minute`, and looks since the onset.
    private static List<Incident> fold(
            int minute, List<IncidentEvent> found, List<IncidentEvent> told) {
        return IncidentLog.at(
                minute(minute),
                found.stream().filter(e -> !e.at().isAfter(minute(minute))).toList(),
                told,
                ONSET,
                Duration.ofMinutes(15));
    }

    private static IncidentEvent opened(
            IncidentId id, int minute, String by, Severity severity, String... components) {
        return new IncidentEvent.Opened(
                id,
                minute(minute),
                by,
                services(components),
                List.of(id.first()),
                severity,
                impact());
    }

    private static Impact impact() {
        return new Impact(2, 1, 3, 2, 9, Duration.ofMinutes(5));
    }

    private static Set<ServiceId> services(String... names) {
        return Stream.of(names)
                .map(ServiceId::new)
                .collect(java.util.stream.Collectors.toCollection(java.util.TreeSet::new));
    }

    private static ServiceId service(String name) {
        return new ServiceId(name);
    }

    private static IncidentId id(int minute, String first) {
        return new IncidentId(minute(minute), service(first));
    }

    private static Instant minute(int minute) {
        return ONSET.plus(Duration.ofMinutes(minute));
    }
}
