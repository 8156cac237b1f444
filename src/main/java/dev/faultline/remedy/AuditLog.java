package dev.faultline.remedy;

import java.io.IOException;
import java.util.List;

/// Where the audit is kept: a chain of entries, each hashed with the one before and signed. Calls
/// touch the disk: never on the FX thread. Several windows may use one at a time.
public interface AuditLog {
    /// Writes an entry; it is on the disk when this returns.
    ///
    /// @throws IOException with a sentence for the person; then nothing was written
    void append(RemedyEvent event) throws IOException;

    /// Takes an action for this run alone, for good.
    ///
    /// @return whether it was free; written with the entry in one step, or neither is
    /// @throws IOException with a sentence for the person; then nothing was written
    boolean begin(RemedyEvent.Started event) throws IOException;

    /// All entries, the oldest first.
    List<RemedyEvent> events() throws IOException;
}
