package dev.faultline.topology;

import java.io.IOException;

/// A topology file that cannot be read at all; the message says which, where, and what was found.
public final class TopologyException extends IOException {
    private static final long serialVersionUID = 1;

    public TopologyException(String message) {
        super(message);
    }

    public TopologyException(String message, Throwable cause) {
        super(message, cause);
    }
}
