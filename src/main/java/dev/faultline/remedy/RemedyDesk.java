package dev.faultline.remedy;

import dev.faultline.model.Notice;
import dev.faultline.model.ServiceId;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// All that a window asks of remediation, in one place: what there is, who asks, what would be
/// refused, a signature, a run, what became of it. Each call reads files, waits for a database, the
/// network or a script: never on the FX thread. Thread-safe.
public interface RemedyDesk {
    /// The runbooks of the folder, as they lie there now.
    ///
    /// @param copies those that could be read
    /// @param approvedHashes of those that may run, see [RunbookCopy#hash()]
    /// @param notices what could not be read, and why
    record Shelf(List<RunbookCopy> copies, Set<String> approvedHashes, List<Notice> notices) {
        public Shelf {
            copies = List.copyOf(copies);
            approvedHashes = Set.copyOf(approvedHashes);
            notices = List.copyOf(notices);
        }

        /// Whether it may run as it is.
        public boolean approved(RunbookCopy copy) {
            return approvedHashes.contains(copy.hash());
        }
    }

    /// Reads the folder, and what of it is approved.
    ///
    /// @throws IOException with a sentence for the person, where the folder or the audit can't be
    ///   read
    Shelf shelf() throws IOException;

    /// By what name the policy knows whoever uses this program; empty where it does not.
    ///
    /// @throws IOException with a sentence for the person, where the policy can't be read
    Optional<String> person() throws IOException;

    /// What that person may do.
    ///
    /// @throws IOException as [#person()]
    Set<Role> roles() throws IOException;

    /// Whether a freeze holds now for a target: then every class is [RiskClass#IRREVERSIBLE].
    ///
    /// @throws IOException as [#person()]
    boolean frozen(ServiceId target) throws IOException;

    /// Why this would be refused if it were confirmed now; empty where nothing speaks against it.
    /// Signatures are not asked for, and nothing is written down.
    ///
    /// @throws IOException with a sentence for the person, where that can't be known
    Optional<Refusal> refusal(Statement statement, Scene scene) throws IOException;

    /// Signs, as whoever uses this program.
    ///
    /// @throws IOException with a sentence for the person, where there is no key
    Confirmation confirm(Statement statement) throws IOException;

    /// What a second person pastes into `faultline countersign`.
    String countersignCode(Confirmation confirmation);

    /// The confirmation with the second signature, from what that person handed back.
    ///
    /// @throws IOException with a sentence for the person, where the text is not what it has to be
    Confirmation countersigned(Confirmation confirmation, String answer) throws IOException;

    /// Runs it and waits for its end. Everything is checked once more right before, with the scene
    /// of then. Interrupting the thread ends the script and all that it started.
    RemedyOutcome run(Confirmation confirmation, Console console, Supplier<Scene> scene)
            throws InterruptedException;

    /// Keeps whether it helped, and tells the other workbenches.
    ///
    /// @throws IOException with a sentence for the person, where that could not be kept
    void verified(String action, Verdict verdict) throws IOException;
}
