package dev.faultline.housefixture.ui.graph;

/// Breaks: only FxExecutor enters the FX thread.
class CallsRunLater {
    void go() {
        javafx.application.Platform.runLater(() -> {});
    }
}
