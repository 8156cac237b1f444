package dev.faultline.capture.importer;

import java.io.IOException;

/// A recording that cannot be read at all; the message says which file, where in it, what was found
/// and what to do.
public final class ImportException extends IOException {
    private static final long serialVersionUID = 1;

    public ImportException(String message) {
        super(message);
    }

    public ImportException(String message, Throwable cause) {
        super(message, cause);
    }
}
