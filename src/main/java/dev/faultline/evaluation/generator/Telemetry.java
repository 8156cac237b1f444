package dev.faultline.evaluation.generator;

import dev.faultline.evaluation.generator.RandomSystem.Node;
import dev.faultline.model.SeriesId;
import dev.faultline.model.SeriesInfo;
import dev.faultline.model.Signal;
import dev.faultline.model.SignalRules;
import dev.faultline.model.Unit;
import dev.faultline.topology.ComponentKind;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/// What is measured of a system, and how badly: some components not at all, some series with gaps,
/// some a minute or two late. Three habits of naming and choosing metrics, one a system.
final class Telemetry {
    /// One series.
    ///
    /// @param level its usual value, in its unit
    /// @param normal how it moves around that while nothing is wrong
    /// @param tail exponent of the rise of the mean latency: above 1 for high quantiles
    /// @param late rows by which it lags behind
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Measure(
            int component,
            SeriesInfo info,
            double level,
            double[] normal,
            double tail,
            int late,
            double gaps) {}

    /// A habit: metric names of services, as `name` and what it is told by.
    private enum Habit {
        GOLDEN(
                "rps",
                "error_share",
                "latency_p50",
                "latency_p95",
                "cpu",
                "memory",
                "queue_depth",
                "connections"),
        REQUESTS("requests", "availability", "latency_mean", "latency_p90", "latency_p95"),
        PODS(
                "workload",
                "success_rate_percent",
                "latency_p90",
                "client_latency_p90",
                "cpu_usage",
                "memory_usage");

        @SuppressWarnings("ImmutableEnumChecker") // a list that nobody can change
        private final List<String> metrics;

        Habit(String... metrics) {
            this.metrics = List.of(metrics);
        }
    }

    /// A row by which delays have settled.
    private static final int SETTLED = 24;

    private final RandomSystem system;
    private final NormalTimes normal;
    private final Random random;
    private final List<Measure> measures = new ArrayList<>();
    private final Mechanism usual;

    Telemetry(RandomSystem system, NormalTimes normal, double[] demand, Random random) {
        this.system = system;
        this.normal = normal;
        this.random = random;
        usual = new Mechanism(system, demand, calmRows(), List.of());
        Habit habit = Habit.values()[Math.max(0, random.nextInt(4) - 1)];
        for (int i = 0; i < system.size(); i++) {
            if (random.nextDouble() < hidden(system.nodes.get(i).kind())) {
                continue;
            }
            for (String metric : metrics(system.nodes.get(i).kind(), habit)) {
                if (random.nextDouble() > .05) {
                    measures.add(measure(i, metric));
                }
            }
        }
    }

    private static double[] calmRows() {
        double[] calm = new double[SETTLED + 1];
        Arrays.fill(calm, 1);
        return calm;
    }

    List<SeriesInfo> series() {
        return measures.stream().map(Measure::info).toList();
    }

    /// How probably nobody measures a component.
    private static double hidden(ComponentKind kind) {
        return switch (kind) {
            case ZONE -> 1;
            case ZONE_LINK -> .4;
            case THIRD_PARTY, CACHE, QUEUE, HOST -> .2;
            default -> .08;
        };
    }

    private static List<String> metrics(ComponentKind kind, Habit habit) {
        return switch (kind) {
            case SERVICE, CONSUMER -> habit.metrics;
            case ENTRY, GATEWAY, LOAD_BALANCER, DNS, THIRD_PARTY, REMOTE_SIDE ->
                    habit.metrics.subList(0, Math.min(4, habit.metrics.size()));
            case DATABASE -> List.of("qps", "latency_mean", "connections", "disk", "cpu");
            case CACHE -> List.of("qps", "latency_mean", "memory");
            case QUEUE -> List.of("rps", "queue_depth");
            case HOST -> List.of("cpu", "memory");
            case ZONE, ZONE_LINK -> List.of("latency_p50");
        };
    }

    private Measure measure(int i, String metric) {
        Node node = system.nodes.get(i);
        SeriesId id = SeriesId.of(node.name(), metric);
        SeriesInfo info = SignalRules.defaults().describe(id);
        double level =
                switch (info.signal()) {
                    case TRAFFIC -> Math.max(.02, usual.requests[SETTLED][i]);
                    case LATENCY, CLIENT_LATENCY ->
                            Math.max(.0005, usual.seconds[SETTLED][i]) * quantile(metric);
                    case CPU -> Math.clamp(node.load(), .02, .7);
                    case MEMORY -> 2e8 * Math.exp(random.nextGaussian());
                    case CONNECTIONS, DISK -> .1 + .5 * random.nextDouble();
                    default -> .5 + random.nextDouble();
                };
        if (info.signal() == Signal.CONNECTIONS || info.signal() == Signal.DISK) {
            info = SignalRules.defaults().describe(id, 1);
        }
        boolean late = random.nextDouble() < .05;
        return new Measure(
                i,
                info,
                level,
                normal.draw(info.signal(), i, random),
                metric.contains("p9") ? 1.15 : 1,
                late ? 1 + random.nextInt(2) : 0,
                random.nextDouble() < .1 ? .05 + .35 * random.nextDouble() : .003);
    }

    private static double quantile(String metric) {
        return metric.contains("p50") ? .7 : metric.contains("p9") ? 2.2 : 1;
    }

    /// The reference: nothing wrong.
    double[][] normalRows(int rows) {
        double[][] values = new double[measures.size()][rows];
        for (int s = 0; s < values.length; s++) {
            Measure m = measures.get(s);
            for (int row = 0; row < rows; row++) {
                values[s][row] = seen(m, usual, SETTLED, row);
            }
        }
        return values;
    }

    /// The rows of an incident that begins at row `start` of the normal times.
    ///
    /// @param outage row from which some series are missing, whatever the system does; beyond the
    ///   end for never
    double[][] rows(Mechanism state, int start, int rows, int outage) {
        double[][] values = new double[measures.size()][rows];
        for (int s = 0; s < values.length; s++) {
            Measure m = measures.get(s);
            boolean dropped = random.nextDouble() < .3;
            for (int row = 0; row < rows; row++) {
                int told = Math.max(0, row - m.late);
                values[s][row] =
                        (dropped && row >= outage) || state.dead[told][m.component]
                                ? Double.NaN
                                : seen(m, state, told, start + told);
            }
        }
        return values;
    }

    private double seen(Measure m, Mechanism state, int row, int normalRow) {
        double noise = m.normal[normalRow];
        if (Double.isNaN(noise) || random.nextDouble() < m.gaps) {
            return Double.NaN;
        }
        int i = m.component;
        double requests = state.requests[row][i];
        double before = usual.requests[SETTLED][i];
        double traffic = before == 0 ? 1 : requests / before;
        double slower = state.seconds[row][i] / Math.max(1e-9, usual.seconds[SETTLED][i]);
        double usually = m.level * noise;
        boolean share = m.info.unit() == Unit.RATIO;
        return switch (m.info.signal()) {
            case TRAFFIC -> usually * traffic;
            case LATENCY, CLIENT_LATENCY -> traffic == 0 ? Double.NaN : usually * rise(m, slower);
            case ERRORS -> failures(requests, noise, state, row, i);
            case AVAILABILITY -> {
                double failed = failures(requests, noise, state, row, i);
                yield (share ? 1 : 100) * (1 - failed);
            }
            case CPU ->
                    Math.min(
                            1,
                            system.nodes.get(i).kind() == ComponentKind.HOST
                                    ? usually + state.busy[row][i] * (1 - m.level)
                                    : usually
                                            * state.busy[row][i]
                                            / Math.max(.01, usual.busy[SETTLED][i]));
            case MEMORY -> usually * (1 + 2 * state.memory[row][i]);
            case DISK -> Math.clamp(usually + state.disk[row][i] * (1 - m.level), 0, 1);
            case CONNECTIONS ->
                    Math.clamp(
                            usually * Math.max(.2, traffic * slower)
                                    + state.pool[row][i] * (1 - m.level),
                            0,
                            1);
            case SATURATION ->
                    Math.max(0, usually + state.backlog[row][i] - usual.backlog[SETTLED][i]);
            case CLIENT_ERRORS, LOG_ERRORS, NETWORK, OTHER -> usually;
        };
    }

    /// A rise of the mean shows in high quantiles more and in the median less, the more so the
    /// fewer calls it is about.
    private double rise(Measure m, double slower) {
        if (m.info.id().metric().contains("p50")) {
            return 1 + (slower - 1) * system.nodes.get(m.component).narrow();
        }
        return Math.pow(slower, m.tail);
    }

    /// The share that failed among the calls of one row: of few calls a rough number.
    private double failures(double requests, double noise, Mechanism state, int row, int i) {
        double added = Math.max(0, state.failed[row][i] - usual.failed[SETTLED][i]);
        double p = Math.clamp(noise + added * (1 - noise), 0, 1);
        double calls = requests * 60;
        if (calls < 1) {
            return Double.NaN;
        }
        double sigma = Math.sqrt(p * (1 - p) / calls);
        return Math.clamp(p + sigma * random.nextGaussian(), 0, 1);
    }

    /// Whether anything that is measured shows the faults at all, so that there is something to be
    /// found.
    boolean shows(Mechanism state, int row) {
        return measures.stream().anyMatch(m -> shows(m, state, row));
    }

    private boolean shows(Measure m, Mechanism state, int row) {
        int i = m.component;
        double slower = state.seconds[row][i] / Math.max(1e-9, usual.seconds[SETTLED][i]);
        return state.dead[row][i]
                || switch (m.info.signal()) {
                    case LATENCY, CLIENT_LATENCY -> Math.abs(Math.log(rise(m, slower))) > .3;
                    case ERRORS, AVAILABILITY ->
                            state.failed[row][i] - usual.failed[SETTLED][i] > .02;
                    case CPU -> state.busy[row][i] - usual.busy[SETTLED][i] > .15;
                    case MEMORY -> state.memory[row][i] > .1;
                    case DISK -> state.disk[row][i] > .1;
                    case CONNECTIONS -> state.pool[row][i] > .3;
                    case SATURATION -> state.backlog[row][i] - usual.backlog[SETTLED][i] > 3;
                    case TRAFFIC ->
                            state.requests[row][i] < .7 * usual.requests[SETTLED][i]
                                    || state.requests[row][i] > 1.5 * usual.requests[SETTLED][i];
                    case CLIENT_ERRORS, LOG_ERRORS, NETWORK, OTHER -> false;
                };
    }
}
