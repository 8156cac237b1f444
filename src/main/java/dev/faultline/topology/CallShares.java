package dev.faultline.topology;

import dev.faultline.model.ServiceId;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;

/// From counted calls to weights: which share of what a caller answers needs this callee. A caller
/// is taken to answer what it is called for, or, where nobody calls it, what it does most often.
final class CallShares {
    /// What is called at all is needed a little.
    private static final double LEAST = 0.05;

    private final Map<Ends, Double> calls = new LinkedHashMap<>();
    private final Map<ServiceId, Double> asked = new HashMap<>();
    private final Map<ServiceId, Double> most = new HashMap<>();

    /// A caller and a callee.
    record Ends(ServiceId from, ServiceId to) {}

    /// @param count of calls, or calls a second; `NaN` where it is not known
    void add(ServiceId from, ServiceId to, double count) {
        double all = calls.merge(new Ends(from, to), count, Double::sum);
        if (count > 0 && !from.equals(to)) {
            asked.merge(to, count, Double::sum);
            most.merge(from, all, Math::max);
        }
    }

    /// The weights, 0.05 to 1, by dependency in the order in which they came.
    Map<Ends, Double> weights() {
        Map<Ends, Double> weights = new LinkedHashMap<>();
        calls.forEach((ends, count) -> {
            double answers = asked.getOrDefault(ends.from, most.getOrDefault(ends.from, 0.0));
            boolean known = count >= 0 && answers > 0;
            weights.put(ends, known ? Math.clamp(count / answers, LEAST, 1) : 1);
        });
        return weights;
    }
}
