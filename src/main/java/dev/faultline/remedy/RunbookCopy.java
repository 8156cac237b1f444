package dev.faultline.remedy;

/// A runbook together with the very bytes of its script: what was checked is what runs.
///
/// @param script as it lies in the folder now
/// @param hash SHA-256, hex, of how long the runbook's file is (8 bytes, big-endian), the file, and
///   the script: without the length, bytes could move from one to the other
@SuppressWarnings("ArrayRecordComponent") // never changed: read once, checked, run
public record RunbookCopy(Runbook runbook, byte[] script, String hash) {}
