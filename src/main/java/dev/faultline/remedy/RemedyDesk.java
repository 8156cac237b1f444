package dev.faultline.remedy;

import dev.faultline.model.Notice;
import dev.faultline.model.ServiceId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/// All that a window asks of remediation, in one place: what there is, who asks, what would be
/// refused, a signature, a run, what became of it. Each call reads files, waits for a database, the
/// network or a script: never on the FX thread. Thread-safe; what lies in files is read anew each
/// time.
public final class RemedyDesk implements AutoCloseable {
    private final Places places;
    private final AuditLog audit;
    private final Peers peers;
    private final InstantSource clock;
    private final RemedyRunner runner;

    /// Where things lie.
    ///
    /// @param runbooks the folder of them
    /// @param policy who may do what
    /// @param identity of whoever uses this program
    /// @param runs where the working folders of scripts are made
    public record Places(Path runbooks, Path policy, Path identity, Path runs) {}

    /// The runbooks of the folder, as they lie there now.
    ///
    /// @param copies those that could be read
    /// @param approvedHashes of those that may run, see [RunbookCopy#hash()]
    /// @param notices what could not be read, and why
    public record Shelf(
            List<RunbookCopy> copies, Set<String> approvedHashes, List<Notice> notices) {
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

    /// @param environment what scripts are given their allowed variables and secrets from
    /// @param mask of what scripts print, a line each
    /// @param clock this machine's
    public RemedyDesk(
            Places places,
            AuditLog audit,
            Peers peers,
            Map<String, String> environment,
            UnaryOperator<String> mask,
            InstantSource clock) {
        this.places = places;
        this.audit = audit;
        this.peers = peers;
        this.clock = clock;
        runner =
                new RemedyRunner(
                        this::copy,
                        this::refusal,
                        audit,
                        peers,
                        mask,
                        places.runs(),
                        environment,
                        clock);
    }

    /// Reads the folder, and what of it is approved.
    ///
    /// @throws IOException with a sentence for the person, where the audit can't be read or does
    ///   not hold
    public Shelf shelf() throws IOException {
        RunbookFiles.Read read = RunbookFiles.read(places.runbooks());
        Policy.Read policy = Policy.read(places.policy());
        Approvals approvals = Approvals.of(trusted(policy.policy()), policy.policy());
        List<Notice> notices = new ArrayList<>(read.notices());
        notices.addAll(policy.notices());
        return new Shelf(
                read.runbooks(),
                read.runbooks().stream()
                        .filter(copy -> approvals.of(copy).isPresent())
                        .map(RunbookCopy::hash)
                        .collect(Collectors.toSet()),
                notices);
    }

    /// What may run is told from this. Where the policy lets nobody do anything, as one with a
    /// mistake does, nothing is: whose entries are in the audit cannot be known then.
    private List<RemedyEvent> trusted(Policy policy) throws IOException {
        return policy.people().isEmpty() ? List.of() : audit.verified(policy);
    }

    private Optional<RunbookCopy> copy(String runbook) {
        return RunbookFiles.read(places.runbooks()).runbook(runbook);
    }

    /// By what name the policy knows whoever uses this program; empty where it does not, or there
    /// is no key to sign with.
    ///
    /// @throws IOException with a sentence for the person, where the key can't be used
    public Optional<String> person() throws IOException {
        return known().map(Policy.Person::name);
    }

    /// What that person may do.
    ///
    /// @throws IOException as [#person()]
    public Set<Role> roles() throws IOException {
        return known().map(Policy.Person::roles).orElse(Set.of());
    }

    private Optional<Policy.Person> known() throws IOException {
        if (!Files.exists(places.identity())) {
            return Optional.empty();
        }
        Identity own = Identity.read(places.identity());
        return policy().person(own.name()).filter(person -> person.key().equals(own.key()));
    }

    private Policy policy() {
        return Policy.read(places.policy()).policy();
    }

    /// Whether a freeze holds now for a target: then every class is [RiskClass#IRREVERSIBLE].
    public boolean frozen(ServiceId target) {
        return policy().freeze(clock.instant(), target).isPresent();
    }

    /// All that was done, on whatever system.
    ///
    /// @throws IOException with a sentence for the person, where the audit can't be read
    public Actions actions() throws IOException {
        return Actions.of(audit.events());
    }

    /// What other workbenches do or did, this one's included, as far as it is recent.
    ///
    /// @throws IOException with a sentence for the person, where that can't be known
    public List<Peers.Notice> heard() throws IOException {
        return peers.heard();
    }

    /// Why this would be refused if it were confirmed now; empty where nothing speaks against it.
    /// Signatures are not asked for, and nothing is written down.
    ///
    /// @throws IOException with a sentence for the person, where that can't be known
    public Optional<Refusal> refusal(Statement statement, Scene scene) throws IOException {
        Optional<RunbookCopy> copy = copy(statement.runbook());
        return copy.isEmpty()
                ? Optional.of(new Refusal.UnknownRunbook(statement.runbook()))
                : gate(scene).beforehand(statement, copy.get());
    }

    private Optional<Refusal> refusal(Confirmation confirmation, RunbookCopy copy, Scene scene)
            throws IOException {
        return gate(scene).refusal(confirmation, Optional.of(copy));
    }

    private Gate gate(Scene scene) throws IOException {
        Policy policy = policy();
        return new Gate(policy, scene, trusted(policy), peers.heard(), clock.instant());
    }

    /// Signs, as whoever uses this program.
    ///
    /// @throws IOException with a sentence for the person, where there is no key
    /// @throws IllegalArgumentException where the statement is another person's
    public Confirmation confirm(Statement statement) throws IOException {
        return Signing.sign(statement, Identity.read(places.identity()));
    }

    /// What a second person pastes into `faultline countersign`.
    public String countersignCode(Confirmation confirmation) {
        return Countersign.code(confirmation);
    }

    /// The confirmation with the second signature, from what that person handed back.
    ///
    /// @throws IOException with a sentence for the person, where the text is not what it has to be
    public Confirmation countersigned(Confirmation confirmation, String answer) throws IOException {
        try {
            return Countersign.answered(confirmation, answer);
        } catch (Countersign.BadCodeException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    /// Runs it and waits for its end. Everything is checked once more right before, with the scene
    /// of then. Interrupting the thread ends the script and all that it started.
    public RemedyOutcome run(Confirmation confirmation, Console console, Supplier<Scene> scene) {
        return runner.run(confirmation, console, scene);
    }

    /// Keeps whether it helped, and tells the other workbenches.
    ///
    /// @throws IOException with a sentence for the person, where the audit can't be read: it is
    ///   kept all the same
    public void verified(String action, Verdict verdict) throws IOException {
        runner.verified(action, verdict);
    }

    /// All that was done, and the runs that a program on this machine did not bring to their end:
    /// it died. Those whose script is over are written down as interrupted. Runs nothing, ends
    /// nothing.
    ///
    /// @throws IOException with a sentence for the person, where the audit can't be read or written
    public RemedyRunner.Recovered recover() throws IOException {
        return runner.recover();
    }

    /// Ends what does not outlive the window, and waits until it is ended and written down.
    @Override
    public void close() {
        runner.close();
    }
}
