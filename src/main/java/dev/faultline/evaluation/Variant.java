package dev.faultline.evaluation;

import dev.faultline.cause.evidence.CauseParameters;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;

/// One way of asking about the same incidents.
///
/// @param name for tables
/// @param onset which onset the rankers are told
/// @param degradation what is taken away first
/// @param without parts of the evidence that are left out
/// @param shuffle where given, components are renamed and reordered by this seed before ranking,
///   and back after: the answers must not change
/// @param parameters what our own answers go by
/// @param raw whether probabilities are taken as the network has them, without recalibration
public record Variant(
        String name,
        Onset onset,
        Degradation degradation,
        Set<Part> without,
        OptionalLong shuffle,
        boolean raw,
        CauseParameters parameters) {
    /// As the protocols have it.
    public static final Variant GIVEN =
            new Variant(
                    "given",
                    new Onset.Shifted(Duration.ZERO),
                    Degradation.NONE,
                    Set.of(),
                    OptionalLong.empty(),
                    false,
                    CauseParameters.DEFAULT);

    public Variant {
        without = Set.copyOf(without);
    }

    /// Which onset the rankers are told.
    public sealed interface Onset {
        /// The true one, so much later, or earlier where negative.
        record Shifted(Duration by) implements Onset {}

        /// The one that the engine finds while it plays the recording.
        record Detected() implements Onset {}
    }

    /// The onset given wrongly by ±1, ±3 and ±5 minutes.
    public static List<Variant> jittered() {
        return IntStream.of(-5, -3, -1, 1, 3, 5)
                .mapToObj(m ->
                        GIVEN.with(
                                "onset %+d min".formatted(m),
                                new Onset.Shifted(Duration.ofMinutes(m))))
                .toList();
    }

    /// The onset as the engine finds it.
    public static Variant detected() {
        return GIVEN.with("detected", new Onset.Detected());
    }

    /// Each part of the evidence left out for itself.
    public static List<Variant> ablations() {
        return Arrays.stream(Part.values()).map(p -> GIVEN.without(EnumSet.of(p))).toList();
    }

    /// With so much taken away, drawn by as many seeds.
    public static List<Variant> degraded(double seriesLost, double edgesWrong, int seeds) {
        return IntStream.rangeClosed(1, seeds)
                .mapToObj(seed ->
                        new Variant(
                                "%.0f %% of series lost, %.0f %% of edges wrong, seed %d"
                                        .formatted(100 * seriesLost, 100 * edgesWrong, seed),
                                GIVEN.onset,
                                new Degradation(seriesLost, edgesWrong, seed),
                                Set.of(),
                                OptionalLong.empty(),
                                false,
                                CauseParameters.DEFAULT))
                .toList();
    }

    /// The same without some parts of the evidence.
    public Variant without(Set<Part> parts) {
        String label =
                parts.isEmpty()
                        ? name
                        : "without "
                                + String.join(
                                        ", ", parts.stream().sorted().map(Part::label).toList());
        return new Variant(label, onset, degradation, parts, shuffle, raw, parameters);
    }

    /// The same under other names.
    public Variant shuffled(OptionalLong seed) {
        return new Variant(name, onset, degradation, without, seed, raw, parameters);
    }

    /// The same with probabilities as the network has them, not as they are shown.
    public Variant unrecalibrated() {
        return new Variant(name, onset, degradation, without, shuffle, true, parameters);
    }

    /// The same by other parameters.
    public Variant by(CauseParameters other) {
        return new Variant(name, onset, degradation, without, shuffle, raw, other);
    }

    private Variant with(String label, Onset told) {
        return new Variant(label, told, degradation, without, shuffle, raw, parameters);
    }
}
