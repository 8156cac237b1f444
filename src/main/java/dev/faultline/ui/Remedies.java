package dev.faultline.ui;

import dev.faultline.cause.RankedCause;
import dev.faultline.engine.Snapshot;
import dev.faultline.incident.Incident;
import dev.faultline.model.ServiceId;
import dev.faultline.model.Signal;
import dev.faultline.remedy.Action;
import dev.faultline.remedy.Confirmation;
import dev.faultline.remedy.RemedyDesk;
import dev.faultline.remedy.RemedyOutcome;
import dev.faultline.remedy.RemedyRunner;
import dev.faultline.remedy.Role;
import dev.faultline.remedy.Runbook;
import dev.faultline.remedy.RunbookCopy;
import dev.faultline.remedy.Scene;
import dev.faultline.remedy.Verdict;
import dev.faultline.remedy.Verification;
import dev.faultline.source.LiveState;
import dev.faultline.source.WatchedTime;
import dev.faultline.ui.act.Courses;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import org.jspecify.annotations.Nullable;

/// What is done about what is open: runs that go on, whether they helped, and all that was done
/// before. What a run is judged by are the times of the watched system. Lives on the FX thread;
/// commands return at once.
public final class Remedies implements AutoCloseable {
    /// How much before the trouble is looked at, to know what was usual.
    private static final Duration USUAL = Duration.ofHours(2);

    /// Samples that took longer than this to get here, by our time, are stale, unless they come
    /// more slowly than that.
    private static final Duration FRESH = Duration.ofSeconds(60);

    private final Workbench workbench;
    private final Incidents incidents;
    private final Optional<RemedyDesk> own;
    private final InstantSource clock;
    private final Executor fx;
    private final Executor background;
    private final Consumer<String> told;
    private final ReadOnlyObjectWrapper<List<Action>> actions =
            new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<List<Going>> going = new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<List<RemedyRunner.Left>> left =
            new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<Optional<Role>> role =
            new ReadOnlyObjectWrapper<>(Optional.empty());
    private final Map<String, Thread> runs = new HashMap<>();
    private final Set<String> judging = new HashSet<>();
    private volatile @Nullable View view;

    /// What a run is told on whatever thread: the newest that is known, and how time runs there.
    private record View(
            Snapshot snapshot, String system, boolean live, WatchedTime time, long lag) {}

    /// A run that goes on, or that is being judged.
    ///
    /// @param onset of the trouble, in the time of the system, as are the others
    /// @param ended empty while it runs
    public record Going(
            String action,
            Runbook runbook,
            ServiceId target,
            double cause,
            Instant onset,
            Instant started,
            Optional<Instant> ended) {
        /// Whether the script is over and its effect is awaited.
        public boolean verifying() {
            return ended.isPresent();
        }

        private Going ended(Instant at) {
            return new Going(action, runbook, target, cause, onset, started, Optional.of(at));
        }
    }

    /// @param own what there is for systems that bring nothing of their own; empty for nothing
    /// @param clock tells the time of day
    /// @param told hears, on the FX thread, what could not be read or kept: a sentence
    public Remedies(
            Workbench workbench,
            Incidents incidents,
            Optional<RemedyDesk> own,
            InstantSource clock,
            Executor fx,
            Executor background,
            Consumer<String> told) {
        this.workbench = workbench;
        this.incidents = incidents;
        this.own = own;
        this.clock = clock;
        this.fx = fx;
        this.background = background;
        this.told = told;
        workbench.newestProperty().addListener((p, before, now) -> look(now));
        workbench
                .stateProperty()
                .addListener((p, before, now) -> {
                    look(workbench.newestProperty().get());
                    refresh();
                });
        refresh();
    }

    /// All that was done to what is open, the oldest first.
    public ReadOnlyObjectProperty<List<Action>> actionsProperty() {
        return actions.getReadOnlyProperty();
    }

    /// What runs or is being judged, the oldest first.
    public ReadOnlyObjectProperty<List<Going>> goingProperty() {
        return going.getReadOnlyProperty();
    }

    /// Runs that a program on this machine left behind when it died.
    public ReadOnlyObjectProperty<List<RemedyRunner.Left>> leftProperty() {
        return left.getReadOnlyProperty();
    }

    /// The most that whoever uses this program may be; empty where the policy does not know them.
    public ReadOnlyObjectProperty<Optional<Role>> roleProperty() {
        return role.getReadOnlyProperty();
    }

    /// Who does it all; empty where nothing can be done to what is open.
    public Optional<RemedyDesk> desk() {
        return workbench.stateProperty().get() instanceof WorkbenchState.Open(LiveSession live)
                ? live.remedies().or(() -> own)
                : own;
    }

    /// The system that is open, as its incidents are kept under; empty for none.
    public String system() {
        return workbench.stateProperty().get() instanceof WorkbenchState.Open(Session session)
                ? session.title()
                : "";
    }

    /// What the refusals are told from, as of now; empty while nothing is known. On any thread.
    public Optional<Scene> scene() {
        View seen = view;
        return seen == null ? Optional.empty() : Optional.of(scene(seen, clock.instant()));
    }

    private static Scene scene(View seen, Instant here) {
        Snapshot now = seen.snapshot();
        Map<ServiceId, Double> causes = new HashMap<>();
        Map<ServiceId, Double> troubles = new HashMap<>();
        for (RankedCause each : now.diagnosis().ranking().causes()) {
            causes.put(each.service(), each.cause());
            troubles.put(each.service(), each.trouble());
        }
        Duration age = Duration.between(now.newest().at().orElse(now.at()), seen.time().at(here));
        Duration fresh = Duration.ofMillis(seen.time().passing(FRESH.toMillis()));
        Duration steps = Duration.ofMillis(2 * now.history().stepMillis() + seen.lag());
        return new Scene(
                seen.system(),
                seen.live(),
                age,
                steps.compareTo(fresh) > 0 ? steps : fresh,
                now.topology(),
                causes,
                troubles,
                sigmas(now));
    }

    private static Map<ServiceId, Map<Signal, Double>> sigmas(Snapshot now) {
        Map<ServiceId, Map<Signal, Double>> found = new HashMap<>();
        now.reported().stream()
                .filter(each -> each.open())
                .forEach(each -> {
                    var series = now.series().get(each.series());
                    found.computeIfAbsent(
                                    now.topology().named(series.service()),
                                    _ -> new EnumMap<>(Signal.class))
                            .merge(series.signal(), each.peakSigma(), Math::max);
                });
        return found;
    }

    /// Starts what a person confirmed.
    ///
    /// @param line hears each line that it prints, on the FX thread
    /// @param over hears how it ended, on the FX thread
    public void run(
            Confirmation confirmation,
            RunbookCopy copy,
            Consumer<List<String>> line,
            Consumer<RemedyOutcome> over) {
        RemedyDesk desk = desk().orElseThrow();
        var statement = confirmation.statement();
        boolean acts = statement.mode() != Runbook.Mode.DRY_RUN;
        View seen = view;
        Instant there = seen == null ? clock.instant() : seen.time().at(clock.instant());
        Going begun =
                new Going(
                        statement.action(),
                        copy.runbook(),
                        statement.target(),
                        statement.cause(),
                        onset(statement.target(), there),
                        there,
                        Optional.empty());
        if (acts) {
            put(begun);
        }
        Lines lines = new Lines(fx, line);
        Thread thread =
                Thread.ofVirtual()
                        .name("run " + statement.runbook())
                        .unstarted(() -> {
                            RemedyOutcome told =
                                    desk.run(confirmation, lines::add, () -> scene().orElseThrow());
                            fx.execute(() -> over(begun, acts, told, over));
                        });
        runs.put(statement.action(), thread);
        thread.start();
    }

    private void over(
            Going run, boolean acts, RemedyOutcome outcome, Consumer<RemedyOutcome> over) {
        runs.remove(run.action());
        View seen = view;
        boolean ran =
                switch (outcome) {
                    case RemedyOutcome.Ended _,
                            RemedyOutcome.TimedOut _,
                            RemedyOutcome.Cancelled _ ->
                            true;
                    case RemedyOutcome.Refused _,
                            RemedyOutcome.NotStarted _,
                            RemedyOutcome.Interrupted _ ->
                            false;
                };
        if (acts) {
            remove(run.action());
            if (ran && seen != null) {
                put(run.ended(seen.time().at(clock.instant())));
            }
        }
        refresh();
        over.accept(outcome);
    }

    /// Ends a run, with all that it started; nothing where it does not run.
    public void cancel(String action) {
        Thread thread = runs.get(action);
        if (thread != null) {
            thread.interrupt();
        }
    }

    private Instant onset(ServiceId target, Instant otherwise) {
        Incident shown = incidents.shownProperty().get();
        if (shown != null && shown.open() && shown.components().contains(target)) {
            return shown.onset();
        }
        Snapshot now = workbench.newestProperty().get();
        return now == null ? otherwise : now.onset().orElse(otherwise);
    }

    private void put(Going run) {
        List<Going> now = new ArrayList<>(going.get());
        now.add(run);
        going.set(List.copyOf(now));
    }

    private void remove(String action) {
        going.set(going.get().stream().filter(each -> !each.action().equals(action)).toList());
    }

    private void look(@Nullable Snapshot now) {
        if (now == null
                || !(workbench.stateProperty().get() instanceof WorkbenchState.Open(var open))) {
            view = null;
            return;
        }
        LiveState state = workbench.liveness().stateProperty().get();
        long lag =
                state == null
                        ? 0
                        : state.partitions().stream()
                                .mapToLong(each -> each.behind().toMillis())
                                .max()
                                .orElse(0);
        view =
                new View(
                        now,
                        open.title(),
                        open instanceof LiveSession && !workbench.lookingBack(),
                        open instanceof LiveSession live ? live.time() : WatchedTime.REAL,
                        lag);
        for (Going each : going.get()) {
            if (each.verifying() && judging.add(each.action())) {
                judge(each, now);
            }
        }
    }

    private void judge(Going run, Snapshot now) {
        RemedyDesk desk = desk().orElse(null);
        List<Action> done = actions.get();
        View seen = view;
        WatchedTime time = seen == null ? WatchedTime.REAL : seen.time();
        if (desk == null) {
            return;
        }
        background.execute(() -> {
            Optional<Verdict> said = Optional.empty();
            try {
                said = verdict(run, now, done, time);
                if (said.isPresent()) {
                    desk.verified(run.action(), said.get());
                }
            } catch (IOException e) {
                tell(e);
            } finally {
                boolean over = said.isPresent();
                fx.execute(() -> {
                    judging.remove(run.action());
                    if (over) {
                        remove(run.action());
                        refresh();
                    }
                });
            }
        });
    }

    /// What can be said of a run by now. On a thread that may read files.
    ///
    /// @param time of the watched system
    private static Optional<Verdict> verdict(
            Going run, Snapshot now, List<Action> done, WatchedTime time) {
        List<Instant> acted =
                done.stream().filter(Action::acts).map(a -> time.at(a.started())).toList();
        Runbook.Effect effect = run.runbook().effect();
        ServiceId component = effect.component().map(ServiceId::new).orElse(run.target());
        Map<ServiceId, RankedCause> ranked =
                now.diagnosis().ranking().causes().stream()
                        .collect(Collectors.toMap(RankedCause::service, each -> each));
        RankedCause target = ranked.get(run.target());
        Instant ended = run.ended().orElseThrow();
        return Verification.judge(
                new Verification.Case(
                        run.onset(),
                        run.started(),
                        ended,
                        effect.within(),
                        Courses.of(
                                now,
                                component,
                                effect.signal(),
                                run.onset().minus(USUAL),
                                run.started()),
                        Courses.earlier(now, component, effect.signal(), run.onset(), acted),
                        run.cause(),
                        target == null ? Double.NaN : target.cause(),
                        target == null ? 0 : target.trouble(),
                        done.stream()
                                .anyMatch(other ->
                                        !other.id().equals(run.action())
                                                && other.acts()
                                                && other.statement().target().equals(run.target())
                                                && other.end().isEmpty())),
                now.at());
    }

    private record Known(List<Action> actions, Optional<Role> role, List<RemedyRunner.Left> left) {}

    /// Reads anew what was done, what was left behind, and who may do what.
    public void refresh() {
        String system = system();
        RemedyDesk desk = desk().orElse(null);
        if (desk == null) {
            actions.set(List.of());
            role.set(Optional.empty());
            return;
        }
        workbench.workOut(
                () -> known(desk, system),
                found -> {
                    if (system.equals(system())) {
                        actions.set(found.actions());
                        role.set(found.role());
                        left.set(found.left());
                    }
                });
    }

    /// In the background.
    private Known known(RemedyDesk desk, String system) {
        try {
            List<RemedyRunner.Left> behind = desk.recover();
            return new Known(
                    desk.actions().all().stream()
                            .filter(a -> a.statement().system().equals(system))
                            .toList(),
                    desk.roles().stream().max(Comparator.naturalOrder()),
                    behind);
        } catch (IOException e) {
            tell(e);
            return new Known(List.of(), Optional.empty(), List.of());
        }
    }

    /// On any thread.
    private void tell(IOException e) {
        fx.execute(() -> told.accept(String.valueOf(e.getMessage())));
    }

    /// Ends all runs but those that outlive the window.
    @Override
    public void close() {
        going.get().stream()
                .filter(run -> !run.runbook().outlives())
                .map(Going::action)
                .forEach(this::cancel);
    }

    /// Hands lines to the FX thread, all that came meanwhile at a time.
    private static final class Lines {
        private final Executor fx;
        private final Consumer<List<String>> screen;
        private List<String> waiting = new ArrayList<>();

        Lines(Executor fx, Consumer<List<String>> screen) {
            this.fx = fx;
            this.screen = screen;
        }

        synchronized void add(String line) {
            waiting.add(line);
            if (waiting.size() == 1) {
                fx.execute(this::show);
            }
        }

        private void show() {
            List<String> lines;
            synchronized (this) {
                lines = waiting;
                waiting = new ArrayList<>();
            }
            screen.accept(lines);
        }
    }
}
