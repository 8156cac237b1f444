package dev.faultline.engine;

import static dev.faultline.engine.SmallShop.FAULT;
import static dev.faultline.engine.SmallShop.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.cause.RankedCause;
import dev.faultline.model.ServiceId;
import dev.faultline.signal.Anomaly;
import dev.faultline.signal.AnomalyLabel;
import dev.faultline.signal.AnomalyLabel.Verdict;
import dev.faultline.source.RestorePoint;
import dev.faultline.topology.Component;
import dev.faultline.topology.ComponentKind;
import dev.faultline.topology.Correction;
import dev.faultline.topology.Dependency;
import dev.faultline.topology.DependencyKind;
import dev.faultline.topology.Topology;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The graph of the small shop changes while its database is slow.
class TopologyChangeTest {
    private final SmallShop shop = SmallShop.whole();

    /// A cache that nobody measures appears below the orders: it may be the cause, and is never
    /// taken for healthy.
    @Test
    void aComponentThatAppearsIsRankedThoughNothingIsMeasuredOfIt() {
        Engine engine = begin();
        deliver(engine, 0, FAULT + 4);
        Snapshot before = engine.snapshot();
        engine.apply(changed("web>orders", "orders>db", "orders>cache"));
        Snapshot after = engine.snapshot();
        assertThat(before.diagnosis().ranking().of(id("cache"))).isEmpty();
        RankedCause cache = cause(after, "cache");
        assertThat(cache.cause()).isGreaterThan(.001);
        assertThat(cache.trouble()).isStrictlyBetween(.001, 1.0);
        assertThat(after.measured()).doesNotContain(id("cache"));
        assertSameHistory(before, after);
        assertThat(after.diagnosis().ranking().top().orElseThrow().service()).isEqualTo(id("db"));
    }

    /// Apart from everything it keeps its prior; below what is in trouble it is suspected more, and
    /// the healthy one that depends on it speaks against it without clearing it.
    @Test
    void whatIsNotMeasuredIsJudgedByWhatSurroundsIt() {
        Engine engine = begin();
        deliver(engine, 0, FAULT + 4);
        engine.apply(changed("web>orders", "orders>db", "other>disk"));
        RankedCause apart = cause(engine.snapshot(), "disk");
        engine.apply(changed("web>orders", "orders>db", "db>disk", "other>disk"));
        RankedCause below = cause(engine.snapshot(), "disk");
        assertThat(apart.trouble()).isGreaterThan(.01);
        assertThat(below.trouble()).isGreaterThan(1.3 * apart.trouble()).isLessThan(1);
        assertThat(below.cause()).isGreaterThan(apart.cause()).isLessThan(1);
    }

    @Test
    void aComponentThatGoesIsNoLongerRankedAndItsSeriesStay() {
        Engine engine = begin();
        deliver(engine, 0, FAULT + 4);
        Snapshot before = engine.snapshot();
        engine.apply(changed("web>orders"));
        Snapshot after = engine.snapshot();
        assertThat(after.diagnosis().ranking().of(id("db"))).isEmpty();
        assertThat(after.diagnosis().ranking().top().orElseThrow().service())
                .isEqualTo(id("orders"));
        assertSameHistory(before, after);
        engine.apply(new EngineCommand.TopologyChanged(shop.start().topology()));
        assertThat(engine.snapshot().diagnosis().ranking()).isEqualTo(before.diagnosis().ranking());
    }

    /// The database turns out to hang on the web alone: orders, slow too, is explained no longer.
    @Test
    void aDependencyThatMovesMovesTheBlame() {
        Engine engine = begin();
        deliver(engine, 0, FAULT + 4);
        Snapshot before = engine.snapshot();
        engine.apply(changed("web>orders", "web>db"));
        Snapshot after = engine.snapshot();
        assertThat(cause(after, "orders").cause())
                .isGreaterThan(2 * cause(before, "orders").cause());
    }

    /// What was seen, what a person made of it, and a rewind in between.
    @Test
    void correctionsOutliveTopologiesAndRewindsAndEveryChangeIsLogged() throws Exception {
        Engine engine = begin();
        deliver(engine, 0, FAULT + 4);
        assertThat(engine.snapshot().graphChanges()).isEmpty();
        Correction.Act hidden =
                new Correction.Act(new Correction.Hidden(id("other")), false, at(FAULT), "ada");
        engine.apply(new EngineCommand.Correct(hidden));
        EngineCommand told = changed("web>orders", "orders>db", "orders>cache", "web>other");
        engine.apply(told);
        Snapshot shown = engine.snapshot();
        assertThat(shown.topology().contains(id("other"))).isFalse();
        assertThat(shown.corrections().held()).containsExactly(hidden);
        assertThat(shown.graphChanges())
                .extracting(
                        c -> c.what() + " " + c.component() + c.on().map(d -> ">" + d).orElse(""))
                .contains("APPEARED cache", "APPEARED orders>cache")
                .doesNotContain("APPEARED other");
        Instant point = RestorePoint.before(SmallShop.START, SmallShop.STEP, at(FAULT + 2));
        engine.apply(new EngineCommand.Rewind(point));
        assertThat(engine.snapshot().graphChanges()).isEmpty();
        assertThat(engine.snapshot().topology().contains(id("cache"))).isFalse();
        assertThat(engine.snapshot().corrections().held()).containsExactly(hidden);
        // Told once more, as by the records that follow, it is hidden until that is taken back.
        engine.apply(told);
        assertThat(engine.snapshot().topology().contains(id("cache"))).isTrue();
        assertThat(engine.snapshot().topology().contains(id("other"))).isFalse();
        engine.apply(
                new EngineCommand.Correct(
                        new Correction.Act(hidden.correction(), true, at(FAULT), "ada")));
        assertThat(engine.snapshot().topology().contains(id("other"))).isTrue();
    }

    /// The series of a service that was renamed speak for the component that it is now.
    @Test
    void aRenamedComponentIsJudgedByTheSeriesOfBothNames() throws Exception {
        Engine engine = begin();
        deliver(engine, 0, FAULT + 4);
        double before = cause(engine.snapshot(), "db").cause();
        engine.apply(
                new EngineCommand.Correct(
                        new Correction.Act(
                                new Correction.Same(id("db"), id("database")), false, at(0), "")));
        engine.apply(changed("web>orders", "orders>database"));
        Snapshot after = engine.snapshot();
        assertThat(after.diagnosis().ranking().of(id("db"))).isEmpty();
        assertThat(cause(after, "database").cause()).isGreaterThan(.8 * before);
        assertThat(after.anomalous()).contains(id("database")).doesNotContain(id("db"));
    }

    @Test
    void labelsAreKeptAndARewindGoesBackToTheGraphOfThen() throws Exception {
        Engine engine = begin();
        deliver(engine, 0, FAULT + 4);
        Snapshot shown = engine.snapshot();
        Anomaly open = shown.reported().stream().filter(Anomaly::open).findFirst().orElseThrow();
        engine.apply(
                new EngineCommand.Label(
                        AnomalyLabel.of(
                                open,
                                shown.series().get(open.series()).id(),
                                new Verdict.FalseAlarm(),
                                shown.at(),
                                "")));
        EngineCommand change = changed("web>orders", "orders>db", "orders>cache");
        engine.apply(change);
        deliver(engine, FAULT + 5, FAULT + 30);
        Snapshot later = engine.snapshot();
        assertThat(later.topology().contains(id("cache"))).isTrue();
        assertThat(later.labels().about(open)).isPresent();

        Instant point = RestorePoint.before(SmallShop.START, SmallShop.STEP, at(FAULT + 2));
        engine.apply(new EngineCommand.Rewind(point));
        assertThat(engine.snapshot().topology().contains(id("cache"))).isFalse();
        int closed = (int) RestorePoint.closedCells(SmallShop.START, SmallShop.STEP, point);
        deliver(engine, closed, FAULT + 4);
        engine.apply(change);
        deliver(engine, FAULT + 5, FAULT + 30);
        Snapshots.assertSame(engine.snapshot(), later);
    }

    private static void assertSameHistory(Snapshot before, Snapshot after) {
        assertThat(after.series()).isEqualTo(before.series());
        assertThat(after.anomalies()).isEqualTo(before.anomalies());
        assertThat(after.onset()).isEqualTo(before.onset());
        assertThat(after.history().length()).isEqualTo(before.history().length());
        assertThat(after.counts()).isEqualTo(before.counts());
    }

    private static RankedCause cause(Snapshot snapshot, String name) {
        return snapshot.diagnosis().ranking().of(id(name)).orElseThrow();
    }

    private static EngineCommand changed(String... edges) {
        List<Dependency> dependencies = new ArrayList<>();
        for (String edge : edges) {
            String[] ends = edge.split(">", -1);
            dependencies.add(new Dependency(id(ends[0]), id(ends[1]), DependencyKind.CALLS, 1));
        }
        List<Component> components =
                dependencies.stream()
                        .flatMap(d -> Stream.of(d.from(), d.to()))
                        .distinct()
                        .map(each -> new Component(each, ComponentKind.SERVICE, "team", 2))
                        .toList();
        return new EngineCommand.TopologyChanged(
                Topology.of("test", components, dependencies).topology());
    }

    private static ServiceId id(String name) {
        return new ServiceId(name);
    }

    private Engine begin() {
        Engine engine = new Engine();
        engine.apply(shop.start());
        return engine;
    }

    private void deliver(Engine engine, int first, int last) {
        for (int cell = first; cell <= last; cell++) {
            EngineTest.deliver(engine, shop, cell, 1);
        }
    }
}
