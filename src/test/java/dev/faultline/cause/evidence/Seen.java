package dev.faultline.cause.evidence;

import dev.faultline.model.SeriesId;
import dev.faultline.model.SeriesInfo;
import dev.faultline.model.ServiceId;
import dev.faultline.model.Signal;
import dev.faultline.model.Unit;
import dev.faultline.signal.Deviation;
import dev.faultline.signal.Method;
import dev.faultline.signal.Reliability;
import dev.faultline.topology.Component;
import dev.faultline.topology.ComponentKind;
import dev.faultline.topology.Dependency;
import dev.faultline.topology.DependencyKind;
import dev.faultline.topology.Topology;
import java.util.List;

/// What was seen of a small system, in few words.
final class Seen {
    private Seen() {}

    static ServiceId id(String name) {
        return new ServiceId(name);
    }

    static Component component(String name, ComponentKind kind) {
        return new Component(id(name), kind, "team", 2);
    }

    static Dependency edge(String from, DependencyKind kind, String to) {
        return new Dependency(id(from), id(to), kind, 1);
    }

    static Topology system(List<Component> components, Dependency... edges) {
        return Topology.of("test", components, List.of(edges)).topology();
    }

    /// A series that is and was always there.
    static Deviation series(
            String service, Signal signal, double observed, double expected, double z) {
        return series(service, signal, observed, expected, z, 0, Double.NaN);
    }

    static Deviation series(
            String service,
            Signal signal,
            double observed,
            double expected,
            double z,
            double precedent,
            double departed) {
        return new Deviation(
                info(service, signal),
                0,
                observed,
                expected,
                expected,
                1,
                z,
                z,
                1,
                1,
                precedent,
                departed,
                Method.REFERENCE,
                Reliability.FINE);
    }

    /// A series that used to report and does not any more.
    static Deviation gone(String service, Signal signal) {
        double none = Double.NaN;
        return new Deviation(
                info(service, signal),
                0,
                none,
                1,
                1,
                1,
                none,
                none,
                0,
                1,
                none,
                none,
                Method.REFERENCE,
                Reliability.FINE);
    }

    private static SeriesInfo info(String service, Signal signal) {
        Unit unit =
                switch (signal) {
                    case TRAFFIC, LOG_ERRORS -> Unit.PER_SECOND;
                    case LATENCY, CLIENT_LATENCY -> Unit.SECONDS;
                    case ERRORS, CLIENT_ERRORS, CPU, DISK, CONNECTIONS -> Unit.RATIO;
                    case AVAILABILITY -> Unit.PERCENT;
                    case MEMORY -> Unit.BYTES;
                    case SATURATION, NETWORK, OTHER -> Unit.COUNT;
                };
        return new SeriesInfo(
                SeriesId.of(service, signal.name().toLowerCase(java.util.Locale.ROOT) + "_mean"),
                unit,
                signal);
    }
}
