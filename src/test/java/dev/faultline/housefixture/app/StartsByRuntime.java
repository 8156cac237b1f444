package dev.faultline.housefixture.app;

/// Breaks: no processes here, by the older way either.
class StartsByRuntime {
    Object start() throws java.io.IOException {
        return Runtime.getRuntime().exec(new String[] {"true"});
    }
}
