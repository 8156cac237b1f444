package dev.faultline.engine;

import dev.faultline.cause.Diagnosis;
import dev.faultline.cause.Diagnostician;
import dev.faultline.model.Notice;
import dev.faultline.signal.Anomaly;
import dev.faultline.signal.Baselines;
import dev.faultline.topology.Topology;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/// The analysis without a thread: commands in, snapshots out. What a snapshot says depends only on
/// the commands before it, to the last bit: not on how samples were batched, not on the time of
/// day, not on which snapshots were asked for.
public final class Engine implements AutoCloseable {
    private final EngineParameters parameters;
    private final Executor executor;
    private Analysis analysis;

    private final Diagnostician diagnostician;

    /// More notices than this are counted.
    private static final int MOST_NOTICES = 500;

    /// A source that goes back and comes again says the same things again: each is kept once.
    private final Set<Notice> notices = new LinkedHashSet<>();

    private long unsaid;
    private long version;
    private @Nullable Moment moment;
    private @Nullable Diagnosis diagnosis;

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
                        diagnostician,
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
                analysis.close();
                analysis = new Analysis(start, parameters, diagnostician, executor);
                notices.clear();
                unsaid = 0;
            }
            case EngineCommand.SeriesAdded(var added) -> analysis.series(added);
            case EngineCommand.Unheard(var series, var why) -> analysis.unheard(series, why);
            case EngineCommand.Reference(var batch) -> analysis.reference(batch);
            case EngineCommand.Known(var baselines) -> analysis.known(baselines);
            case EngineCommand.Samples(var batch) -> analysis.samples(batch);
            case EngineCommand.Changed(var event) -> analysis.changed(event);
            case EngineCommand.TopologyChanged(var topology) -> analysis.topology(topology);
            case EngineCommand.Correct(var act) -> analysis.correct(act);
            case EngineCommand.Noticed(var notice) -> say(notice);
            case EngineCommand.Label(var label) -> analysis.label(label);
            case EngineCommand.Pin(var act) -> analysis.pin(act);
            case EngineCommand.Tick(var at) -> analysis.tick(at);
            case EngineCommand.Rewind(var at) -> analysis.rewind(at);
        }
        boolean same =
                command instanceof EngineCommand.Samples
                        || command instanceof EngineCommand.Noticed;
        if (!same) {
            moment = null;
            diagnosis = null;
            version++;
        }
    }

    private void say(Notice notice) {
        if (notices.size() < MOST_NOTICES) {
            notices.add(notice);
        } else if (!notices.contains(notice)) {
            unsaid++;
        }
    }

    /// Ends what works for it in the background. What it handed out can still be read.
    @Override
    public void close() {
        analysis.close();
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
        Diagnosis known = diagnosis;
        if (known == null) {
            known = moment().diagnose(diagnostician);
            diagnosis = known;
        }
        return moment().with(known, fresh());
    }

    /// What is known after the last command; the same object for one [#version()].
    Moment moment() {
        Moment known = moment;
        if (known == null) {
            known = analysis.moment();
            moment = known;
        }
        return known;
    }

    /// What came in up to the last command.
    Moment.Fresh fresh() {
        List<Notice> said = new ArrayList<>(notices);
        if (unsaid > 0) {
            said.add(Notice.warning("%,d more notices were left out.".formatted(unsaid)));
        }
        return analysis.fresh(said);
    }

    /// Grows with everything from which more can be told than which samples are the newest.
    long version() {
        return version;
    }

    /// Whether this run never goes back and has no end.
    boolean live() {
        return analysis.live();
    }

    /// What tells causes from a moment; may be asked on any thread.
    Diagnostician diagnostician() {
        return diagnostician;
    }
}
