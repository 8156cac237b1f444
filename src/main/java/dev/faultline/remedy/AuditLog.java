package dev.faultline.remedy;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/// Where the audit is kept: a chain of entries, each hashed with the one before and signed. Calls
/// touch the disk: never on the FX thread. Several windows may use one at a time.
public interface AuditLog {
    /// Writes an entry; it is on the disk when this returns.
    ///
    /// @throws IOException with a sentence for the person; then nothing was written
    void append(RemedyEvent event) throws IOException;

    /// Takes an action for this run alone, for good, and with it the target until the run is over.
    /// It is looked at and written in one step, whoever else does so at this moment. Dry runs leave
    /// the target to others.
    ///
    /// @return why it was not free: [Refusal.UsedBefore] or [Refusal.Busy]; then nothing was
    ///   written
    /// @throws IOException with a sentence for the person; then nothing was written
    Optional<Refusal> begin(RemedyEvent.Started event) throws IOException;

    /// All entries, the oldest first.
    List<RemedyEvent> events() throws IOException;

    /// All entries, the oldest first, where each was checked to be what was written and signed:
    /// what may run is told from these. An approval that its person did not sign is left out,
    /// whoever wrote it down.
    ///
    /// @param policy whose keys count, beside that of whoever writes here
    /// @throws IOException with a sentence for the person, also where an entry does not hold
    List<RemedyEvent> verified(Policy policy) throws IOException;
}
