package dev.faultline.housefixture.ui;

/// Breaks nothing: the one door to the FX thread.
class FxExecutor {
    void go() {
        javafx.application.Platform.runLater(() -> {});
    }
}
