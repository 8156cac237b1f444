package dev.faultline.topology;

import dev.faultline.model.Notice;
import dev.faultline.model.ServiceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Which names of several sources mean the same component. Besides the same spelling there are
/// three rules, each of which needs the other name to be there and to be the only one it fits:
/// another case (`Checkout`, `checkout`), a namespace before it (`shop/checkout`, `checkout`), and
/// the hashes that Kubernetes adds to a pod (`checkout-5f6585d649-fnmft`, `checkout`). Each match
/// is told. Anything else is two components until a person says that they are one.
final class NameMatch {
    private static final Pattern POD = Pattern.compile("(.+)-[0-9a-f]{6,10}-[a-z0-9]{5}");

    /// Longer names are compared as they are.
    private static final int LONGEST = 300;

    private final Map<ServiceId, ServiceId> kept = new HashMap<>();
    private final List<Notice> notices = new ArrayList<>();

    private NameMatch() {}

    static NameMatch of(List<Topology> sources) {
        NameMatch match = new NameMatch();
        if (sources.stream().filter(source -> source.size() > 0).count() > 1) {
            match.find(sources);
        }
        return match;
    }

    /// What a component is called in the end.
    ServiceId of(ServiceId id) {
        return kept.getOrDefault(id, id);
    }

    List<Notice> notices() {
        return notices;
    }

    private void find(List<Topology> sources) {
        // The last source's names first: they are the ones to keep.
        Set<ServiceId> all = new LinkedHashSet<>();
        for (Topology source : sources.reversed()) {
            source.components().forEach(component -> all.add(component.id()));
        }
        Map<String, List<ServiceId>> byKey = new HashMap<>();
        for (ServiceId id : all) {
            byKey.computeIfAbsent(lower(id.value()), _ -> new ArrayList<>()).add(id);
        }
        Map<String, Set<String>> inNamespaces = new HashMap<>();
        for (String key : byKey.keySet()) {
            int slash = key.lastIndexOf('/');
            if (slash > 0) {
                inNamespaces
                        .computeIfAbsent(key.substring(slash + 1), _ -> new LinkedHashSet<>())
                        .add(key);
            }
        }
        for (ServiceId id : all) {
            String key = lower(id.value());
            ServiceId same = first(byKey, key);
            if (!same.equals(id)) {
                match(id, same, "written in another case");
                continue;
            }
            String plain = key.substring(key.lastIndexOf('/') + 1);
            if (!plain.equals(key)
                    && inNamespaces.getOrDefault(plain, Set.of()).size() == 1
                    && byKey.containsKey(plain)) {
                match(id, first(byKey, plain), "with its namespace");
                continue;
            }
            Matcher pod = POD.matcher(key);
            if (key.length() <= LONGEST && pod.matches() && byKey.containsKey(pod.group(1))) {
                match(id, first(byKey, pod.group(1)), "one pod of it");
            }
        }
    }

    private static ServiceId first(Map<String, List<ServiceId>> byKey, String key) {
        return Objects.requireNonNull(byKey.get(key), key).getFirst();
    }

    private void match(ServiceId id, ServiceId same, String how) {
        kept.put(id, same);
        notices.add(Notice.info("'" + id + "' is taken for '" + same + "': " + how + "."));
    }

    private static String lower(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
