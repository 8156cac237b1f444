package dev.faultline.app;

import dev.faultline.ui.graph.GraphLayout;
import dev.faultline.ui.picture.IncidentPictures;
import java.util.concurrent.atomic.AtomicReference;
import javafx.application.Application;

/// The entry to the window, for a class that is no JavaFX application itself.
final class Window {
    private static final AtomicReference<OpenRequest> REQUEST = new AtomicReference<>();

    private Window() {}

    /// Shows the window and returns when it is closed; once a process. On Linux there must be a
    /// display, or a screenshot must be asked for: that is drawn without one.
    ///
    /// @return the exit code: 0, or 1 where the screenshot could not be written
    static int open(OpenRequest request) {
        if (request.screenshot().isPresent() && !Display.present()) {
            IncidentPictures.withoutDisplay();
        }
        REQUEST.set(request);
        Thread.ofVirtual().name("warm up").start(GraphLayout::warmUp);
        Application.launch(WorkbenchApplication.class);
        return WorkbenchApplication.exitCode();
    }

    /// What the window that is being made was asked to show.
    static OpenRequest request() {
        OpenRequest request = REQUEST.get();
        if (request == null) {
            throw new IllegalStateException("Window.open comes first");
        }
        return request;
    }
}
