package dev.faultline.remedy;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A console that fails for nobody but itself: a script must not wait for ever for somebody who
/// cannot be told.
record SafeConsole(Console console) implements Console {
    private static final Logger LOG = LoggerFactory.getLogger(SafeConsole.class);

    @Override
    public void print(String line) {
        try {
            console.print(line);
        } catch (RuntimeException e) {
            LOG.warn("A line of a script could not be shown.", e);
        }
    }
}
