package dev.faultline.source.live;

import dev.faultline.model.SampleBatch;
import dev.faultline.source.RecordReceiver.Part;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/// Over which partitions the series are spread: which of them are not heard when some partitions
/// cannot be read. A series without a key lies on all of them and is heard as long as one is.
final class Spread {
    private final Map<Part, BitSet> seriesOf = new HashMap<>();
    private Set<Part> out = Set.of();

    /// Samples came out of a partition.
    void came(Part part, SampleBatch batch) {
        BitSet series = seriesOf.computeIfAbsent(part, _ -> new BitSet());
        for (int number : batch.series()) {
            series.set(number);
        }
    }

    /// These partitions cannot be read now.
    ///
    /// @return whether they are others than before
    boolean out(Set<Part> newest) {
        boolean differs = !newest.equals(out);
        out = newest;
        return differs;
    }

    /// The series that lie on such partitions alone.
    BitSet unheard() {
        BitSet unheard = new BitSet();
        out.forEach(part -> unheard.or(seriesOf.getOrDefault(part, new BitSet())));
        seriesOf.forEach((part, series) -> {
            if (!out.contains(part)) {
                unheard.andNot(series);
            }
        });
        return unheard;
    }

    /// One sentence about them; empty where all can be read.
    String why() {
        return out.isEmpty()
                ? ""
                : "%s can't be read although something lies there: %d series are not heard."
                        .formatted(
                                out.stream()
                                        .map(p -> p.topic() + "-" + p.partition())
                                        .sorted()
                                        .collect(Collectors.joining(", ")),
                                unheard().cardinality());
    }
}
