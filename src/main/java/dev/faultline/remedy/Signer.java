package dev.faultline.remedy;

/// Signs by Ed25519 with a key that it keeps to itself.
@FunctionalInterface
public interface Signer {
    /// The signature, 64 bytes.
    byte[] sign(byte[] message);
}
