package dev.faultline.housefixture.app;

/// Breaks: no processes here.
class StartsProcess {
    Object start() {
        return new ProcessBuilder("true");
    }
}
