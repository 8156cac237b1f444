package dev.faultline.ui;

import dev.faultline.engine.Snapshot;
import dev.faultline.incident.Incident;
import dev.faultline.model.ServiceId;
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
import dev.faultline.source.WatchedTime;
import dev.faultline.topology.Topology;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;

/// What is done about what is open: runs that go on, whether they helped, and all that was done
/// before. What a run is judged by are the times of the watched system. Lives on the FX thread;
/// commands return at once. Longer than 300 lines: a run, its end and its verdict change the same
/// few lists.
public final class Remedies implements AutoCloseable {
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
    private final Newest reading;

    /// On whatever system, the oldest first.
    private List<Going> everywhere = List.of();

    /// The system that the actions are of; empty while they are not known. Judging needs them.
    private String known = "";

    private volatile Optional<Seen> seen = Optional.empty();

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
        reading = workbench.newest();
        workbench.newestProperty().addListener((p, before, now) -> look());
        workbench
                .stateProperty()
                .addListener((p, before, now) -> {
                    look();
                    show(everywhere);
                    refresh();
                });
        refresh();
    }

    /// All that was done to what is open, the oldest first.
    public ReadOnlyObjectProperty<List<Action>> actionsProperty() {
        return actions.getReadOnlyProperty();
    }

    /// What runs or is being judged on what is open, the oldest first.
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
        return seen.map(now -> now.scene(clock.instant()));
    }

    /// What was open is not any more: the gate lets nothing through.
    private static Scene nothing() {
        return new Scene(
                "",
                false,
                Duration.ZERO,
                Duration.ZERO,
                Topology.empty(),
                Map.of(),
                Map.of(),
                Map.of());
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
        WatchedTime time = seen.map(Seen::time).orElse(WatchedTime.REAL);
        Instant there = time.at(clock.instant());
        Going begun =
                new Going(
                        statement.action(),
                        statement.system(),
                        copy.runbook(),
                        statement.target(),
                        statement.cause(),
                        time,
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
                                    desk.run(
                                            confirmation,
                                            lines::add,
                                            () -> scene().orElseGet(Remedies::nothing));
                            fx.execute(() -> over(begun, acts, told, over));
                        });
        runs.put(statement.action(), thread);
        thread.start();
    }

    private void over(
            Going run, boolean acts, RemedyOutcome outcome, Consumer<RemedyOutcome> over) {
        runs.remove(run.action());
        if (acts) {
            remove(run.action());
            if (outcome.ran() && run.runbook().effect().isPresent()) {
                put(run.ended(run.time().at(clock.instant())));
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

    /// Whether a script runs, on whatever system.
    public boolean running() {
        return !runs.isEmpty();
    }

    /// Whether nothing is being judged right now.
    boolean judged() {
        return judging.isEmpty();
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
        List<Going> now = new ArrayList<>(everywhere);
        now.add(run);
        show(now);
    }

    private void remove(String action) {
        show(everywhere.stream().filter(each -> !each.action().equals(action)).toList());
    }

    private void show(List<Going> now) {
        everywhere = List.copyOf(now);
        String system = system();
        going.set(everywhere.stream().filter(each -> each.system().equals(system)).toList());
    }

    private void look() {
        Optional<Seen> now = Seen.of(workbench);
        seen = now;
        now.filter(each -> each.system().equals(known)).ifPresent(this::judge);
    }

    private void judge(Seen now) {
        List<Going> here = going.get();
        for (Going each : here) {
            if (each.verifying() && judging.add(each.action())) {
                judge(desk().orElseThrow(), each, now.snapshot(), here);
            }
        }
    }

    private void judge(RemedyDesk desk, Going run, Snapshot now, List<Going> here) {
        List<Action> done = actions.get();
        background.execute(() -> {
            Optional<Verdict> said = Optional.empty();
            try {
                said = run.verdict(now, done, here);
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

    private record Known(List<Action> actions, Optional<Role> role, List<RemedyRunner.Left> left) {}

    /// Reads anew what was done, what was left behind, and who may do what. What can't be read
    /// stays as it was.
    public void refresh() {
        String system = system();
        RemedyDesk desk = desk().orElse(null);
        if (!system.equals(known)) {
            known = "";
            reading.drop();
            actions.set(List.of());
        }
        if (desk == null) {
            reading.drop();
            left.set(List.of());
            role.set(Optional.empty());
            return;
        }
        reading.ask(
                () -> known(desk, system),
                read ->
                        read.ifPresent(found -> {
                            known = system;
                            actions.set(found.actions());
                            role.set(found.role());
                            left.set(found.left());
                        }));
    }

    /// In the background.
    private Optional<Known> known(RemedyDesk desk, String system) {
        try {
            RemedyRunner.Recovered found = desk.recover();
            return Optional.of(
                    new Known(
                            found.actions().all().stream()
                                    .filter(a -> a.statement().system().equals(system))
                                    .toList(),
                            desk.roles().stream().max(Comparator.naturalOrder()),
                            found.left()));
        } catch (IOException e) {
            tell(e);
            return Optional.empty();
        }
    }

    /// On any thread.
    private void tell(IOException e) {
        fx.execute(() -> told.accept(String.valueOf(e.getMessage())));
    }

    /// Ends all runs but those that outlive the window.
    @Override
    public void close() {
        everywhere.stream()
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
