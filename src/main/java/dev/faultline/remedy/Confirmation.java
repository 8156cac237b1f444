package dev.faultline.remedy;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A signed [Statement]: the only thing that a script runs for. Used once, and for no longer than
/// [#LASTS].
///
/// @param signature Ed25519 by the statement's person over [Signing#bytes(Statement)], base64
/// @param second of another person, where the class asks for one
public record Confirmation(Statement statement, String signature, Optional<Second> second) {
    /// From when it was signed.
    public static final Duration LASTS = Duration.ofMinutes(15);

    /// Another person's signature over the same statement and the first signature.
    public record Second(String person, Instant at, String signature) {}
}
