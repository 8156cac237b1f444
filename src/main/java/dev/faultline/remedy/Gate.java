package dev.faultline.remedy;

import dev.faultline.model.ServiceId;
import dev.faultline.remedy.Policy.Person;
import dev.faultline.remedy.Runbook.Mode;
import dev.faultline.remedy.Runbook.Precondition;
import dev.faultline.topology.Component;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/// Says why something may not run now, from all that is known at one moment. The first reason found
/// is told: who it is before what it is, what it is before how things are.
///
/// A dry run changes nothing: it needs an approved script, a role and a signature, but neither a
/// system that runs nor fresh data, and it waits for nobody. Taking back is not kept waiting
/// either: cooldown, breaker, preconditions and evidence are about doing it again.
///
/// Over 300 lines: one reason a method.
///
/// @param audit the oldest first
/// @param heard from other workbenches
/// @param now by the clock of this machine
public record Gate(
        Policy policy,
        Scene scene,
        List<RemedyEvent> audit,
        List<Peers.Notice> heard,
        Instant now) {
    /// How far ahead another person's clock may be.
    public static final Duration AHEAD = Duration.ofMinutes(1);

    /// P(cause) may move by so much between the dialog and the run.
    public static final double MOVED = 0.2;

    /// So many failures of a runbook on a target within [#BREAKER] and it is not tried again.
    public static final int FAILURES = 2;

    /// How long a failure counts.
    public static final Duration BREAKER = Duration.ofMinutes(30);

    /// So long it counts that a dry run was seen.
    public static final Duration SEEN = Duration.ofMinutes(30);

    /// Below it something else is more likely to be the cause than the target.
    private static final double HALF = 0.5;

    public Gate {
        audit = List.copyOf(audit);
        heard = List.copyOf(heard);
    }

    /// Why a confirmation is not acted upon; empty where it may run.
    ///
    /// @param copy of the runbook that it names, as it lies there now; empty where there is none
    public Optional<Refusal> refusal(Confirmation confirmation, Optional<RunbookCopy> copy) {
        Statement s = confirmation.statement();
        return first(
                () -> signature(confirmation, policy),
                () -> used(s),
                () -> copy.isEmpty() ? some(new Refusal.UnknownRunbook(s.runbook())) : none(),
                () -> copy.flatMap(c -> beforehand(s, c)),
                () -> copy.flatMap(c -> second(confirmation, c)));
    }

    /// Why a statement would be refused whoever signs it besides its person: what a dialog can say
    /// before anything is signed.
    public Optional<Refusal> beforehand(Statement s, RunbookCopy copy) {
        Runbook runbook = copy.runbook();
        boolean run = s.mode() == Mode.RUN;
        boolean dry = s.mode() == Mode.DRY_RUN;
        Runs runs = Runs.of(s.system(), audit, heard, now);
        return first(
                () -> time(s.at(), now),
                () -> same(s, copy),
                () -> role(s.person(), s, runbook),
                () -> mode(s, runbook),
                () -> parameters(s, runbook),
                () -> meant(s, runbook),
                () -> dry ? none() : current(s),
                () -> run ? preconditions(s, runbook) : none(),
                () -> dry ? none() : busy(s, runs),
                () -> run ? cooldown(s, runbook, runs) : none(),
                () -> run ? breaker(s, runs) : none(),
                () -> run ? seen(s, runbook) : none());
    }

    /// Why the signature of who confirmed does not count; empty where it does.
    public static Optional<Refusal> signature(Confirmation confirmation, Policy policy) {
        String name = confirmation.statement().person();
        Optional<Person> person = policy.person(name);
        if (person.isEmpty()) {
            return some(new Refusal.UnknownPerson(name));
        }
        return Signing.verify(confirmation, person.get().key())
                ? none()
                : some(new Refusal.BadSignature(name));
    }

    private Optional<Refusal> used(Statement s) {
        return audit.stream()
                        .anyMatch(e ->
                                e instanceof RemedyEvent.Started started
                                        && started.statement().action().equals(s.action()))
                ? some(new Refusal.UsedBefore(s.action()))
                : none();
    }

    /// Why what was signed then does not count now; empty where it does.
    public static Optional<Refusal> time(Instant at, Instant now) {
        if (at.isAfter(now.plus(AHEAD))) {
            return some(new Refusal.FromTheFuture(at));
        }
        return now.isAfter(at.plus(Confirmation.LASTS)) ? some(new Refusal.Expired(at)) : none();
    }

    private Optional<Refusal> same(Statement s, RunbookCopy copy) {
        Runbook runbook = copy.runbook();
        if (!s.runbook().equals(runbook.id())
                || s.version() != runbook.version()
                || !s.hash().equals(copy.hash())) {
            return some(new Refusal.OtherThanConfirmed(s.runbook()));
        }
        return Approvals.of(audit, policy).of(copy).isEmpty()
                ? some(new Refusal.NotApproved(runbook.id()))
                : none();
    }

    /// The runbook says which roles, the policy from which role on for its class: both must hold.
    private Optional<Refusal> role(String name, Statement s, Runbook runbook) {
        Optional<Person> person = policy.person(name);
        if (person.isEmpty()) {
            return some(new Refusal.UnknownPerson(name));
        }
        Set<Role> own = person.get().roles();
        Set<Role> needed = policy.needed(policy.risk(runbook, s.mode(), now, s.target()));
        if (own.stream().noneMatch(needed::contains)) {
            return some(new Refusal.NoRole(name, needed));
        }
        return runbook.roles().isEmpty() || own.stream().anyMatch(runbook.roles()::contains)
                ? none()
                : some(new Refusal.NoRole(name, runbook.roles()));
    }

    private static Optional<Refusal> mode(Statement s, Runbook runbook) {
        return runbook.script().arguments(s.mode()).isEmpty()
                ? some(new Refusal.NoSuchMode(s.mode()))
                : none();
    }

    private Optional<Refusal> parameters(Statement s, Runbook runbook) {
        Map<String, String> given = s.parameters();
        for (Parameter parameter : runbook.parameters()) {
            String name = parameter.name();
            String value = given.get(name);
            if (value == null) {
                return some(new Refusal.BadParameter(name, "'" + name + "' is missing."));
            }
            Optional<String> mistake =
                    ParameterValues.mistake(
                            parameter,
                            value,
                            component -> scene.topology().contains(new ServiceId(component)));
            boolean other =
                    switch (parameter.from()) {
                        case TARGET -> !value.equals(s.target().value());
                        case INCIDENT -> !value.equals(s.incident());
                        case ASKED -> false;
                    };
            if (mistake.isPresent() || other) {
                return some(
                        new Refusal.BadParameter(
                                name,
                                mistake.orElse(
                                        "'" + name + "' is not what the situation says it is.")));
            }
        }
        return given.keySet().stream()
                .filter(name -> runbook.parameters().stream().noneMatch(p -> p.name().equals(name)))
                .findFirst()
                .map(name ->
                        new Refusal.BadParameter(
                                name, "the runbook has no parameter '" + name + "'."));
    }

    private Optional<Refusal> meant(Statement s, Runbook runbook) {
        int place = scene.topology().indexOf(s.target());
        // By its own name alone: under another one nobody would see that something runs there.
        if (place < 0
                || !scene.topology().component(place).id().equals(s.target())
                || !scene.system().equals(s.system())) {
            return some(new Refusal.NotFor(s.target().value()));
        }
        Component target = scene.topology().component(place);
        Runbook.Applies applies = runbook.applies();
        Runbook.Applies meant =
                s.mode() == Mode.RUN
                        ? applies
                        : new Runbook.Applies(
                                applies.kinds(), applies.services(), applies.faults(), List.of());
        return Proposals.fits(meant, target, scene.sigmas().getOrDefault(target.id(), Map.of()))
                ? none()
                : some(new Refusal.NotFor(s.target().value()));
    }

    /// Whether things are known, and as the person saw them. A move of 0.2 is more than posteriors
    /// move from tick to tick while nothing happens, and changes what to do; at one half the answer
    /// to "is it this one?" turns, however small the step. Where either is unknown nobody can say
    /// that nothing changed.
    private Optional<Refusal> current(Statement s) {
        if (!scene.live()) {
            return some(new Refusal.NotLive());
        }
        if (scene.age().compareTo(scene.mostAge()) > 0) {
            return some(new Refusal.Stale(scene.age(), scene.mostAge()));
        }
        double before = s.cause();
        double now = scene.causes().getOrDefault(s.target(), Double.NaN);
        boolean unknown = Double.isNaN(before) && Double.isNaN(now);
        boolean held = Math.abs(before - now) <= MOVED && (before >= HALF) == (now >= HALF);
        return unknown || held ? none() : some(new Refusal.Changed(before, now));
    }

    private Optional<Refusal> preconditions(Statement s, Runbook runbook) {
        return runbook.preconditions().stream()
                .filter(what -> !holds(what, s.target()))
                .findFirst()
                .map(Refusal.PreconditionFailed::new);
    }

    /// What is not known does not hold.
    private boolean holds(Precondition what, ServiceId target) {
        return switch (what) {
            case Precondition.Cause(double least) ->
                    scene.causes().getOrDefault(target, Double.NaN) >= least;
            case Precondition.Healthy(String component, double most) ->
                    scene.troubles().getOrDefault(new ServiceId(component), Double.NaN) <= most;
        };
    }

    private static Optional<Refusal> busy(Statement s, Runs runs) {
        return runs.busy(s.target(), s.action())
                .map(run -> new Refusal.Busy(run.action(), run.person()));
    }

    private Optional<Refusal> cooldown(Statement s, Runbook runbook, Runs runs) {
        Optional<Runs.Past> last = runs.last(s.runbook(), s.target());
        if (last.isEmpty() || last.get().ended() == null) {
            return none();
        }
        Instant until = last.get().ended().plus(runbook.cooldown());
        return now.isBefore(until)
                ? some(new Refusal.CoolingDown(until, last.get().person()))
                : none();
    }

    private Optional<Refusal> breaker(Statement s, Runs runs) {
        List<Instant> failures =
                runs.failures(s.runbook(), s.target()).stream()
                        .filter(at -> now.isBefore(at.plus(BREAKER)))
                        .toList();
        return failures.size() < FAILURES
                ? none()
                : some(
                        new Refusal.BreakerOpen(
                                failures.get(failures.size() - FAILURES).plus(BREAKER)));
    }

    /// From class 2 on, whoever confirms has had this script say what it would do with these
    /// values, and that went well. A runbook that only a freeze lifts so high may have no dry run:
    /// then there is nothing to see. What takes back has none of its own.
    private Optional<Refusal> seen(Statement s, Runbook runbook) {
        RiskClass lowest = RiskClass.SEVERAL;
        boolean asked =
                policy.risk(runbook, s.mode(), now, s.target()).compareTo(lowest) >= 0
                        && (runbook.risk().compareTo(lowest) >= 0
                                || runbook.script().dryRun().isPresent());
        return !asked
                        || Actions.of(audit).on(s.system(), s.target()).stream()
                                .anyMatch(a -> shows(a, s))
                ? none()
                : some(new Refusal.NoDryRun());
    }

    private boolean shows(Action dry, Statement s) {
        return dry.statement().mode() == Mode.DRY_RUN
                && dry.statement().hash().equals(s.hash())
                && dry.statement().parameters().equals(s.parameters())
                && dry.statement().person().equals(s.person())
                && dry.end()
                        .filter(end ->
                                end.outcome() instanceof RemedyOutcome.Ended ended
                                        && ended.succeeded()
                                        && now.isBefore(end.at().plus(SEEN)))
                        .isPresent();
    }

    /// A second signature counts like the first: a person that is known, another one, and with the
    /// role. Where one is given it must be good, even where none is asked for.
    private Optional<Refusal> second(Confirmation confirmation, RunbookCopy copy) {
        Statement s = confirmation.statement();
        if (confirmation.second().isEmpty()) {
            return policy.risk(copy.runbook(), s.mode(), now, s.target()) == RiskClass.IRREVERSIBLE
                    ? some(new Refusal.NeedsSecond())
                    : none();
        }
        Confirmation.Second second = confirmation.second().get();
        Optional<Person> person = policy.person(second.person());
        if (second.person().equals(s.person())) {
            return some(new Refusal.SamePersonTwice(s.person()));
        }
        if (person.isEmpty()) {
            return some(new Refusal.UnknownPerson(second.person()));
        }
        if (!Signing.verify(confirmation, second, person.get().key())) {
            return some(new Refusal.BadSignature(second.person()));
        }
        return first(() -> time(second.at(), now), () -> role(second.person(), s, copy.runbook()));
    }

    @SafeVarargs
    private static Optional<Refusal> first(Supplier<Optional<Refusal>>... checks) {
        for (Supplier<Optional<Refusal>> check : checks) {
            Optional<Refusal> found = check.get();
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Optional<Refusal> some(Refusal refusal) {
        return Optional.of(refusal);
    }

    private static Optional<Refusal> none() {
        return Optional.empty();
    }
}
