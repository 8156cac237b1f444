package dev.faultline.cause.evidence;

import dev.faultline.model.LogSeries;
import dev.faultline.model.SeriesInfo;
import dev.faultline.topology.Dependency;
import dev.faultline.topology.DependencyKind;
import dev.faultline.topology.Topology;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Which of the components that another one calls its log speaks of: `connection refused to
/// payments-db` in the log of `payments` names `payments-db`.
///
/// A name counts as a word of a template, whatever its case; `ledger` is not named by `ledger-db`.
/// Digits of a name are values in a template, so that `shard1` and `shard2` look alike there: where
/// a component calls both, neither is named. Only what a component depends on by a call or a queue
/// can be named: that it names its own caller, or somebody else, says nothing.
final class Mentions {
    private static final String VALUE = "<*>";

    /// A shorter name is a word like others.
    private static final int SHORTEST = 3;

    private final Topology topology;

    /// By component: what its callees are called in a template, and which they are; -1 for several.
    private final Map<Integer, Map<String, Integer>> names = new HashMap<>();

    Mentions(Topology topology) {
        this.topology = topology;
    }

    /// The components that the lines of a series name, each once.
    List<Integer> of(SeriesInfo series) {
        Optional<String> template = LogSeries.template(series.id());
        int from = topology.indexOf(series.service());
        if (template.isEmpty() || from < 0) {
            return List.of();
        }
        String text = template.get().toLowerCase(Locale.ROOT);
        Set<Integer> named = new HashSet<>();
        List<Integer> inOrder = new ArrayList<>();
        names.computeIfAbsent(from, this::callees)
                .forEach((name, callee) -> {
                    if (callee >= 0 && isWord(text, name) && named.add(callee)) {
                        inOrder.add(callee);
                    }
                });
        inOrder.sort(Integer::compare);
        return inOrder;
    }

    private Map<String, Integer> callees(int component) {
        Map<String, Integer> callees = new HashMap<>();
        for (Dependency d : topology.dependencies()) {
            boolean talks =
                    d.kind() != DependencyKind.RUNS_ON && d.kind() != DependencyKind.IN_ZONE;
            if (talks && topology.indexOf(d.from()) == component) {
                String name = d.to().value().toLowerCase(Locale.ROOT).replaceAll("\\d+", VALUE);
                if (name.length() >= SHORTEST) {
                    callees.merge(name, topology.indexOf(d.to()), (a, b) -> a.equals(b) ? a : -1);
                }
            }
        }
        return callees;
    }

    private static boolean isWord(String text, String name) {
        for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
            int end = at + name.length();
            boolean begins = at == 0 || !isPart(text.charAt(at - 1));
            if (begins && (end == text.length() || !isPart(text.charAt(end)))) {
                return true;
            }
        }
        return false;
    }

    private static boolean isPart(char c) {
        return Character.isLetterOrDigit(c) || c == '-' || c == '_' || c == '<';
    }
}
