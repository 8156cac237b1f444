package dev.faultline.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.Engine;
import dev.faultline.engine.EngineCommand;
import dev.faultline.engine.SmallShop;
import dev.faultline.engine.Snapshot;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FrameFeedTest {
    private final List<Runnable> frame = new ArrayList<>();
    private final List<Long> shown = new ArrayList<>();
    private final FrameFeed feed = new FrameFeed(frame::add, s -> shown.add(s.revision()));
    private final Engine engine = new Engine();

    @Test
    void showsOnlyTheNewestOfTheSnapshotsBetweenTwoFrames() {
        engine.apply(SmallShop.whole().start());
        feed.accept(at(1));
        feed.accept(at(2));
        feed.accept(at(3));
        assertThat(frame).hasSize(1);
        next();
        assertThat(shown).containsExactly(3L);
        feed.accept(at(4));
        next();
        assertThat(shown).containsExactly(3L, 4L);
        assertThat(frame).isEmpty();
    }

    private Snapshot at(int cell) {
        engine.apply(new EngineCommand.Tick(SmallShop.at(cell - 1)));
        return engine.snapshot();
    }

    private void next() {
        List<Runnable> due = List.copyOf(frame);
        frame.clear();
        due.forEach(Runnable::run);
    }
}
