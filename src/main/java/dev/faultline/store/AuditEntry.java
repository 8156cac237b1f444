package dev.faultline.store;

/// One entry of the audit as it is kept. `hash` is over all that stands before it, see
/// [AuditChain#hash].
///
/// @param number from 1 on, without gaps
/// @param system which it is about; empty where it is about none
/// @param at ISO 8601, UTC
/// @param person who; empty for the program itself
/// @param body JSON, see [AuditBody]
/// @param previous hash of the entry before; [AuditChain#FIRST] for the first
/// @param hash SHA-256, hex
/// @param signature Ed25519 over [AuditChain#signed(String)], base64
/// @param key the public key that it is to be checked by: X.509, base64
public record AuditEntry(
        long number,
        String system,
        String at,
        String person,
        String kind,
        String body,
        String previous,
        String hash,
        String signature,
        String key) {}
