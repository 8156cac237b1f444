package dev.faultline.cause;

import dev.faultline.cause.evidence.SignalEvidence;
import dev.faultline.model.ServiceId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/// What is believed at one moment, with the evidence for it. Immutable; explanations are worked out
/// when first asked for and kept.
public final class Diagnosis {
    private final Ranking ranking;
    private final Map<ServiceId, List<SignalEvidence>> evidence;
    private final Function<ServiceId, Explanation> explainer;
    private final Map<ServiceId, Explanation> explained = new ConcurrentHashMap<>();

    /// @param evidence what each component's own series say; components without are absent
    /// @param explainer pure: the same component always gets the same explanation
    public Diagnosis(
            Ranking ranking,
            Map<ServiceId, List<SignalEvidence>> evidence,
            Function<ServiceId, Explanation> explainer) {
        this.ranking = ranking;
        this.evidence = Map.copyOf(evidence);
        this.explainer = explainer;
    }

    public Ranking ranking() {
        return ranking;
    }

    /// What the component's own series say, the strongest first.
    public List<SignalEvidence> evidence(ServiceId service) {
        return evidence.getOrDefault(service, List.of());
    }

    /// Why the component's posterior is what it is. The first call a component takes up to some 100
    /// ms: not on the FX thread. Thread-safe.
    public Explanation explain(ServiceId service) {
        return explained.computeIfAbsent(service, explainer);
    }
}
