package dev.faultline.housefixture.engine;

/// Breaks: the logging backend is plugged in by app.
class LogsByBackend {
    java.util.logging.Logger log;
}
