package dev.faultline.cause.evidence;

import dev.faultline.model.ChangeEvent;
import dev.faultline.model.Signal;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// All that was seen of one component, and the log likelihood ratios it amounts to.
///
/// @param signals what each of its series says
/// @param change the latest deploy or change of configuration shortly before the onset
/// @param changeBonus what that change adds to the log likelihood ratio of a fault of its own
public record ComponentEvidence(
        List<SignalEvidence> signals, Optional<ChangeEvent> change, double changeBonus) {
    public ComponentEvidence without(SignalEvidence signal) {
        List<SignalEvidence> rest = new ArrayList<>(signals);
        rest.remove(signal);
        return new ComponentEvidence(List.copyOf(rest), change, changeBonus);
    }

    public ComponentEvidence withoutChange() {
        return new ComponentEvidence(signals, Optional.empty(), 0);
    }

    /// ln P(seen | in trouble) − ln P(seen | not). Each kind of signal shows trouble with
    /// probability a, so that one abnormal kind is enough and normal ones take little away: ratio =
    /// (∏(1−a+a·ratio_k) − ∏(1−a)) / (1 − ∏(1−a)), at least one kind showing it.
    public double trouble(CauseParameters p) {
        double all = 1;
        double none = 1;
        for (double log : byKind(false, p)) {
            all *= 1 - p.affected() + p.affected() * Math.exp(log);
            none *= 1 - p.affected();
        }
        return none == 1
                ? 0
                : Math.clamp(
                        Math.log((all - none) / (1 - none)), -2 * p.ceiling(), p.ceiling() + 1);
    }

    /// ln P(seen | a fault of its own) − ln P(seen | none).
    public double fault(CauseParameters p) {
        double best = 0;
        double least = 0;
        for (double log : byKind(true, p)) {
            best = Math.max(best, log);
            least = Math.min(least, log);
        }
        return (best > 0 ? best : least) + changeBonus;
    }

    /// One log ratio a kind of signal: series of one kind say much the same, so their sum is
    /// tempered by 1/(1+(m−1)ρ). Trouble of few calls moves only some quantiles: the loudest counts
    /// for 0.8 at least.
    private List<Double> byKind(boolean ofOwnFault, CauseParameters p) {
        Map<Signal, DoubleSummaryStatistics> kinds = new EnumMap<>(Signal.class);
        for (SignalEvidence signal : signals) {
            if (signal.ofOwnFault() == ofOwnFault) {
                kinds.computeIfAbsent(
                                signal.deviation().series().signal(),
                                kind -> new DoubleSummaryStatistics())
                        .accept(signal.logBayes());
            }
        }
        return kinds.values().stream()
                .map(k -> {
                    double tempered = k.getSum() / (1 + (k.getCount() - 1) * p.correlation());
                    return k.getMax() > 0 ? Math.max(tempered, 0.8 * k.getMax()) : tempered;
                })
                .toList();
    }
}
