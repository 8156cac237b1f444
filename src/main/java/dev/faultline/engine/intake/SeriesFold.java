package dev.faultline.engine.intake;

import dev.faultline.model.Notice;
import dev.faultline.model.SeriesId;
import dev.faultline.model.SeriesInfo;
import dev.faultline.model.ServiceId;
import dev.faultline.model.Signal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/// Which series are watched, of all that come in. Pods come and go: series of one service and
/// metric that differ only in the labels of an instance are one watched series, whose value is made
/// of theirs cell by cell. A flood of labels is capped: of each service at most so many series are
/// watched, the first that came; what is left out is counted and said.
///
/// Series may be admitted at any time; indices that were given stay. Not thread-safe.
public final class SeriesFold {
    /// What a series that is left out is admitted as.
    public static final int LEFT_OUT = -1;

    /// Labels that name one of several alike: of Prometheus, Kubernetes and the OpenTelemetry
    /// semantic conventions, with `_` for `.` and in lower case.
    private static final Set<String> INSTANCE_LABELS =
            Set.of(
                    "pod",
                    "pod_name",
                    "pod_uid",
                    "k8s_pod_name",
                    "k8s_pod_uid",
                    "kubernetes_pod_name",
                    "instance",
                    "instance_id",
                    "service_instance_id",
                    "host",
                    "hostname",
                    "host_name",
                    "host_id",
                    "node",
                    "node_name",
                    "k8s_node_name",
                    "container_id",
                    "replica",
                    "task_id",
                    "pid",
                    "process_pid");

    private final int perService;
    private final List<SeriesInfo> watched = new ArrayList<>();
    private final Map<SeriesId, Integer> places = new HashMap<>();
    private final Map<ServiceId, Count> counts = new TreeMap<>();
    private final Set<String> folded = new TreeSet<>();

    /// Per watched series: the incoming ones that it is made of.
    private final List<int[]> members = new ArrayList<>();

    /// Per incoming series: its watched one, and its instance.
    private int[] watchedBy = new int[16];

    private int[] instances = new int[16];
    private int incoming;

    /// Per instance of a service: the incoming series of its traffic.
    private final Map<Instance, Integer> known = new HashMap<>();

    private final List<Integer> traffic = new ArrayList<>();

    private record Instance(ServiceId service, SortedMap<String, String> labels) {}

    /// Series of one service.
    private static final class Count {
        private int watched;
        private int leftOut;
        private String first = "";
    }

    /// @param perService how many series of one service are watched, at most
    public SeriesFold(int perService) {
        if (perService < 1) {
            throw new IllegalArgumentException("at most " + perService + " series of a service");
        }
        this.perService = perService;
    }

    /// Takes the next incoming series.
    ///
    /// @return the index of the watched series that it belongs to, or [#LEFT_OUT]
    public int admit(SeriesInfo series) {
        SortedMap<String, String> own = new TreeMap<>();
        SortedMap<String, String> shared = new TreeMap<>();
        series.id()
                .labels()
                .forEach((name, value) -> (ofInstance(name) ? own : shared).put(name, value));
        SeriesId id = new SeriesId(series.service(), series.id().metric(), shared);
        Count count = counts.computeIfAbsent(series.service(), _ -> new Count());
        Integer place = places.get(id);
        if (place == null && count.watched < perService) {
            place = watched.size();
            places.put(id, place);
            watched.add(new SeriesInfo(id, series.unit(), series.signal()));
            members.add(new int[0]);
            count.watched++;
        }
        int index = incoming++;
        if (index == watchedBy.length) {
            watchedBy = Arrays.copyOf(watchedBy, 2 * index);
            instances = Arrays.copyOf(instances, 2 * index);
        }
        if (place == null) {
            count.first = count.leftOut == 0 ? series.id().toString() : count.first;
            count.leftOut++;
            watchedBy[index] = LEFT_OUT;
            return LEFT_OUT;
        }
        int[] before = members.get(place);
        int[] after = Arrays.copyOf(before, before.length + 1);
        after[before.length] = index;
        members.set(place, after);
        if (before.length > 0) {
            folded.addAll(own.keySet());
        }
        watchedBy[index] = place;
        instances[index] = instance(series, own, index);
        return place;
    }

    private int instance(SeriesInfo series, SortedMap<String, String> own, int index) {
        Instance instance = new Instance(series.service(), own);
        Integer place = known.get(instance);
        if (place == null) {
            place = traffic.size();
            known.put(instance, place);
            traffic.add(LEFT_OUT);
        }
        if (series.signal() == Signal.TRAFFIC && traffic.get(place) == LEFT_OUT) {
            traffic.set(place, index);
        }
        return place;
    }

    private static boolean ofInstance(String label) {
        return INSTANCE_LABELS.contains(label.toLowerCase(Locale.ROOT).replace('.', '_'));
    }

    /// The series that are watched: a view that grows with each that is admitted.
    public List<SeriesInfo> watched() {
        return Collections.unmodifiableList(watched);
    }

    /// How many incoming series a watched one is made of.
    public int parts(int place) {
        return members.get(place).length;
    }

    /// How many series came in so far.
    public int incoming() {
        return incoming;
    }

    /// The watched series that an incoming one is part of, or [#LEFT_OUT].
    public int watchedBy(int index) {
        return watchedBy[index];
    }

    /// Whether every incoming series is watched as it is, at its own index.
    public boolean plain() {
        return incoming == watched.size();
    }

    /// All watched values of one cell.
    ///
    /// @param cell one value an incoming series, `NaN` where there is none
    /// @param to where one value a watched series goes; `NaN` where no instance has one
    public void fold(double[] cell, double[] to) {
        for (int i = 0; i < watched.size(); i++) {
            to[i] = of(i, cell);
        }
    }

    /// The value of one watched series in one cell. A sum is over the instances that are there: one
    /// that is gone is no gap.
    ///
    /// @param cell one value an incoming series, `NaN` where there is none; only those of
    ///   [#inputs(int)] are looked at
    public double of(int place, double[] cell) {
        int present = 0;
        double sum = 0;
        int weighted = 0;
        double weights = 0;
        double weightedSum = 0;
        for (int index : members.get(place)) {
            double value = cell[index];
            if (Double.isNaN(value)) {
                continue;
            }
            present++;
            sum += value;
            int calls = traffic.get(instances[index]);
            if (calls != LEFT_OUT && cell[calls] > 0) {
                weighted++;
                weights += cell[calls];
                weightedSum += cell[calls] * value;
            }
        }
        if (present == 0) {
            return Double.NaN;
        }
        if (present == 1 || Combination.of(watched.get(place)) == Combination.SUM) {
            return sum;
        }
        return weighted == present ? weightedSum / weights : sum / present;
    }

    /// The incoming series that a watched one is made of, with the traffic by which they weigh.
    public int[] inputs(int place) {
        int[] own = members.get(place);
        if (own.length == 1) {
            return own.clone();
        }
        int[] all = Arrays.copyOf(own, 2 * own.length);
        int size = own.length;
        for (int index : own) {
            int calls = traffic.get(instances[index]);
            if (calls != LEFT_OUT) {
                all[size++] = calls;
            }
        }
        return Arrays.stream(all, 0, size).distinct().toArray();
    }

    /// What was folded and what was left out, in sentences.
    public List<Notice> notices() {
        List<Notice> notices = new ArrayList<>();
        if (!folded.isEmpty()) {
            long parts = members.stream().filter(m -> m.length > 1).mapToLong(m -> m.length).sum();
            long wholes = members.stream().filter(m -> m.length > 1).count();
            notices.add(
                    Notice.info(
                            ("%,d series that differ only in %s are watched as %,d: counts and"
                                            + " rates are summed, shares and times averaged by traffic.")
                                    .formatted(parts, String.join(", ", folded), wholes)));
        }
        counts.forEach((service, count) -> {
            if (count.leftOut > 0) {
                notices.add(
                        Notice.warning(
                                ("%s: %,d series are watched, the most there may be; %,d more were left"
                                                + " out, the first of them %s. Leave out the label with so many values at its source, or raise"
                                                + " intake.seriesPerService in settings.yaml.")
                                        .formatted(
                                                service,
                                                count.watched,
                                                count.leftOut,
                                                count.first)));
            }
        });
        return notices;
    }
}
