package dev.faultline.source.kafka;

/// What was told about a connection cannot be used. The message is for the person who told it, and
/// holds no secret.
public final class BadConnectionException extends Exception {
    private static final long serialVersionUID = 1L;

    BadConnectionException(String message) {
        super(message);
    }
}
