package dev.faultline.cause;

import dev.faultline.cause.evidence.CauseParameters;
import dev.faultline.cause.evidence.ComponentEvidence;
import dev.faultline.cause.evidence.EvidenceModel;
import dev.faultline.cause.evidence.LearnedStrengths;
import dev.faultline.cause.evidence.NetworkBuilder;
import dev.faultline.cause.inference.CauseNetwork;
import dev.faultline.cause.inference.Evidence;
import dev.faultline.model.SeriesId;
import dev.faultline.model.SeriesInfo;
import dev.faultline.model.ServiceId;
import dev.faultline.model.Signal;
import dev.faultline.model.Unit;
import dev.faultline.signal.Deviation;
import dev.faultline.signal.Method;
import dev.faultline.topology.Component;
import dev.faultline.topology.ComponentKind;
import dev.faultline.topology.Dependency;
import dev.faultline.topology.DependencyKind;
import dev.faultline.topology.Topology;
import java.time.Instant;
import java.util.List;

/// web → shop → db, and beside them shop → cache.
final class Shop {
    static final Instant ONSET = Instant.parse("2025-04-19T04:17:00Z");
    static final ServiceId WEB = new ServiceId("web");
    static final ServiceId SHOP = new ServiceId("shop");
    static final ServiceId DB = new ServiceId("db");
    static final ServiceId CACHE = new ServiceId("cache");
    static final CauseParameters P = CauseParameters.DEFAULT;

    private Shop() {}

    static Topology topology() {
        List<Component> components =
                List.of(WEB, SHOP, DB, CACHE).stream()
                        .map(id -> new Component(id, ComponentKind.SERVICE, "shop-team", 2))
                        .toList();
        return Topology.of(
                        "test",
                        components,
                        List.of(calls(WEB, SHOP), calls(SHOP, DB), calls(SHOP, CACHE)))
                .topology();
    }

    private static Dependency calls(ServiceId from, ServiceId to) {
        return new Dependency(from, to, DependencyKind.CALLS, 1);
    }

    /// All slow but the cache, which nobody measures.
    static List<Deviation> slow() {
        return List.of(latency(WEB, 9), latency(SHOP, 10), latency(DB, 7));
    }

    /// By the network alone: what is shown may be recalibrated by experience.
    static Diagnosis diagnose(List<Deviation> deviations) {
        return new Diagnostician(new CauseModel(P, LearnedStrengths.NONE, Recalibration.none()))
                .diagnose(topology(), deviations, List.of(), ONSET);
    }

    static CauseNetwork network(List<Deviation> deviations) {
        return new NetworkBuilder(P).network(topology(), deviations);
    }

    static Evidence evidence(List<Deviation> deviations) {
        List<ComponentEvidence> seen =
                new EvidenceModel(P).of(topology(), deviations, List.of(), ONSET);
        return new Evidence(
                seen.stream().mapToDouble(e -> e.trouble(P)).toArray(),
                seen.stream().mapToDouble(e -> e.fault(P)).toArray());
    }

    static Pins pins(Pin... pins) {
        Pins all = Pins.NONE;
        for (Pin pin : pins) {
            all = all.with(pin, ONSET.plusSeconds(all.entries().size()), "ines");
        }
        return all;
    }

    static Deviation latency(ServiceId service, double z) {
        SeriesInfo series =
                new SeriesInfo(
                        SeriesId.of(service.value(), "latency_mean"), Unit.SECONDS, Signal.LATENCY);
        return new Deviation(
                series, 0, 0.1 + 0.01 * z, 0.1, 0.1, 0.01, z, z, 1, 1, Method.REFERENCE);
    }
}
