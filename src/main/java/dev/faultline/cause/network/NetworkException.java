package dev.faultline.cause.network;

import java.io.IOException;

/// A network or its evidence that cannot be read or asked; the message says which file, where, what
/// was found and what to do.
public final class NetworkException extends IOException {
    private static final long serialVersionUID = 1;

    public NetworkException(String message) {
        super(message);
    }

    public NetworkException(String message, Throwable cause) {
        super(message, cause);
    }
}
