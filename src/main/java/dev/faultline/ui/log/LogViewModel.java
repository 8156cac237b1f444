package dev.faultline.ui.log;

import dev.faultline.ui.Frames;
import dev.faultline.ui.Readouts;
import dev.faultline.ui.Words;
import dev.faultline.ui.log.ProgramLog.Level;
import dev.faultline.ui.log.ProgramLog.Line;
import dev.faultline.ui.sheets.Sheets;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.SimpleObjectProperty;

/// What the program logged, from a level on, while somebody looks.
public final class LogViewModel {
    private final ProgramLog log;
    private final Sheets sheets;
    private final Words words;
    private final Consumer<String> clipboard;
    private final ObjectProperty<Level> least = new SimpleObjectProperty<>(Level.INFO);
    private final ReadOnlyObjectWrapper<List<Line>> lines = new ReadOnlyObjectWrapper<>(List.of());
    private final AtomicBoolean waiting = new AtomicBoolean();

    /// @param clipboard takes what is copied
    public LogViewModel(
            ProgramLog log, Sheets sheets, Words words, Frames frames, Consumer<String> clipboard) {
        this.log = log;
        this.sheets = sheets;
        this.words = words;
        this.clipboard = clipboard;
        least.addListener((p, before, now) -> show());
        sheets.openProperty().addListener((p, before, now) -> show());
        // Many lines within a frame are shown once.
        log.onChange(() -> {
            if (waiting.compareAndSet(false, true)) {
                frames.onNext(() -> {
                    waiting.set(false);
                    show();
                });
            }
        });
    }

    /// The least that is shown.
    public ObjectProperty<Level> leastProperty() {
        return least;
    }

    /// The newest first.
    public ReadOnlyObjectProperty<List<Line>> linesProperty() {
        return lines.getReadOnlyProperty();
    }

    Sheets sheets() {
        return sheets;
    }

    String level(Level level) {
        return words.get(
                switch (level) {
                    case DETAIL -> "log.detail";
                    case INFO -> "log.info";
                    case WARNING -> "log.warning";
                    case ERROR -> "log.error";
                });
    }

    String from(Level level) {
        return words.get(
                switch (level) {
                    case DETAIL, INFO -> "log.from.info";
                    case WARNING -> "log.from.warning";
                    case ERROR -> "log.from.error";
                });
    }

    /// Copies what is shown, the newest first.
    public void copy() {
        clipboard.accept(
                lines.get().stream()
                        .map(line ->
                                String.join(
                                        "\t",
                                        Readouts.dayTime(line.at()),
                                        level(line.level()),
                                        line.from(),
                                        line.text()))
                        .collect(Collectors.joining("\n", "", "\n")));
    }

    private void show() {
        if (sheets.openProperty().get() == Sheets.Sheet.LOG) {
            lines.set(
                    log.lines().stream()
                            .filter(line -> line.level().compareTo(least.get()) >= 0)
                            .toList());
        }
    }
}
