package dev.faultline.source.meaning;

import dev.faultline.source.format.LogLine;
import dev.faultline.topology.ComponentKind;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Which component a series was measured on, told by its labels. What exporters measure on behalf
/// of others (hosts, containers, consumer groups, the far side of a proxy) is not told by the job
/// that asked for it, so the name of the metric decides which labels are looked at.
final class ServiceNames {
    private static final List<String> SERVICES =
            List.of(
                    "service_name",
                    "service",
                    "app",
                    "app_name",
                    "application",
                    "app_kubernetes_io_name",
                    "k8s_app",
                    "k8s_deployment_name",
                    "k8s_statefulset_name",
                    "k8s_daemonset_name",
                    "k8s_cronjob_name",
                    "deployment",
                    "job");

    private static final List<String> HOSTS =
            List.of(
                    "host_name",
                    "hostname",
                    "host",
                    "nodename",
                    "k8s_node_name",
                    "node_name",
                    "node",
                    "instance",
                    "host_id");

    private static final List<String> WORKLOADS =
            List.of(
                    "k8s_deployment_name",
                    "deployment",
                    "k8s_statefulset_name",
                    "statefulset",
                    "k8s_daemonset_name",
                    "daemonset",
                    "service_name",
                    "app",
                    "label_app",
                    "k8s_pod_name",
                    "pod",
                    "pod_name",
                    "container_name",
                    "k8s_container_name",
                    "container",
                    "name");

    /// Labels that name a pod: its last parts are of the pod, not of its workload.
    private static final Set<String> PODS = Set.of("k8s_pod_name", "pod", "pod_name");

    private static final Pattern POD_HASHES =
            Pattern.compile(
                    "(.+?)(-[0-9a-f]{6,10}-[a-z0-9]{5}|-[bcdfghjklmnpqrstvwxz2456789]{5}|-\\d{1,3})");

    private static final Pattern PORT = Pattern.compile("(.+?):\\d{1,5}");

    private static final List<Way> WAYS =
            List.of(
                    new Way(
                            "istio_.*",
                            List.of(
                                    "destination_service_name",
                                    "destination_canonical_service",
                                    "destination_workload",
                                    "destination_app"),
                            ComponentKind.SERVICE),
                    new Way("traces_service_graph_.*", List.of("server"), ComponentKind.SERVICE),
                    new Way(
                            "kafka_consumer_?group_.*",
                            List.of("consumergroup", "consumer_group", "group"),
                            ComponentKind.CONSUMER),
                    new Way(
                            "(node|system|windows|k8s_node|kubelet_node|machine)_.*",
                            HOSTS,
                            ComponentKind.HOST),
                    new Way(
                            "(container|docker|docker_container|kube|kubernetes|k8s)_.*",
                            WORKLOADS,
                            ComponentKind.SERVICE),
                    // lines of logs: of whoever wrote them, at last by the name of the logger
                    new Way(LogLine.SERIES, SERVICES, ComponentKind.SERVICE),
                    new Way(LogLine.SERIES, WORKLOADS, ComponentKind.SERVICE),
                    new Way(LogLine.SERIES, List.of("logger"), ComponentKind.SERVICE));

    /// Names are few and series many.
    private static final int REMEMBERED = 20_000;

    private final Map<String, List<Way>> ways = new HashMap<>();

    /// The component, and the labels that said so.
    ///
    /// @param label normalised name of the label
    record Owner(String service, ComponentKind kind, String label) {}

    /// @param metrics normalised names that it is about
    private record Way(Pattern metrics, List<String> labels, ComponentKind kind) {
        Way(String metrics, List<String> labels, ComponentKind kind) {
            this(Pattern.compile(metrics), labels, kind);
        }
    }

    /// The component of a series; empty where no label names one.
    ///
    /// @param metric its normalised name
    /// @param resource what its sender said of itself, by normalised name
    /// @param labels all else, by normalised name
    Optional<Owner> owner(String metric, Map<String, String> resource, Map<String, String> labels) {
        if (ways.size() > REMEMBERED) {
            ways.clear();
        }
        for (Way way :
                ways.computeIfAbsent(
                        metric,
                        m ->
                                WAYS.stream()
                                        .filter(w -> w.metrics().matcher(m).matches())
                                        .toList())) {
            Optional<Owner> owner = first(way.labels(), way.kind(), resource, labels);
            if (owner.isPresent()) {
                return owner;
            }
        }
        return first(SERVICES, ComponentKind.SERVICE, resource, labels)
                .or(() -> first(HOSTS, ComponentKind.HOST, resource, labels));
    }

    /// The component that a sender names, as it stands; empty where it names none.
    static Optional<Owner> said(Map<String, String> resource) {
        return Stream.of("service_name", "service")
                .filter(name -> !resource.getOrDefault(name, "").isBlank())
                .map(name ->
                        new Owner(resource.getOrDefault(name, ""), ComponentKind.SERVICE, name))
                .findFirst();
    }

    /// The host that a series was measured on; empty where no label names one.
    static Optional<String> host(Map<String, String> resource, Map<String, String> labels) {
        return first(HOSTS, ComponentKind.HOST, resource, labels).map(Owner::service);
    }

    /// Whether a label names a host.
    static boolean isHost(String label) {
        return HOSTS.contains(label);
    }

    private static Optional<Owner> first(
            List<String> names,
            ComponentKind kind,
            Map<String, String> resource,
            Map<String, String> labels) {
        for (String name : names) {
            String value = resource.getOrDefault(name, labels.getOrDefault(name, "")).strip();
            // What an OpenTelemetry SDK writes where nobody gave the service a name.
            if (value.isEmpty() || value.startsWith("unknown_service")) {
                continue;
            }
            return Optional.of(new Owner(cleaned(name, kind, value), kind, name));
        }
        return Optional.empty();
    }

    private static String cleaned(String label, ComponentKind kind, String value) {
        Pattern tail = PODS.contains(label) ? POD_HASHES : kind == ComponentKind.HOST ? PORT : null;
        if (tail == null) {
            return value;
        }
        var found = tail.matcher(value);
        return found.matches() ? found.group(1) : value;
    }
}
