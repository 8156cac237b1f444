package dev.faultline.app;

import dev.faultline.engine.Snapshot;
import dev.faultline.source.format.Format;
import dev.faultline.ui.ConnectRequest;
import dev.faultline.ui.LiveSession;
import dev.faultline.ui.LiveSources;
import dev.faultline.ui.Recordings;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Systems that are watched through Kafka, for the window.
final class KafkaSystems implements LiveSources {
    @Override
    public LiveSession connect(
            ConnectRequest request, Consumer<Snapshot> screen, Consumer<String> progress)
            throws Recordings.CannotOpen {
        throw new Recordings.CannotOpen("This version cannot read Kafka yet.", null);
    }

    @Override
    public void test(ConnectRequest request, Consumer<Finding> finding) {
        finding.accept(new Finding(Finding.Mark.WRONG, "This version cannot read Kafka yet."));
    }

    @Override
    public Recent recent() {
        return new Recent(List.of(), "");
    }

    @Override
    public List<String> formats() {
        return Stream.of(Format.values()).map(Format::label).toList();
    }
}
