package dev.faultline.source.meaning;

import dev.faultline.model.ServiceId;
import dev.faultline.model.Signal;
import dev.faultline.model.SignalRules;
import dev.faultline.settings.Settings;
import dev.faultline.source.format.RawSeries;
import dev.faultline.topology.ComponentKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Says of each raw series which component it was measured on and what its numbers mean. Not
/// thread-safe: what was found out is remembered.
public final class MappingRules {
    /// What of a sender's description tells instances, or systems of the same name, from each
    /// other; the rest (SDK, versions, process) changes with each deploy and would begin a new
    /// series.
    private static final Set<String> KEPT_OF_RESOURCE =
            Set.of(
                    "service_namespace",
                    "service_instance_id",
                    "deployment_environment",
                    "deployment_environment_name",
                    "k8s_cluster_name",
                    "k8s_namespace_name",
                    "k8s_pod_name",
                    "k8s_container_name",
                    "k8s_node_name",
                    "container_id",
                    "container_name",
                    "host",
                    "host_name",
                    "hostname",
                    "host_id");

    /// Labels of points that change with each deploy, and those that only say who asked.
    private static final Set<String> LEFT_OUT =
            Set.of(
                    "name",
                    "job",
                    "version",
                    "service_version",
                    "app_kubernetes_io_version",
                    "pod_template_hash",
                    "controller_revision_hash",
                    "prometheus",
                    "prometheus_replica",
                    "endpoint",
                    "le",
                    "quantile",
                    "reporter",
                    "span_kind",
                    "otel_scope_name",
                    "otel_scope_version",
                    "telemetry_sdk_language",
                    "telemetry_sdk_name",
                    "telemetry_sdk_version");

    /// Label names are few and labels many.
    private static final int REMEMBERED = 20_000;

    private final ServiceNames names = new ServiceNames();
    private final Readings readings = new Readings();
    private final Map<String, String> normalised = new HashMap<>();

    private final List<UserRule> own;

    /// @param settings the user's own rules: they come before those of the program
    public MappingRules(Settings.Mapping settings) {
        own = settings.rules().stream().map(UserRule::new).toList();
    }

    /// The rules that come with the program.
    public static MappingRules defaults() {
        return new MappingRules(Settings.DEFAULT.mapping());
    }

    /// What a raw series is about.
    sealed interface Meaning {
        /// A series of a component.
        ///
        /// @param raw as it came, masked
        /// @param told its labels and those of its sender, by normalised name
        /// @param labels what tells it from others of the same metric and component
        /// @param sender whose clock measured it
        /// @param own the user's rule that it fits; null for none
        /// @param said its signal, where its producer says so; null where it is to be told
        record Watched(
                RawSeries raw,
                ServiceId service,
                ComponentKind kind,
                Map<String, String> told,
                SortedMap<String, String> labels,
                String sender,
                @Nullable UserRule own,
                @Nullable Signal said)
                implements Meaning {}

        /// A person does not want it.
        record Dropped() implements Meaning {}

        /// Nobody knows a component for it.
        ///
        /// @param why what is missing
        record Unassigned(String why) implements Meaning {}
    }

    /// @param raw masked
    Meaning meaning(RawSeries raw) {
        Map<String, String> resource = byName(raw.resource());
        Map<String, String> labels = byName(raw.labels());
        String metric = normalised(raw.metric());
        Map<String, String> told = new HashMap<>(labels);
        told.putAll(resource);
        UserRule rule = own.stream().filter(r -> r.fits(raw, told)).findFirst().orElse(null);
        if (rule != null && rule.drops()) {
            return new Meaning.Dropped();
        }
        Optional<ServiceNames.Owner> owner =
                rule == null ? Optional.empty() : rule.owner(raw, told);
        Signal said = said(raw);
        if (owner.isEmpty() && said != null) {
            owner = ServiceNames.said(resource);
        }
        if (owner.isEmpty()) {
            owner = names.owner(metric, resource, labels);
        }
        if (owner.isEmpty()) {
            return new Meaning.Unassigned(
                    told.isEmpty()
                            ? "it has no labels"
                            : "none of its labels names a service or host");
        }
        ServiceNames.Owner by = owner.get();
        return new Meaning.Watched(
                raw,
                new ServiceId(by.service()),
                by.kind(),
                told,
                said == null ? kept(raw, by.label()) : allBut(raw.labels(), RawSeries.SIGNAL),
                ServiceNames.host(resource, labels).orElse(by.service()),
                rule,
                said);
    }

    /// The signal that a producer names; null where it names none that there is.
    private static @Nullable Signal said(RawSeries raw) {
        String name = raw.labels().get(RawSeries.SIGNAL);
        return Stream.of(Signal.values())
                .filter(signal -> signal.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private static SortedMap<String, String> allBut(SortedMap<String, String> labels, String name) {
        SortedMap<String, String> rest = new TreeMap<>(labels);
        rest.remove(name);
        return rest;
    }

    private SortedMap<String, String> kept(RawSeries raw, String owner) {
        SortedMap<String, String> kept = new TreeMap<>();
        raw.resource()
                .forEach((name, value) -> {
                    String plain = normalised(name);
                    if (KEPT_OF_RESOURCE.contains(plain) && !plain.equals(owner)) {
                        kept.put(name, value);
                    }
                });
        raw.labels()
                .forEach((name, value) -> {
                    String plain = normalised(name);
                    if (!LEFT_OUT.contains(plain) && !plain.equals(owner)) {
                        kept.put(name, value);
                    }
                });
        return kept;
    }

    /// The normalised name of what a series measures.
    String metric(Meaning.Watched of) {
        return normalised(of.raw().metric());
    }

    /// How points of single numbers are to be read.
    Reading point(Meaning.Watched of) {
        RawSeries raw = of.raw();
        UserRule rule = of.own();
        if (of.said() != null) {
            Reading asSaid = Reading.said(raw.metric(), of.said(), raw.unit());
            return rule == null ? asSaid : rule.over(asSaid);
        }
        if (rule == null) {
            return readings.point(
                    raw.metric(), normalised(raw.metric()), raw.unit(), raw.kind(), of.told());
        }
        return rule.over(
                readings.point(
                        raw.metric(),
                        normalised(raw.metric()),
                        rule.unit(raw.unit()),
                        rule.kind(raw.kind()),
                        of.told()));
    }

    /// How points that are distributions are to be read.
    Reading distribution(Meaning.Watched of) {
        RawSeries raw = of.raw();
        UserRule rule = of.own();
        return rule == null
                ? readings.distribution(raw.metric(), raw.unit(), of.told())
                : rule.over(readings.distribution(raw.metric(), rule.unit(raw.unit()), of.told()));
    }

    /// The labels of a series without those that tell parts of one value from each other.
    SortedMap<String, String> without(SortedMap<String, String> labels, Set<String> folded) {
        if (folded.isEmpty()) {
            return labels;
        }
        SortedMap<String, String> rest = new TreeMap<>(labels);
        rest.keySet().removeIf(name -> folded.contains(normalised(name)));
        return rest;
    }

    private Map<String, String> byName(Map<String, String> labels) {
        Map<String, String> plain = new HashMap<>();
        labels.forEach((name, value) -> plain.putIfAbsent(normalised(name), value));
        return plain;
    }

    private String normalised(String label) {
        if (normalised.size() > REMEMBERED) {
            normalised.clear();
        }
        return normalised.computeIfAbsent(label, SignalRules::normalised);
    }
}
