package dev.faultline.source.live;

import dev.faultline.model.SeriesInfo;
import dev.faultline.model.ServiceId;
import dev.faultline.source.RecordReceiver.Part;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/// Over which partitions the components are spread: which of them are not heard when some
/// partitions cannot be read. What is measured without a key lies on all of them and is heard as
/// long as one is.
final class Spread {
    private final Map<Part, BitSet> rawOf = new HashMap<>();
    private final List<SeriesInfo> series = new ArrayList<>();
    private Set<Part> out = Set.of();

    /// The raw series that came out of a partition, to which more are added.
    BitSet rawOf(Part part) {
        return rawOf.computeIfAbsent(part, _ -> new BitSet());
    }

    /// The partitions from which something came.
    Set<Part> parts() {
        return rawOf.keySet();
    }

    /// Further series, in the order of their numbers.
    void added(List<SeriesInfo> added) {
        series.addAll(added);
    }

    /// These partitions cannot be read now.
    ///
    /// @return whether they are others than before
    boolean out(Set<Part> newest) {
        boolean differs = !newest.equals(out);
        out = newest;
        return differs;
    }

    /// The series of components that lie on such partitions alone.
    ///
    /// @param component what a raw series was measured on
    BitSet unheard(IntFunction<ServiceId> component) {
        Set<ServiceId> lost = new HashSet<>();
        Set<ServiceId> heard = new HashSet<>();
        rawOf.forEach((part, raw) -> {
            Set<ServiceId> where = out.contains(part) ? lost : heard;
            raw.stream().forEach(number -> where.add(component.apply(number)));
        });
        lost.removeAll(heard);
        BitSet unheard = new BitSet();
        for (int i = 0; i < series.size(); i++) {
            unheard.set(i, lost.contains(series.get(i).service()));
        }
        return unheard;
    }

    /// One sentence about them; empty where all can be read.
    String why(int unheard) {
        return out.isEmpty()
                ? ""
                : "%s can't be read now: %,d series are not heard."
                        .formatted(
                                out.stream()
                                        .map(p -> p.topic() + "-" + p.partition())
                                        .sorted()
                                        .collect(Collectors.joining(", ")),
                                unheard);
    }
}
