package dev.faultline.incident;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.cause.RankedCause;
import dev.faultline.cause.Ranking;
import dev.faultline.cause.inference.Exactness;
import dev.faultline.model.ServiceId;
import dev.faultline.topology.Component;
import dev.faultline.topology.ComponentKind;
import dev.faultline.topology.Dependency;
import dev.faultline.topology.DependencyKind;
import dev.faultline.topology.Topology;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Two shops that share nothing: web calls orders calls db, and site calls search calls index.
class IncidentTrackerTest {
    private static final Instant ONSET = Instant.parse("2026-11-02T14:00:00Z");
    private static final Topology TOPOLOGY = topology();

    private IncidentTracker tracker =
            IncidentTracker.begin(IncidentRules.DEFAULT, Duration.ofMinutes(1));

    @Test
    void oneCauseIsOneIncidentHoweverManyComponentsItTakesAlong() {
        look(5, .9, p("db", .8, .99), p("orders", .1, .6));
        look(6, .95, p("db", .8, .99), p("orders", .1, .9), p("web", .05, .9));
        look(7, .95, p("db", .8, .99), p("orders", .1, .9), p("web", .05, .9));
        assertThat(tracker.log()).hasSize(2);
        Incident only = only(7);
        assertThat(only.id()).isEqualTo(new IncidentId(ONSET, id("db")));
        assertThat(only.opened()).isEqualTo(minute(5));
        assertThat(only.components()).containsExactly(id("db"), id("orders"), id("web"));
        assertThat(only.suspects()).containsExactly(id("db"));
        // At first the way in is not in trouble itself and calls what is: it counts as hit.
        assertThat(tracker.log().getFirst())
                .isInstanceOfSatisfying(
                        IncidentEvent.Opened.class,
                        e -> assertThat(e.impact().entriesHit()).isEqualTo(1));
        assertThat(only.severity()).isEqualTo(Severity.SEV1);
    }

    @Test
    void troubleThatIsNotConnectedAndHasACauseOfItsOwnIsAnotherIncidentAfterAWhile() {
        look(5, .99, p("db", .8, .99), p("orders", .1, .9));
        look(6, .99, p("db", .8, .99), p("orders", .1, .9), p("index", .9, .99));
        assertThat(known(6)).hasSize(1);
        look(9, .99, p("db", .8, .99), p("orders", .1, .9), p("index", .9, .99));
        assertThat(known(9))
                .extracting(Incident::id)
                .containsExactly(
                        new IncidentId(ONSET, id("db")), new IncidentId(minute(4), id("index")));
        // What is said of the first is not said of the second, and each ends for itself.
        look(25, .99, p("index", .9, .99));
        assertThat(known(25)).extracting(Incident::open).containsExactly(false, true);
        // Trouble elsewhere of which nothing is likely the cause is nobody's incident.
        look(26, .99, p("index", .9, .99), p("web", .1, .7));
        look(31, .99, p("index", .9, .99), p("web", .1, .7));
        assertThat(known(31)).hasSize(2);
    }

    @Test
    void anIncidentWhoseTroubleAnotherExplainsAfterAllBecomesPartOfIt() {
        look(5, .99, p("db", .9, .99));
        look(6, .99, p("db", .9, .99), p("web", .8, .99));
        look(9, .99, p("db", .9, .99), p("web", .8, .99));
        assertThat(known(9)).extracting(Incident::open).containsExactly(true, true);
        look(10, .99, p("db", .9, .99), p("orders", .1, .9), p("web", .1, .99));
        assertThat(known(10))
                .filteredOn(i -> !i.open())
                .singleElement()
                .extracting(Incident::state)
                .isEqualTo(new Incident.State.Merged(minute(10), new IncidentId(ONSET, id("db"))));
        assertThat(known(10).stream().filter(Incident::open).toList())
                .singleElement()
                .satisfies(i ->
                        assertThat(i.components())
                                .containsExactly(id("db"), id("orders"), id("web")));
    }

    @Test
    void itIsOverAfterAQuietWhileAndTroubleThatIsSoonBackIsNotANewOne() {
        look(5, .49, p("db", .9, .99));
        assertThat(tracker.log()).isEmpty();
        look(6, .5, p("db", .9, .99));
        look(7, .15, p("db", .9, .35)); // less than it takes to open one keeps it open
        calm(21);
        assertThat(only(21).open()).isTrue();
        calm(22);
        assertThat(only(22).state()).isEqualTo(new Incident.State.Closed(minute(22), "", ""));
        look(40, .9, p("db", .9, .99), p("orders", .1, .9));
        assertThat(only(40).open()).isTrue();
        assertThat(only(40).components()).containsExactly(id("db"), id("orders"));
        calm(60);
        // Another cause, or much later: another incident.
        look(61, .9, p("orders", .9, .99));
        assertThat(known(61)).hasSize(2);
        calm(80);
        calm(150);
        look(151, .9, p("db", .9, .99));
        assertThat(known(151)).hasSize(3);
        assertThat(tracker.forget(minute(100)).log())
                .extracting(IncidentEvent::incident)
                .containsOnly(new IncidentId(minute(151), id("db")));
    }

    @Test
    void whoIsSuspectedChangesOnlyWhenAnotherIsAheadAndTheIncidentStaysTheSame() {
        look(5, .9, p("db", .45, .99), p("orders", .40, .9));
        look(6, .9, p("orders", .50, .9), p("db", .45, .99));
        look(7, .9, p("orders", .48, .9), p("db", .45, .99));
        look(8, .9, p("orders", .7, .9), p("db", .2, .99));
        assertThat(only(8).id()).isEqualTo(new IncidentId(ONSET, id("db")));
        assertThat(only(8).suspects()).containsExactly(id("orders"));
        assertThat(
                        tracker.log().stream()
                                .filter(IncidentEvent.SuspectsChanged.class::isInstance)
                                .map(IncidentEvent.SuspectsChanged.class::cast)
                                .map(IncidentEvent.SuspectsChanged::suspects)
                                .map(List::getFirst))
                .containsExactly(id("db"), id("orders"));
    }

    @Test
    void severityRisesWithWhatIsHitAndWithTimeAndDoesNotFall() {
        look(5, .9, p("index", .9, .99)); // criticality 3, no way in
        assertThat(only(5).severity()).isEqualTo(Severity.SEV4);
        look(6, .9, p("index", .9, .99), p("search", .05, .9)); // one of two ways in calls it
        assertThat(only(6).severity()).isEqualTo(Severity.SEV3);
        look(20, .9, p("index", .9, .99));
        look(30, .9, p("index", .9, .99), p("search", .05, .9));
        look(59, .9, p("index", .9, .99), p("search", .05, .9));
        assertThat(only(59).severity()).isEqualTo(Severity.SEV3);
        look(60, .9, p("index", .9, .99), p("search", .05, .9));
        assertThat(only(60).severity()).isEqualTo(Severity.SEV2);
        SeverityRules rules = SeverityRules.DEFAULT;
        Duration long_ = Duration.ofHours(3);
        assertThat(rules.severity(new Impact(1, 0, 3, 1, 30, long_))).isEqualTo(Severity.SEV2);
        assertThat(rules.severity(new Impact(2, 1, 3, 1, 30, long_))).isEqualTo(Severity.SEV2);
        assertThat(rules.severity(new Impact(2, 2, 3, 1, 30, long_))).isEqualTo(Severity.SEV1);
        assertThat(rules.severity(new Impact(1, 0, 0, 20, 30, Duration.ZERO)))
                .isEqualTo(Severity.SEV1);
    }

    private static RankedCause p(String name, double cause, double trouble) {
        return new RankedCause(1, id(name), cause, trouble);
    }

    private void look(int minute, double incident, RankedCause... causes) {
        List<RankedCause> all = new ArrayList<>(List.of(causes));
        TOPOLOGY.components().stream()
                .map(Component::id)
                .filter(s -> all.stream().noneMatch(c -> c.service().equals(s)))
                .forEach(s -> all.add(new RankedCause(1, s, .01, .02)));
        all.sort(Comparator.comparingDouble(c -> -c.cause()));
        tracker =
                tracker.look(
                        new Assessment(
                                minute(minute),
                                minute > 100 ? minute(minute) : ONSET,
                                TOPOLOGY,
                                new Ranking(incident, all, new Exactness.Exact()),
                                Map.of(id("index"), minute(4))));
    }

    private void calm(int minute) {
        tracker = tracker.calm(minute(minute));
    }

    private List<Incident> known(int minute) {
        return IncidentLog.at(
                minute(minute), tracker.log(), List.of(), ONSET, IncidentRules.DEFAULT.quiet());
    }

    private Incident only(int minute) {
        assertThat(known(minute)).hasSize(1);
        return known(minute).getFirst();
    }

    private static Instant minute(int minute) {
        return ONSET.plus(Duration.ofMinutes(minute));
    }

    private static ServiceId id(String name) {
        return new ServiceId(name);
    }

    private static Topology topology() {
        List<Component> components =
                List.of(
                        component("web", ComponentKind.ENTRY, 1),
                        component("orders", ComponentKind.SERVICE, 1),
                        component("db", ComponentKind.DATABASE, 1),
                        component("site", ComponentKind.ENTRY, 3),
                        component("search", ComponentKind.SERVICE, 3),
                        component("index", ComponentKind.DATABASE, 3));
        return Topology.of(
                        "two shops",
                        components,
                        List.of(
                                calls("web", "orders"),
                                calls("orders", "db"),
                                calls("site", "search"),
                                calls("search", "index")))
                .topology();
    }

    private static Component component(String name, ComponentKind kind, int criticality) {
        return new Component(id(name), kind, "team", criticality);
    }

    private static Dependency calls(String from, String to) {
        return new Dependency(id(from), id(to), DependencyKind.CALLS, 1);
    }
}
