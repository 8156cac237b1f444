package dev.faultline.engine;

import dev.faultline.cause.Diagnostician;
import dev.faultline.engine.history.GridHistory;
import dev.faultline.engine.history.History;
import dev.faultline.model.Notice;
import dev.faultline.signal.Anomaly;
import dev.faultline.signal.Baselines;
import dev.faultline.topology.Topology;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;

/// The analysis without a thread: commands in, snapshots out. What a snapshot says depends only on
/// the commands before it, to the last bit: not on how samples were batched, not on the time of
/// day, not on which snapshots were asked for.
public final class Engine {
    private final EngineParameters parameters;
    private final Executor executor;
    private Analysis analysis;

    private final Diagnostician diagnostician;

    /// A source that goes back and comes again says the same things again: each is kept once.
    private final Set<Notice> notices = new LinkedHashSet<>();

    /// An engine that has baselines fitted elsewhere.
    ///
    /// @param executor computes fits while the engine goes on; it may drop them, then the engine
    ///   computes them itself when it needs them. What comes out is the same with any
    public Engine(EngineParameters parameters, Executor executor) {
        this.parameters = parameters;
        this.executor = executor;
        diagnostician = new Diagnostician(parameters.cause());
        analysis =
                new Analysis(
                        new EngineCommand.Start(
                                Topology.empty(), List.of(), Instant.EPOCH, Duration.ofMinutes(1)),
                        parameters,
                        executor);
    }

    /// An engine that computes everything on the caller's thread.
    public Engine(EngineParameters parameters) {
        this(parameters, Runnable::run);
    }

    /// An engine that knows of no settings.
    public Engine() {
        this(EngineParameters.DEFAULT);
    }

    /// Takes the next command.
    ///
    /// @throws IllegalStateException if it comes out of turn: a reference after samples, a rewind
    ///   before anything was delivered
    public void apply(EngineCommand command) {
        switch (command) {
            case EngineCommand.Start start -> {
                analysis = new Analysis(start, parameters, executor);
                notices.clear();
                notices.addAll(analysis.notices());
            }
            case EngineCommand.SeriesAdded(var added) -> analysis.series(added);
            case EngineCommand.Unheard(var series, var why) -> analysis.unheard(series, why);
            case EngineCommand.Reference(var batch) -> analysis.reference(batch);
            case EngineCommand.Known(var baselines) -> notices.add(analysis.known(baselines));
            case EngineCommand.Samples(var batch) -> analysis.samples(batch);
            case EngineCommand.Changed(var event) -> analysis.changed(event);
            case EngineCommand.TopologyChanged(var topology) -> analysis.topology(topology);
            case EngineCommand.Noticed(var notice) -> notices.add(notice);
            case EngineCommand.Label(var label) -> analysis.label(label);
            case EngineCommand.Pin(var act) -> analysis.pin(act);
            case EngineCommand.Tick(var at) -> analysis.tick(at);
            case EngineCommand.Rewind(var at) -> analysis.rewind(at);
        }
    }

    /// When what is going on now began, without the cost of a snapshot.
    public Optional<Instant> onset() {
        return analysis.onset();
    }

    /// The anomalies that are open now, by series, without the cost of a snapshot.
    public List<Anomaly> open() {
        return analysis.open();
    }

    /// What is normal now for all series that are known, to be carried elsewhere.
    ///
    /// @param source what it was learned from, for a person
    public Baselines baselines(String source) {
        return analysis.baselines(source);
    }

    /// All that is known after the last command.
    public Snapshot snapshot() {
        GridHistory grid = analysis.history();
        History history =
                grid.view(analysis.methods(), analysis.learned(), analysis.reliabilities());
        Topology topology = analysis.topology();
        return new Snapshot(
                analysis.revision(),
                analysis.at(),
                topology,
                analysis.series(),
                history,
                analysis.anomalies(),
                analysis.onset(),
                diagnostician.diagnose(
                        topology,
                        analysis.deviations(),
                        analysis.changes(),
                        analysis.since(),
                        analysis.pins()),
                analysis.changes(),
                analysis.counts(),
                List.copyOf(notices),
                analysis.labels());
    }
}
