package dev.faultline.remedy;

import java.time.Instant;

/// One entry of the audit. It is the truth: what was done is folded from it ([Actions]). Entries
/// are only ever added.
public sealed interface RemedyEvent {
    /// When, by this machine's clock.
    Instant at();

    /// Who; the program itself where it is empty.
    String person();

    /// A runbook and its script, as they are, may run. Whoever wrote it down, it is its person's:
    /// where it was made on another machine, `at` is by the clock of that one.
    ///
    /// @param hash see [RunbookCopy#hash()]
    /// @param signature of the person over [Signing#bytes(Approved)], base64; empty in entries of
    ///   before there was one, which count only where the person's key signed the entry
    record Approved(
            Instant at, String person, String runbook, int version, String hash, String signature)
            implements RemedyEvent {}

    /// A person confirmed, and the run was refused.
    record Refused(Instant at, String person, Statement statement, Refusal why)
            implements RemedyEvent {}

    /// It is about to start. Written down before it does.
    ///
    /// @param second who else signed; empty where nobody had to
    /// @param workbench on which machine and by which program
    record Started(Instant at, String person, Statement statement, String second, String workbench)
            implements RemedyEvent {}

    /// It is a process now.
    ///
    /// @param pid on that machine
    /// @param since when the process began, to know it again
    record Running(Instant at, String person, String action, long pid, Instant since)
            implements RemedyEvent {}

    /// It is over.
    ///
    /// @param printed how many bytes, all told
    /// @param output the beginning and the end of what was printed, masked
    record Ended(
            Instant at,
            String person,
            String action,
            RemedyOutcome outcome,
            long printed,
            String output)
            implements RemedyEvent {}

    /// Whether it helped.
    record Verified(Instant at, String person, String action, Verdict verdict)
            implements RemedyEvent {}
}
