package dev.faultline.cause;

import dev.faultline.cause.evidence.CauseParameters;
import dev.faultline.cause.evidence.EvidenceModel;
import dev.faultline.cause.evidence.LearnedStrengths;
import dev.faultline.cause.evidence.NetworkBuilder;
import dev.faultline.model.ChangeEvent;
import dev.faultline.signal.Deviation;
import dev.faultline.topology.Topology;
import java.time.Instant;
import java.util.List;

/// From deviations to a [Diagnosis]: evidence, network, posterior, ranking. Pure: the same input
/// gives the same diagnosis, and looking again at the same minutes raises no belief.
public final class Diagnostician {
    private final CauseParameters p;
    private final EvidenceModel evidenceModel;
    private final Recalibration recalibration;
    private final NetworkBuilder networkBuilder;

    /// One with nothing learned, that shows probabilities as the shipped recalibration has them.
    public Diagnostician(CauseParameters parameters) {
        this(new CauseModel(parameters, LearnedStrengths.NONE, Recalibration.DEFAULT));
    }

    public Diagnostician(CauseModel model) {
        this.recalibration = model.recalibration();
        this.p = model.parameters();
        this.networkBuilder = new NetworkBuilder(p, model.learned());
        this.evidenceModel = new EvidenceModel(p);
    }

    /// Diagnoses one moment.
    ///
    /// @param deviations how far each series is from normal since the onset
    /// @param changes all changes known by now
    /// @param onset when what is going on began, or the start of the last minutes where nothing is
    public Diagnosis diagnose(
            Topology topology,
            List<Deviation> deviations,
            List<ChangeEvent> changes,
            Instant onset) {
        return Diagnosis.of(
                Situation.measured(
                        topology,
                        p,
                        recalibration,
                        networkBuilder.network(
                                topology,
                                deviations,
                                evidenceModel.changed(topology, changes, onset)),
                        evidenceModel.of(topology, deviations, changes, onset)));
    }

    /// The same, knowing what persons said.
    public Diagnosis diagnose(
            Topology topology,
            List<Deviation> deviations,
            List<ChangeEvent> changes,
            Instant onset,
            Pins pins) {
        Diagnosis measured = diagnose(topology, deviations, changes, onset);
        return pins.isEmpty() ? measured : measured.with(pins);
    }
}
