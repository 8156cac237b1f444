package dev.faultline.app;

import dev.faultline.cause.Diagnosis;
import dev.faultline.cause.Pins;
import dev.faultline.engine.Snapshot;
import dev.faultline.source.LiveState;
import dev.faultline.ui.ConnectRequest;
import dev.faultline.ui.LiveSession;
import dev.faultline.ui.LiveSources;
import dev.faultline.ui.Words;
import dev.faultline.ui.live.LiveText;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// One look at a running system: what the window would show as soon as the history is read.
final class LiveInvestigation {
    private static final Duration LOOK = Duration.ofMillis(100);

    private final AtomicReference<@Nullable Snapshot> shown = new AtomicReference<>();
    private final AtomicReference<@Nullable LiveState> state = new AtomicReference<>();
    private final AtomicReference<String> doing = new AtomicReference<>("");
    private final LiveText text = new LiveText(new Words());

    private LiveInvestigation() {}

    /// What was found, and what must be known beside it; empty where it stands on all that was
    /// asked for.
    record Found(Investigation investigation, String beside) {}

    /// Connects, reads, and looks once.
    ///
    /// @param patience what was not read by then is left out
    /// @param pins what was found besides
    /// @throws IOException in a sentence, where nothing is known by then
    static Found of(LiveSources sources, ConnectRequest request, Duration patience, Pins pins)
            throws IOException {
        return new LiveInvestigation().look(sources, request, patience, pins);
    }

    private Found look(LiveSources sources, ConnectRequest request, Duration patience, Pins pins)
            throws IOException {
        FutureTask<Boolean> reading = new FutureTask<>(() -> read(sources, request));
        Thread.ofVirtual().name("look " + request.title()).start(reading);
        try {
            var _ = reading.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            reading.cancel(true); // what was read so far is what is known
        } catch (ExecutionException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new IOException(String.valueOf(cause.getMessage()), cause);
        } catch (InterruptedException e) {
            reading.cancel(true);
            Thread.currentThread().interrupt();
            throw new IOException("The reading of " + request.title() + " was interrupted.", e);
        }
        Snapshot found = shown.get();
        LiveState source = state.get();
        if (found == null || found.counts().samples() == 0) {
            throw new IOException(
                    "Nothing is known after "
                            + patience.toSeconds()
                            + " s. "
                            + Optional.ofNullable(source)
                                    .flatMap(s -> text.beforeAnything(s, found))
                                    .orElse(doing.get()));
        }
        Diagnosis diagnosis = found.diagnosis();
        return new Found(
                new Investigation(
                        request.title(),
                        request.title(),
                        "",
                        found,
                        pins.isEmpty() ? diagnosis : diagnosis.with(pins)),
                source == null ? "" : text.beside(source, found, Instant.now()));
    }

    private boolean read(LiveSources sources, ConnectRequest request) throws Exception {
        try (LiveSession session = sources.connect(request, shown::set, doing::set)) {
            while (true) {
                LiveState now = session.live();
                state.set(now);
                Snapshot known = shown.get();
                if (now.loading().isEmpty() && known != null && known.counts().samples() > 0) {
                    return true;
                }
                Thread.sleep(LOOK);
            }
        }
    }
}
