package dev.faultline.remedy;

/// A runbook together with the very bytes of its script: what was checked is what runs.
///
/// @param script as it lies in the folder now
/// @param hash SHA-256 of the runbook's file followed by the script, hex
@SuppressWarnings("ArrayRecordComponent") // never changed: read once, checked, run
public record RunbookCopy(Runbook runbook, byte[] script, String hash) {}
