package dev.faultline.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.cause.Pin;
import dev.faultline.cause.RankedCause;
import dev.faultline.engine.history.BeliefHistory;
import dev.faultline.engine.history.BeliefHistory.Belief;
import dev.faultline.model.ServiceId;
import dev.faultline.source.RestorePoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PastTest {
    private final SmallShop shop = SmallShop.withReference();

    @Test
    void tellsEachMomentAgainAsItWasToTheLastBit() {
        Engine engine = begin();
        List<Snapshot> then = new ArrayList<>();
        ServiceId queue = SmallShop.SERIES.getFirst().service();
        for (int cell = 0; cell < SmallShop.FAULT + 8; cell++) {
            EngineTest.deliver(engine, shop, cell, 1);
            if (cell % 41 == 0 || cell > SmallShop.FAULT - 2) {
                then.add(engine.snapshot());
            }
            if (cell == SmallShop.FAULT + 4) {
                engine.apply(
                        new EngineCommand.Pin(
                                new PinAct.Pinned(
                                        new Pin.Healthy(queue), at(cell).plusMillis(1), "ann")));
            }
        }
        Snapshot now = engine.snapshot();
        for (Snapshot known : then) {
            Snapshot told = now.asKnownAt(known.at()).orElseThrow();
            // The newest samples and the revision within a tick are not told again.
            Snapshots.assertSame(told, known);
            assertThat(told.labels()).isEqualTo(known.labels());
            assertThat(told.past().from()).isEqualTo(now.past().from());
            assertThat(told.asKnownAt(now.at()).orElseThrow().at()).isEqualTo(known.at());
        }
        Snapshot between = now.asKnownAt(at(100).plusSeconds(1)).orElseThrow();
        assertThat(between.at()).isEqualTo(at(100));
        assertThat(now.asKnownAt(SmallShop.START.minusSeconds(1))).isEmpty();
    }

    @Test
    void goesAnotherWayAfterARewindAndLeavesOlderMomentsTheirPast() {
        Random random = new Random(5);
        Engine engine = run(SmallShop.FAULT + 9);
        Snapshot before = engine.snapshot();
        for (int i = 0; i < 4; i++) {
            int cell = SmallShop.FAULT - 70 + random.nextInt(76);
            Instant point = RestorePoint.before(SmallShop.START, SmallShop.STEP, at(cell));
            engine.apply(new EngineCommand.Rewind(point));
            int from = (int) RestorePoint.closedCells(SmallShop.START, SmallShop.STEP, point);
            for (int c = from; c <= cell + 3; c++) {
                EngineTest.deliver(engine, shop, c, 1);
            }
            Snapshot told = engine.snapshot().asKnownAt(at(cell)).orElseThrow();
            Snapshots.assertSame(told, run(cell).snapshot());
            Snapshots.assertSame(before.asKnownAt(at(cell)).orElseThrow(), told);
        }
    }

    @Test
    void remembersWhatWasBelievedAsFarAsItWasWorkedOut() {
        Engine engine = begin();
        Snapshot first = engine.snapshot();
        assertThat(first.beliefs().top(3, SmallShop.START, first.at())).isEmpty();
        List<Snapshot> asked = new ArrayList<>();
        for (int cell = 0; cell < SmallShop.FAULT + 8; cell++) {
            EngineTest.deliver(engine, shop, cell, 1);
            if (cell % 50 == 0 || cell >= SmallShop.FAULT - 3) {
                asked.add(engine.snapshot());
            }
        }
        Snapshot now = asked.getLast();
        BeliefHistory beliefs = now.beliefs();
        RankedCause top = now.diagnosis().ranking().top().orElseThrow();
        for (Snapshot then : asked) {
            RankedCause was = then.diagnosis().ranking().of(top.service()).orElseThrow();
            Belief belief = beliefs.at(top.service(), then.at()).orElseThrow();
            assertThat(belief.cause()).isCloseTo(kept(was), within(1.1e-4));
            assertThat(belief.incident())
                    .isCloseTo(then.diagnosis().ranking().incident(), within(1.1e-4));
            assertThat(belief.first()).isEqualTo(was.rank() == 1);
        }
        assertThat(beliefs.at(top.service(), at(75))).as("never worked out").isEmpty();
        assertThat(beliefs.line(top.service(), SmallShop.START, now.at()).points())
                .hasSize(asked.size());
        assertThat(beliefs.top(2, at(SmallShop.FAULT), now.at()).getFirst().service())
                .isEqualTo(top.service());
        BeliefHistory.Since since = beliefs.over(top.service(), .5).orElseThrow();
        Snapshot known =
                asked.stream().filter(s -> s.at().equals(since.at())).findFirst().orElseThrow();
        Snapshot unknown = asked.get(asked.indexOf(known) - 1);
        assertThat(since.exact()).isTrue();
        assertThat(leads(known, top.service())).isTrue();
        assertThat(leads(unknown, top.service())).isFalse();
        // Nothing later than the moment that is looked at.
        assertThat(unknown.beliefs().over(top.service(), .5)).isEmpty();
        assertThat(now.asKnownAt(unknown.at()).orElseThrow().beliefs().over(top.service(), .5))
                .isEmpty();
    }

    private static boolean leads(Snapshot snapshot, ServiceId service) {
        var ranking = snapshot.diagnosis().ranking();
        return ranking.incident() >= .5 && ranking.of(service).orElseThrow().cause() >= .5;
    }

    private static double kept(RankedCause cause) {
        boolean kept =
                cause.rank() == 1
                        || cause.cause() >= BeliefHistory.FLOOR
                        || cause.trouble() >= BeliefHistory.FLOOR;
        return kept ? cause.cause() : 0;
    }

    private static org.assertj.core.data.Offset<Double> within(double most) {
        return org.assertj.core.data.Offset.offset(most);
    }

    private Engine begin() {
        Engine engine = new Engine();
        engine.apply(shop.start());
        engine.apply(new EngineCommand.Reference(shop.reference()));
        return engine;
    }

    private Engine run(int lastCell) {
        Engine engine = begin();
        for (int cell = 0; cell <= lastCell; cell++) {
            EngineTest.deliver(engine, shop, cell, 1);
        }
        return engine;
    }

    private static Instant at(int cell) {
        return SmallShop.START.plus(SmallShop.STEP.multipliedBy(cell));
    }
}
