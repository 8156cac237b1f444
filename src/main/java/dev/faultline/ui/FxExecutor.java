package dev.faultline.ui;

import java.util.concurrent.Executor;
import javafx.application.Platform;

/// The one door to the FX thread.
public final class FxExecutor implements Executor {
    /// Runs at once where the caller is the FX thread, else as soon as that thread is free.
    @Override
    public void execute(Runnable work) {
        if (Platform.isFxApplicationThread()) {
            work.run();
        } else {
            Platform.runLater(work);
        }
    }
}
