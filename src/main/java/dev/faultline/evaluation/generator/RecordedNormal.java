package dev.faultline.evaluation.generator;

import dev.faultline.capture.Recording;
import dev.faultline.model.SeriesInfo;
import dev.faultline.model.ServiceId;
import dev.faultline.model.Signal;
import dev.faultline.model.Unit;
import dev.faultline.signal.RobustScale;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/// Real normal times: each component borrows the series of some component of a recording. A row of
/// it counts as a minute, whatever it was; where it has no series of a signal, the simulated ones
/// stand in.
final class RecordedNormal implements NormalTimes {
    private final Recording recording;
    private final NormalTimes simulated;
    private final List<ServiceId> donors = new ArrayList<>();
    private final Map<Signal, List<Integer>> columns = new HashMap<>();
    private final Map<Integer, ServiceId> donorOf = new HashMap<>();

    RecordedNormal(Recording recording, Random random) {
        this.recording = recording;
        simulated = new SimulatedNormal(recording.rows(), random);
        for (int s = 0; s < recording.series().size(); s++) {
            SeriesInfo info = recording.series().get(s);
            if (usable(s)) {
                columns.computeIfAbsent(like(info.signal()), key -> new ArrayList<>()).add(s);
                if (!donors.contains(info.service())) {
                    donors.add(info.service());
                }
            }
        }
    }

    /// Whether a recording is long enough for a reference and incidents of so many rows.
    static boolean fits(Recording recording, int length) {
        return recording.rows() >= 3 * length;
    }

    @Override
    public int rows() {
        return recording.rows();
    }

    @Override
    public long firstMillis() {
        return recording.atMillis()[0];
    }

    @Override
    public int incident(int k, int reference, int length, Random random) {
        return reference + random.nextInt(rows() - reference - length + 1);
    }

    @Override
    public double[] draw(Signal signal, int component, Random random) {
        List<Integer> all = columns.getOrDefault(like(signal), List.of());
        if (all.isEmpty()) {
            return simulated.draw(signal, component, random);
        }
        ServiceId donor =
                donorOf.computeIfAbsent(component, c -> donors.get(random.nextInt(donors.size())));
        List<Integer> own =
                all.stream()
                        .filter(s -> recording.series().get(s).service().equals(donor))
                        .toList();
        List<Integer> from = own.isEmpty() ? all : own;
        return relative(from.get(random.nextInt(from.size())), random);
    }

    /// A donor is not borrowed from twice without a trace: 1 % of noise tells copies apart.
    private double[] relative(int column, Random random) {
        SeriesInfo info = recording.series().get(column);
        double[] values = recording.values()[column];
        double usual = RobustScale.median(values);
        return Arrays.stream(values)
                .map(v ->
                        switch (info.signal()) {
                            case ERRORS -> share(info, v);
                            case AVAILABILITY -> 1 - share(info, v);
                            default -> v / usual * Math.exp(.01 * random.nextGaussian());
                        })
                .toArray();
    }

    private static double share(SeriesInfo info, double value) {
        return Math.clamp(info.unit() == Unit.PERCENT ? value / 100 : value, 0, 1);
    }

    private boolean usable(int column) {
        SeriesInfo info = recording.series().get(column);
        double[] values = recording.values()[column];
        long present = Arrays.stream(values).filter(v -> !Double.isNaN(v)).count();
        if (present < .7 * values.length) {
            return false;
        }
        return switch (info.signal()) {
            case ERRORS, AVAILABILITY -> info.unit() == Unit.RATIO || info.unit() == Unit.PERCENT;
            case CLIENT_ERRORS, LOG_ERRORS, OTHER -> false;
            case TRAFFIC,
                    LATENCY,
                    CLIENT_LATENCY,
                    SATURATION,
                    CPU,
                    MEMORY,
                    DISK,
                    CONNECTIONS,
                    NETWORK ->
                    RobustScale.median(values) > 0;
        };
    }

    private static Signal like(Signal signal) {
        return switch (signal) {
            case AVAILABILITY -> Signal.ERRORS;
            case CLIENT_LATENCY -> Signal.LATENCY;
            default -> signal;
        };
    }
}
