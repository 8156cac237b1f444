package dev.faultline.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.model.ServiceId;
import dev.faultline.model.Signal;
import dev.faultline.remedy.Runbook.Mode;
import dev.faultline.remedy.Runbook.Precondition;
import dev.faultline.topology.Component;
import dev.faultline.topology.ComponentKind;
import dev.faultline.topology.Topology;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/// Each test changes one thing of a situation in which the runbook may run.
class GateTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:00:00Z");
    private static final ServiceId DB = new ServiceId("payments-db");
    private static final ServiceId HOST = new ServiceId("host-1");

    // Once: making keys is what costs here.
    private static final Identity ANN = Identity.create("ann");
    private static final Identity BOB = Identity.create("bob");
    private static final Identity VERA = Identity.create("vera");
    private static final Identity MALLORY = Identity.create("mallory");

    private RunbookCopy copy = copy(RiskClass.REVERSIBLE, Set.of(), "echo grow");
    private Policy policy = policy(List.of());
    private Scene scene = scene(true, 10, .7, .1);
    private List<RemedyEvent> audit =
            new ArrayList<>(List.of(approved(copy.hash(), NOW.minusSeconds(86_400))));
    private List<Peers.Notice> heard = List.of();
    private Mode mode = Mode.RUN;
    private Map<String, String> parameters = Map.of("component", "payments-db", "size", "50");
    private ServiceId target = DB;
    private Instant signed = NOW.minusSeconds(5);
    private String person = "ann";
    private double seen = .7;
    private String system = "bank";

    @Test
    void whatIsApprovedSignedAllowedAndAsItWasSeenMayRun() {
        assertThat(refusal()).isEmpty();
    }

    @Test
    void refusesARunbookThatIsNotThere() {
        assertRefused(
                gate().refusal(Signing.sign(statement(), ANN), Optional.empty()),
                new Refusal.UnknownRunbook("grow-pool"),
                "There is no runbook 'grow-pool'.");
    }

    @Test
    void refusesWhatWasNeverApproved() {
        audit.clear();
        assertRefused(
                new Refusal.NotApproved("grow-pool"),
                "The runbook 'grow-pool' is not approved as it is now. Look at what changed, then: faultline runbook approve grow-pool. Who may not approve takes over the approval of somebody who may: faultline runbook accept LINE");
    }

    @Test
    void anApprovalCountsWhileItsPersonMayApprove() {
        for (String other : List.of("bob", "mallory")) {
            audit = new ArrayList<>();
            audit.add(
                    new RemedyEvent.Approved(
                            NOW.minusSeconds(60), other, "grow-pool", 3, copy.hash(), ""));
            assertRefused(new Refusal.NotApproved("grow-pool"), null);
        }
        audit.addFirst(approved(copy.hash(), NOW.minusSeconds(120)));
        assertThat(refusal()).as("carl did").isEmpty();
    }

    @Test
    void theApprovalCountsThatWasMadeLastInWhateverOrderTheyCame() {
        audit.add(approved("another", NOW.minusSeconds(30)));
        assertRefused(new Refusal.NotApproved("grow-pool"), null);
        audit.add(approved(copy.hash(), NOW.minusSeconds(31)));
        assertRefused(new Refusal.NotApproved("grow-pool"), null);
        audit.add(approved(copy.hash(), NOW.minusSeconds(30)));
        assertThat(refusal()).isEmpty();
    }

    @Test
    void refusesAScriptThatWasReplacedAfterItWasApproved() {
        copy = copy(RiskClass.REVERSIBLE, Set.of(), "rm -rf /");
        assertRefused(new Refusal.NotApproved("grow-pool"), null);
        audit.add(approved(copy.hash(), NOW.minusSeconds(60)));
        assertThat(refusal()).as("approved again").isEmpty();
        copy = copy(RiskClass.REVERSIBLE, Set.of(), "echo grow");
        assertRefused(new Refusal.NotApproved("grow-pool"), null);
    }

    @Test
    void refusesAScriptThatWasReplacedAfterItWasConfirmed() {
        Confirmation confirmation = Signing.sign(statement(), ANN);
        RunbookCopy other = copy(RiskClass.REVERSIBLE, Set.of(), "rm -rf /");
        audit.add(approved(other.hash(), NOW));
        assertRefused(
                gate().refusal(confirmation, Optional.of(other)),
                new Refusal.OtherThanConfirmed("grow-pool"),
                "The runbook 'grow-pool' or its script is not what was confirmed. Look at it and confirm again.");
    }

    @Test
    void refusesWhatWasAlteredAfterItWasSigned() {
        Confirmation confirmation = Signing.sign(statement(), ANN);
        target = HOST;
        assertRefused(
                gate().refusal(
                                new Confirmation(
                                        statement(), confirmation.signature(), Optional.empty()),
                                Optional.of(copy)),
                new Refusal.BadSignature("ann"),
                "The signature is not of the key that the policy has for ann.");
    }

    @Test
    void refusesAKeyThatWasRemoved() {
        person = "mallory";
        assertRefused(
                gate().refusal(Signing.sign(statement(), MALLORY), Optional.of(copy)),
                new Refusal.UnknownPerson("mallory"),
                "The policy does not know mallory. An admin adds the line that 'faultline identity show' prints to policy.yaml.");
    }

    @Test
    void refusesAnotherKeyUnderAKnownName() {
        Identity other = Identity.create("ann");
        assertRefused(
                gate().refusal(Signing.sign(statement(), other), Optional.of(copy)),
                new Refusal.BadSignature("ann"),
                null);
    }

    @Test
    void refusesWhoHasNotTheRoleOfTheClass() {
        person = "vera";
        assertRefused(
                gate().refusal(Signing.sign(statement(), VERA), Optional.of(copy)),
                new Refusal.NoRole("vera", Set.of(Role.RESPONDER, Role.COMMANDER, Role.ADMIN)),
                "vera may not do this: it takes one of these roles: responder, commander, admin.");
        person = "ann";
        approve(copy(RiskClass.SEVERAL, Set.of(), "echo grow"));
        assertRefused(new Refusal.NoRole("ann", Set.of(Role.COMMANDER, Role.ADMIN)), null);
    }

    @Test
    void refusesWhoHasNoneOfTheRolesThatTheRunbookNames() {
        approve(copy(RiskClass.REVERSIBLE, Set.of(Role.ADMIN), "echo grow"));
        assertRefused(new Refusal.NoRole("ann", Set.of(Role.ADMIN)), null);
    }

    @Test
    void aConfirmationLastsAQuarterOfAnHour() {
        signed = NOW.minus(Confirmation.LASTS);
        assertThat(refusal()).isEmpty();
        signed = NOW.minus(Confirmation.LASTS).minusMillis(1);
        assertRefused(
                new Refusal.Expired(signed),
                "It was signed at 2026-03-01 09:44 UTC, more than 15 minutes ago. Confirm again.");
    }

    @Test
    void aClockMayBeAMinuteAhead() {
        signed = NOW.plus(Gate.AHEAD);
        assertThat(refusal()).isEmpty();
        signed = NOW.plus(Gate.AHEAD).plusMillis(1);
        assertRefused(
                new Refusal.FromTheFuture(signed),
                "It was signed at 2026-03-01 10:01 UTC, which is still to come by this machine's clock. Set the clocks right and confirm again.");
    }

    @Test
    void refusesAConfirmationThatWasUsed() {
        audit.add(started("a1", "grow-pool", Mode.DRY_RUN, NOW.minusSeconds(3)));
        assertRefused(
                new Refusal.UsedBefore("a1"),
                "This confirmation was used already (action a1). Confirm again to run it again.");
    }

    @Test
    void refusesValuesThatAreMissingOddOrNotAskedFor() {
        parameters = Map.of("component", "payments-db", "size", "5");
        assertRefused(
                new Refusal.BadParameter("size", "'size' must be a whole number from 10 to 500."),
                "A value is not taken: 'size' must be a whole number from 10 to 500.");
        parameters = Map.of("component", "payments-db");
        assertRefused(new Refusal.BadParameter("size", "'size' is missing."), null);
        parameters = Map.of("component", "payments-db", "size", "50", "x", "1");
        assertRefused(new Refusal.BadParameter("x", "the runbook has no parameter 'x'."), null);
        parameters = Map.of("component", "host-1", "size", "50");
        assertRefused(
                new Refusal.BadParameter(
                        "component", "'component' is not what the situation says it is."),
                null);
    }

    @Test
    void refusesAModeThatTheScriptDoesNotHave() {
        mode = Mode.ROLLBACK;
        assertRefused(
                new Refusal.NoSuchMode(Mode.ROLLBACK), "The runbook cannot take back what it did.");
    }

    @Test
    void refusesComponentsThatItIsNotMeantFor() {
        // A host, by kind; by name; without the evidence; unknown; of another system.
        target = HOST;
        parameters = Map.of("component", "host-1", "size", "50");
        assertRefused(
                new Refusal.NotFor("host-1"), "The runbook is not meant for host-1 as it is now.");
        target = new ServiceId("ledger-store");
        parameters = Map.of("component", "ledger-store", "size", "50");
        assertRefused(new Refusal.NotFor("ledger-store"), null);
        target = DB;
        parameters = Map.of("component", "payments-db", "size", "50");
        scene = scene(true, 10, .7, .1, 3.9);
        assertRefused(new Refusal.NotFor("payments-db"), null);
        scene = scene(true, 10, .7, .1);
        system = "other bank";
        assertRefused(new Refusal.NotFor("payments-db"), null);
    }

    @Test
    void refusesWhatIsNoSystemThatRuns() {
        scene = scene(false, 10, .7, .1);
        assertRefused(
                new Refusal.NotLive(),
                "This is a recording, not a system that runs: there is nothing to act on.");
    }

    @Test
    void refusesStaleData() {
        scene = scene(true, 60, .7, .1);
        assertThat(refusal()).isEmpty();
        scene = scene(true, 61, .7, .1);
        assertRefused(
                new Refusal.Stale(Duration.ofSeconds(61), Duration.ofSeconds(60)),
                "The newest that is known is 61 s old, 60 s at most are allowed. Wait for data.");
    }

    @Test
    void refusesWhatChangedSinceItWasSeen() {
        seen = .89;
        assertThat(refusal()).as("moved by less than 0.2").isEmpty();
        seen = .91;
        assertRefused(
                new Refusal.Changed(.91, .7),
                "P(cause) was 0.91 when it was confirmed and is 0.70 now. Look again.");
        seen = .49;
        scene = scene(true, 10, .51, .1);
        assertRefused(new Refusal.Changed(.49, .51), null);
        seen = Double.NaN;
        assertRefused(
                new Refusal.Changed(Double.NaN, .51),
                "P(cause) was unknown when it was confirmed and is 0.51 now. Look again.");
    }

    @Test
    void refusesWithoutItsPreconditions() {
        seen = .39;
        scene = scene(true, 10, .39, .1);
        assertRefused(
                new Refusal.PreconditionFailed(new Precondition.Cause(.4)),
                "P(cause) of the target must be at least 0.40.");
        seen = .7;
        scene = scene(true, 10, .7, .31);
        assertRefused(
                new Refusal.PreconditionFailed(new Precondition.Healthy("host-1", .3)),
                "P(in trouble) of host-1 must be at most 0.30.");
        scene = scene(true, 10, .7, Double.NaN);
        assertRefused(new Refusal.PreconditionFailed(new Precondition.Healthy("host-1", .3)), null);
    }

    @Test
    void coolsDownAfterARunHereOrElsewhere() {
        ran("a0", NOW.minusSeconds(900), 0);
        assertThat(refusal()).as("a quarter of an hour later").isEmpty();
        audit.removeLast();
        audit.add(ended("a0", NOW.minusSeconds(899), 0));
        assertRefused(
                new Refusal.CoolingDown(NOW.plusSeconds(1), "bob"),
                "bob ran it there a short while ago. It may run again at 2026-03-01 10:00 UTC.");
        audit = new ArrayList<>(List.of(approved(copy.hash(), NOW)));
        // The word is of half a minute ago, but it was over after 90 s at the latest.
        heard = List.of(notice("p1", "grow-pool", NOW.minusSeconds(600), Peers.State.ENDED, 90));
        assertRefused(
                new Refusal.CoolingDown(NOW.minusSeconds(510).plusSeconds(900), "carl"), null);
        heard = List.of(notice("p1", "grow-pool", NOW.minusSeconds(600), Peers.State.RUNNING, 90));
        assertRefused(
                new Refusal.CoolingDown(NOW.minusSeconds(510).plusSeconds(900), "carl"), null);
        heard = List.of(notice("p1", "grow-pool", NOW.minusSeconds(600), Peers.State.NEVER_RAN));
        assertThat(refusal()).as("it came to nothing there").isEmpty();
        heard = List.of(notice("p1", "other", NOW.minusSeconds(600), Peers.State.ENDED));
        assertThat(refusal()).as("another runbook").isEmpty();
    }

    @Test
    void oneRunATargetHereOrElsewhere() {
        audit.add(started("a0", "other", Mode.RUN, NOW.minusSeconds(60)));
        assertRefused(
                new Refusal.Busy("a0", "bob"), "bob is doing something there already (action a0).");
        audit.removeLast();
        audit.add(started("a0", "other", Mode.DRY_RUN, NOW.minusSeconds(60)));
        assertThat(refusal()).as("a dry run leaves the target to others").isEmpty();
        heard = List.of(notice("p1", "other", NOW.minusSeconds(60), Peers.State.RUNNING));
        assertRefused(new Refusal.Busy("p1", "carl"), null);
        heard = List.of(notice("p1", "other", NOW.minusSeconds(3601), Peers.State.RUNNING));
        assertThat(refusal()).as("whoever said so is gone").isEmpty();
        heard = List.of(notice("a1", "grow-pool", NOW, Peers.State.RUNNING));
        assertThat(refusal()).as("its own claim").isEmpty();
    }

    @Test
    void isNotTriedAThirdTimeWithinHalfAnHour() {
        ran("f1", NOW.minusSeconds(1799), 1);
        assertThat(refusal()).as("one failure").isEmpty();
        ran("f2", NOW.minusSeconds(1000), 1);
        assertRefused(
                new Refusal.BreakerOpen(NOW.plusSeconds(1)),
                "It failed there 2 times in 30 minutes. It may be tried again at 2026-03-01 10:00 UTC; another fix is more likely to help.");
        mode = Mode.DRY_RUN;
        assertThat(refusal()).as("a dry run").isEmpty();
        mode = Mode.RUN;
        audit.removeLast();
        audit.add(ended("f2", NOW.minusSeconds(1000), 0));
        assertThat(refusal()).as("the second went well").isEmpty();
        audit.add(
                new RemedyEvent.Verified(
                        NOW.minusSeconds(950), "", "f2", new Verdict.DidNot(figures())));
        assertRefused(new Refusal.BreakerOpen(NOW.plusSeconds(1)), null);
        audit.removeLast();
        heard = List.of(notice("p1", "grow-pool", NOW.minusSeconds(1700), Peers.State.WORSE, 90));
        assertRefused(new Refusal.BreakerOpen(NOW.plusSeconds(1)), null);
        heard = List.of(notice("f1", "grow-pool", NOW.minusSeconds(1700), Peers.State.FAILED));
        assertThat(refusal()).as("its own word on the same run").isEmpty();
    }

    @Test
    void onlyFailuresOfTheSameRunbookOnTheSameTargetCount() {
        for (int i = 0; i < 3; i++) {
            audit.add(started("o" + i, "other", Mode.RUN, NOW.minusSeconds(1200)));
            audit.add(ended("o" + i, NOW.minusSeconds(1100), 1));
            audit.add(started("r" + i, "grow-pool", Mode.ROLLBACK, NOW.minusSeconds(1200)));
            audit.add(ended("r" + i, NOW.minusSeconds(1100), 1));
            audit.add(started("c" + i, "grow-pool", Mode.RUN, NOW.minusSeconds(1200)));
            audit.add(
                    new RemedyEvent.Ended(
                            NOW.minusSeconds(1100),
                            "bob",
                            "c" + i,
                            new RemedyOutcome.Cancelled(Duration.ofSeconds(1), ""),
                            0,
                            ""));
        }
        assertThat(refusal()).isEmpty();
    }

    @Test
    void takingBackWaitsForNeitherCooldownNorBreakerNorPreconditions() {
        approve(copy(RiskClass.REVERSIBLE, Set.of(), "echo grow", List.of("--back")));
        ran("f1", NOW.minusSeconds(100), 1);
        ran("f2", NOW.minusSeconds(50), 1);
        assertThat(refusal()).isPresent();
        mode = Mode.ROLLBACK;
        seen = .1;
        scene = scene(true, 10, .1, .9, 0);
        assertThat(refusal()).isEmpty();
        scene = scene(true, 61, .1, .9, 0);
        assertThat(refusal()).get().isInstanceOf(Refusal.Stale.class);
    }

    @Test
    void aDryRunNeedsApprovalRoleAndSignatureAlone() {
        mode = Mode.DRY_RUN;
        approve(copy(RiskClass.IRREVERSIBLE, Set.of(), "echo grow"));
        policy = policy(List.of(freeze()));
        audit.add(started("a0", "grow-pool", Mode.RUN, NOW.minusSeconds(60)));
        scene = scene(false, 3600, .1, .9, 0);
        assertThat(refusal()).isEmpty();
        person = "vera";
        assertThat(gate().refusal(Signing.sign(statement(), VERA), Optional.of(copy)))
                .get()
                .isInstanceOf(Refusal.NoRole.class);
        person = "ann";
        assertThat(gate().refusal(Signing.sign(altered(), ANN), Optional.of(copy)))
                .contains(new Refusal.OtherThanConfirmed("grow-pool"));
    }

    @Test
    void fromClassTwoOnTheDryRunWasSeen() {
        approve(copy(RiskClass.SEVERAL, Set.of(), "echo grow", List.of("--back")));
        person = "bob";
        Refusal unseen = new Refusal.NoDryRun();
        assertRefused(
                bobs(),
                unseen,
                "First see what it would do: a dry run with these values has to have ended well in the last 30 minutes.");
        List<RemedyEvent> before = List.copyOf(audit);
        drySeen("bob", Map.of("component", "payments-db", "size", "50"), 1799, 0);
        assertThat(bobs()).isEmpty();
        audit = new ArrayList<>(before);
        drySeen("bob", Map.of("component", "payments-db", "size", "50"), 1800, 0);
        assertRefused(bobs(), unseen, null);
        drySeen("bob", Map.of("component", "payments-db", "size", "51"), 60, 0);
        drySeen("bob", Map.of("component", "payments-db", "size", "50"), 60, 1);
        drySeen("carl", Map.of("component", "payments-db", "size", "50"), 60, 0);
        assertRefused(bobs(), unseen, null);
        RunbookCopy changed = copy(RiskClass.SEVERAL, Set.of(), "echo shrink");
        drySeen("bob", changed, Map.of("component", "payments-db", "size", "50"), 60, 0);
        assertRefused(bobs(), unseen, null);
        mode = Mode.ROLLBACK;
        assertThat(bobs()).as("taking back has no dry run of its own").isEmpty();
    }

    @Test
    void inAFreezeTheDryRunIsSeenWhereThereIsOne() {
        policy = policy(List.of(freeze()));
        person = "bob";
        assertThat(second(Signing.sign(statement(), BOB), CARL)).contains(new Refusal.NoDryRun());
        approve(without(copy));
        assertThat(second(Signing.sign(statement(), BOB), CARL)).isEmpty();
        approve(without(copy(RiskClass.SEVERAL, Set.of(), "echo grow")));
        assertThat(second(Signing.sign(statement(), BOB), CARL))
                .as("no such runbook is read")
                .contains(new Refusal.NoDryRun());
    }

    /// The same without a dry run.
    private static RunbookCopy without(RunbookCopy copy) {
        Runbook r = copy.runbook();
        Runbook.Script script =
                new Runbook.Script(
                        r.script().file(),
                        r.script().arguments(),
                        Optional.empty(),
                        r.script().rollback());
        return new RunbookCopy(
                new Runbook(
                        r.id(),
                        r.version(),
                        r.title(),
                        r.purpose(),
                        r.limits(),
                        r.applies(),
                        r.risk(),
                        script,
                        r.parameters(),
                        r.timeout(),
                        r.environment(),
                        r.secrets(),
                        r.preconditions(),
                        r.effect(),
                        r.cooldown(),
                        r.roles(),
                        r.outlives()),
                copy.script(),
                copy.hash());
    }

    private Optional<Refusal> bobs() {
        return gate().refusal(Signing.sign(statement(), BOB), Optional.of(copy));
    }

    private void drySeen(String who, Map<String, String> values, long ago, int code) {
        drySeen(who, copy, values, ago, code);
    }

    private void drySeen(
            String who, RunbookCopy of, Map<String, String> values, long ago, int code) {
        String action = "dry " + audit.size();
        Instant at = NOW.minusSeconds(ago);
        Statement s =
                new Statement(action, "bank", of, Mode.DRY_RUN, values, DB, "10:00", at, who, .7);
        audit.add(new RemedyEvent.Started(at, who, s, "", "here"));
        audit.add(ended(action, at, code));
    }

    @Test
    void whatCannotBeTakenBackNeedsASecondPerson() {
        approve(copy(RiskClass.IRREVERSIBLE, Set.of(), "echo grow"));
        policy = policy(List.of());
        person = "bob";
        drySeen("bob", parameters, 600, 0);
        Confirmation first = Signing.sign(statement(), BOB);
        assertRefused(
                gate().refusal(first, Optional.of(copy)),
                new Refusal.NeedsSecond(),
                "A second person has to sign: what is done cannot be taken back, or there is a freeze.");
        assertRefused(
                second(first, BOB),
                new Refusal.SamePersonTwice("bob"),
                "bob signed first and cannot be the second person too.");
        assertRefused(second(first, MALLORY), new Refusal.UnknownPerson("mallory"), null);
        assertRefused(
                second(first, ANN),
                new Refusal.NoRole("ann", Set.of(Role.COMMANDER, Role.ADMIN)),
                null);
        assertThat(second(first, CARL)).isEmpty();
        Confirmation.Second other = Signing.countersign(Signing.sign(altered(), BOB), CARL, signed);
        assertRefused(
                gate().refusal(
                                new Confirmation(
                                        first.statement(), first.signature(), Optional.of(other)),
                                Optional.of(copy)),
                new Refusal.BadSignature("carl"),
                null);
    }

    @Test
    void inAFreezeEveryClassNeedsASecondPerson() {
        policy = policy(List.of(freeze()));
        person = "bob";
        drySeen("bob", parameters, 600, 0);
        assertRefused(
                gate().refusal(Signing.sign(statement(), BOB), Optional.of(copy)),
                new Refusal.NeedsSecond(),
                null);
        assertThat(second(Signing.sign(statement(), BOB), CARL)).isEmpty();
    }

    @Test
    void aSecondSignatureThatIsNotNeededMustBeGoodToo() {
        assertThat(second(Signing.sign(statement(), ANN), BOB)).isEmpty();
        assertThat(second(Signing.sign(statement(), ANN), MALLORY))
                .contains(new Refusal.UnknownPerson("mallory"));
    }

    @Test
    void whatARunnerRefusesIsWordedToo() {
        assertThat(new RefusalWords().of(new Refusal.PeersUnknown("no Kafka.")))
                .isEqualTo("What others do there cannot be known now, so nothing runs: no Kafka.");
        assertThat(new RefusalWords().of(new Refusal.NotRecorded("disk full.")))
                .isEqualTo("It could not be checked and written down, so nothing runs: disk full.");
        for (Mode each : Mode.values()) {
            assertThat(new RefusalWords().of(new Refusal.NoSuchMode(each))).endsWith(".");
        }
    }

    private static final Identity CARL = Identity.create("carl");

    private Optional<Refusal> refusal() {
        return gate().refusal(Signing.sign(statement(), ANN), Optional.of(copy));
    }

    private Optional<Refusal> second(Confirmation first, Identity other) {
        return gate().refusal(
                        new Confirmation(
                                first.statement(),
                                first.signature(),
                                Optional.of(Signing.countersign(first, other, signed))),
                        Optional.of(copy));
    }

    private void assertRefused(Refusal why, String words) {
        assertRefused(refusal(), why, words);
    }

    private static void assertRefused(Optional<Refusal> found, Refusal why, String words) {
        assertThat(found).contains(why);
        String said = new RefusalWords().of(why);
        assertThat(said).doesNotContain("{").doesNotContain("''");
        if (words != null) {
            assertThat(said).isEqualTo(words);
        }
    }

    private Gate gate() {
        return new Gate(policy, scene, audit, heard, NOW);
    }

    private Statement statement() {
        return new Statement(
                "a1", system, copy, mode, parameters, target, "10:00", signed, person, seen);
    }

    /// As above, of a script that is not there.
    private Statement altered() {
        RunbookCopy other = new RunbookCopy(copy.runbook(), new byte[] {1}, "00");
        return new Statement(
                "a1", system, other, mode, parameters, target, "10:00", signed, person, seen);
    }

    private void approve(RunbookCopy other) {
        copy = other;
        audit = new ArrayList<>(List.of(approved(other.hash(), NOW.minusSeconds(60))));
    }

    private static RunbookCopy copy(RiskClass risk, Set<Role> roles, String script) {
        return copy(risk, roles, script, List.of());
    }

    private static RunbookCopy copy(
            RiskClass risk, Set<Role> roles, String script, List<String> rollback) {
        byte[] bytes = script.getBytes(StandardCharsets.UTF_8);
        Runbook runbook =
                new Runbook(
                        "grow-pool",
                        3,
                        "Grow the pool",
                        "",
                        "",
                        new Runbook.Applies(
                                Set.of(ComponentKind.DATABASE),
                                List.of("*-db"),
                                Set.of(),
                                List.of(new Runbook.Evidence(Signal.LATENCY, 4))),
                        risk,
                        new Runbook.Script(
                                Path.of("grow.sh"),
                                List.of("{component}", "{size}"),
                                Optional.of(List.of("--say")),
                                rollback.isEmpty() ? Optional.empty() : Optional.of(rollback)),
                        List.of(
                                new Parameter(
                                        "component",
                                        "",
                                        new Parameter.Type.Text(Pattern.compile("[a-z0-9-]+")),
                                        Parameter.From.TARGET,
                                        Optional.empty()),
                                new Parameter(
                                        "size",
                                        "",
                                        new Parameter.Type.Whole(10, 500),
                                        Parameter.From.ASKED,
                                        Optional.empty())),
                        Duration.ofSeconds(90),
                        Set.of(),
                        List.of(),
                        List.of(new Precondition.Cause(.4), new Precondition.Healthy("host-1", .3)),
                        Optional.of(
                                new Runbook.Effect(
                                        Set.of(Signal.LATENCY),
                                        Optional.empty(),
                                        Duration.ofMinutes(5))),
                        Duration.ofMinutes(15),
                        roles,
                        false);
        return new RunbookCopy(
                runbook, bytes, RunbookFiles.hash(new byte[] {(byte) risk.number()}, bytes));
    }

    private static Policy policy(List<Policy.Freeze> freezes) {
        return new Policy(
                Map.of(
                        "ann", new Policy.Person("ann", ANN.key(), Set.of(Role.RESPONDER)),
                        "bob", new Policy.Person("bob", BOB.key(), Set.of(Role.COMMANDER)),
                        "carl", new Policy.Person("carl", CARL.key(), Set.of(Role.ADMIN)),
                        "vera", new Policy.Person("vera", VERA.key(), Set.of(Role.VIEWER))),
                freezes,
                Policy.USUAL,
                Role.ADMIN);
    }

    private static Policy.Freeze freeze() {
        return new Policy.Freeze(
                "Sale", NOW.minusSeconds(60), NOW.plusSeconds(60), List.of("payments-*"));
    }

    private static Scene scene(boolean live, long age, double cause, double trouble) {
        return scene(live, age, cause, trouble, 4);
    }

    private static Scene scene(
            boolean live, long age, double cause, double trouble, double sigmas) {
        return new Scene(
                "bank",
                live,
                Duration.ofSeconds(age),
                Duration.ofSeconds(60),
                Topology.of(
                                "test",
                                List.of(
                                        Component.unowned(DB, ComponentKind.DATABASE),
                                        Component.unowned(
                                                new ServiceId("ledger-store"),
                                                ComponentKind.DATABASE),
                                        Component.unowned(HOST, ComponentKind.HOST)),
                                List.of())
                        .topology(),
                Map.of(DB, cause, HOST, cause),
                Map.of(HOST, trouble),
                Map.of(DB, Map.of(Signal.LATENCY, sigmas)));
    }

    private static RemedyEvent approved(String hash, Instant at) {
        return new RemedyEvent.Approved(at, "carl", "grow-pool", 3, hash, "");
    }

    private void ran(String action, Instant end, int code) {
        audit.add(started(action, "grow-pool", Mode.RUN, end.minusSeconds(10)));
        audit.add(ended(action, end, code));
    }

    private static RemedyEvent started(String action, String runbook, Mode mode, Instant at) {
        Statement s =
                new Statement(
                        action,
                        "bank",
                        runbook,
                        3,
                        "00",
                        mode,
                        new java.util.TreeMap<>(),
                        DB,
                        "",
                        at,
                        "bob",
                        .7);
        return new RemedyEvent.Started(at, "bob", s, "", "here");
    }

    private static RemedyEvent ended(String action, Instant at, int code) {
        return new RemedyEvent.Ended(
                at,
                "bob",
                action,
                new RemedyOutcome.Ended(code, Duration.ofSeconds(10), ""),
                0,
                "");
    }

    private static Peers.Notice notice(
            String action, String runbook, Instant started, Peers.State state) {
        return notice(action, runbook, started, state, 3600);
    }

    private static Peers.Notice notice(
            String action, String runbook, Instant started, Peers.State state, long most) {
        return new Peers.Notice(
                action,
                "bank",
                runbook,
                DB,
                "carl",
                "elsewhere",
                started,
                state == Peers.State.RUNNING ? started : NOW.minusSeconds(30),
                started.plusSeconds(most),
                state);
    }

    private static Verdict.Figures figures() {
        return new Verdict.Figures(6, 6, .7, .7, .1, 10);
    }
}
