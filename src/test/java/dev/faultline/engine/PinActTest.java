package dev.faultline.engine;

import static dev.faultline.engine.SmallShop.FAULT;
import static dev.faultline.engine.SmallShop.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.cause.Pin;
import dev.faultline.cause.Pins;
import dev.faultline.cause.Ranking;
import dev.faultline.model.ServiceId;
import dev.faultline.source.RestorePoint;
import dev.faultline.topology.Component;
import dev.faultline.topology.ComponentKind;
import dev.faultline.topology.Dependency;
import dev.faultline.topology.DependencyKind;
import dev.faultline.topology.Topology;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// What persons pin on components of the small shop, whose database is slow from cell
/// [SmallShop#FAULT] on.
class PinActTest {
    private static final ServiceId WEB = new ServiceId("web");
    private static final ServiceId ORDERS = new ServiceId("orders");
    private static final ServiceId DB = new ServiceId("db");

    private final SmallShop shop = SmallShop.whole();

    @Test
    void aPinMovesTheBlameAndAnUndoMovesItBackBitByBit() {
        Engine engine = begin();
        deliver(engine, 0, FAULT + 4);
        Ranking before = engine.snapshot().diagnosis().ranking();
        engine.apply(pin(new Pin.NotCause(DB), FAULT + 4));
        Snapshot pinned = engine.snapshot();
        assertThat(pinned.diagnosis().before()).isEqualTo(before);
        assertThat(pinned.diagnosis().ranking().of(DB).orElseThrow().cause()).isZero();
        assertThat(pinned.diagnosis().ranking().top().orElseThrow().service()).isNotEqualTo(DB);
        assertThat(pinned.diagnosis().pins().entries())
                .containsExactly(new Pins.Entry(new Pin.NotCause(DB), at(FAULT + 4), "ann"));
        engine.apply(new EngineCommand.Pin(new PinAct.Undone(at(FAULT + 4), "ben")));
        assertThat(engine.snapshot().diagnosis().pins().isEmpty()).isTrue();
        assertThat(engine.snapshot().diagnosis().ranking()).isEqualTo(before);
    }

    @Test
    void anUndoTakesBackARemovalToo() {
        List<PinAct> done =
                List.of(
                        new PinAct.Pinned(new Pin.Healthy(WEB), at(1), "ann"),
                        new PinAct.Pinned(new Pin.InTrouble(WEB), at(2), "ann"),
                        new PinAct.Unpinned(new Pin.InTrouble(WEB), at(3), "ann"),
                        new PinAct.Undone(at(4), "ann"),
                        new PinAct.Undone(at(5), "ann"));
        assertThat(PinAct.held(at(0), done).pins()).isEmpty();
        assertThat(PinAct.held(at(1), done).pins()).containsExactly(new Pin.Healthy(WEB));
        assertThat(PinAct.held(at(2), done).pins()).containsExactly(new Pin.InTrouble(WEB));
        assertThat(PinAct.held(at(3), done).pins()).isEmpty();
        assertThat(PinAct.held(at(4), done).pins()).containsExactly(new Pin.InTrouble(WEB));
        assertThat(PinAct.held(at(5), done).pins()).containsExactly(new Pin.Healthy(WEB));
    }

    /// Somebody goes back and says something about an earlier moment: it holds from there on.
    @Test
    void whatIsSaidOfAnEarlierMomentComesBeforeWhatWasSaidOfALaterOne() {
        List<PinAct> done =
                List.of(
                        new PinAct.Pinned(new Pin.IsCause(WEB), at(9), "ann"),
                        new PinAct.Pinned(new Pin.NotCause(WEB), at(5), "ann"));
        assertThat(PinAct.held(at(8), done).pins()).containsExactly(new Pin.NotCause(WEB));
        assertThat(PinAct.held(at(9), done).pins()).containsExactly(new Pin.IsCause(WEB));
    }

    @Test
    void saysTheSameWheneverThePinCameAndAfterARewind() throws Exception {
        Engine told = begin();
        deliver(told, 0, FAULT + 4);
        List<EngineCommand> acts =
                List.of(
                        pin(new Pin.NotCause(DB), FAULT + 4),
                        pin(new Pin.InTrouble(ORDERS), FAULT + 4));
        acts.forEach(told::apply);
        deliver(told, FAULT + 5, FAULT + 30);

        // Read back at the next start: known from the beginning, in force only from its time on.
        Engine restarted = begin();
        acts.forEach(restarted::apply);
        deliver(restarted, 0, FAULT + 3);
        assertThat(restarted.snapshot().diagnosis().pins().isEmpty()).isTrue();
        deliver(restarted, FAULT + 4, FAULT + 30);
        assertThat(restarted.snapshot().diagnosis().pins().pins()).hasSize(2);
        Snapshots.assertSame(restarted.snapshot(), told.snapshot());

        Instant point = RestorePoint.before(SmallShop.START, SmallShop.STEP, at(FAULT + 2));
        told.apply(new EngineCommand.Rewind(point));
        int closed = (int) RestorePoint.closedCells(SmallShop.START, SmallShop.STEP, point);
        deliver(told, closed, FAULT + 2);
        assertThat(told.snapshot().diagnosis().pins().isEmpty()).as("not yet said then").isTrue();
        deliver(told, FAULT + 3, FAULT + 30);
        Snapshots.assertSame(told.snapshot(), restarted.snapshot());
    }

    @Test
    void aPinOutlivesAChangeOfTheGraphAndCountsAgainWhenItsComponentIsBack() {
        Engine engine = begin();
        deliver(engine, 0, FAULT + 4);
        engine.apply(pin(new Pin.NotCause(DB), FAULT + 4));
        Ranking pinned = engine.snapshot().diagnosis().ranking();
        Component web = new Component(WEB, ComponentKind.SERVICE, "team", 2);
        Component orders = new Component(ORDERS, ComponentKind.SERVICE, "team", 2);
        engine.apply(
                new EngineCommand.TopologyChanged(
                        Topology.of(
                                        "without db",
                                        List.of(web, orders),
                                        List.of(
                                                new Dependency(
                                                        WEB, ORDERS, DependencyKind.CALLS, 1)))
                                .topology()));
        Snapshot without = engine.snapshot();
        assertThat(without.diagnosis().pins().pins()).containsExactly(new Pin.NotCause(DB));
        assertThat(without.diagnosis().withoutEffect()).containsExactly(new Pin.NotCause(DB));
        engine.apply(new EngineCommand.TopologyChanged(shop.start().topology()));
        assertThat(engine.snapshot().diagnosis().ranking()).isEqualTo(pinned);
        assertThat(engine.snapshot().diagnosis().withoutEffect()).isEmpty();
    }

    private static EngineCommand pin(Pin pin, int cell) {
        return new EngineCommand.Pin(new PinAct.Pinned(pin, at(cell), "ann"));
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
