package dev.faultline.capture;

import java.io.IOException;

/// A capture that cannot be opened or written; the message says which, what was found, and what to
/// do.
public final class CaptureException extends IOException {
    private static final long serialVersionUID = 1;

    public CaptureException(String message) {
        super(message);
    }

    public CaptureException(String message, Throwable cause) {
        super(message, cause);
    }
}
