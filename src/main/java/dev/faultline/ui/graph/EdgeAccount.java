package dev.faultline.ui.graph;

import dev.faultline.cause.WhatIf;
import dev.faultline.engine.Snapshot;
import dev.faultline.topology.Dependency;
import dev.faultline.ui.Readouts;
import dev.faultline.ui.Words;
import dev.faultline.ui.Workbench;
import dev.faultline.ui.graph.GraphCut.Tie;
import dev.faultline.wording.GraphWords;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What is told of a line of the graph: the dependency, who saw it and when, and how much of the
/// caller's trouble comes from the callee. That is by how much P(caller in trouble) would fall if
/// the callee were held healthy, as in *What if*; it is worked out beside the FX thread.
public final class EdgeAccount {
    /// Of so many dependencies behind one line each is named.
    private static final int NAMED = 6;

    private final Workbench workbench;
    private final Words words;
    private final GraphWords sentences;
    private @Nullable Tie asked;
    private @Nullable Tie waiting;
    private boolean busy;

    public EdgeAccount(Workbench workbench, Words words, GraphWords sentences) {
        this.workbench = workbench;
        this.words = words;
        this.sentences = sentences;
    }

    /// Tells of a line at once, and a second time with the figure when it is worked out, unless
    /// another one is asked for meanwhile.
    public void tell(Tie tie, Consumer<String> screen) {
        String first = dependencies(tie);
        screen.accept(first);
        asked = tie;
        if (tie.dependencies().size() == 1) {
            waiting = tie;
            next(screen);
        }
    }

    private void next(Consumer<String> screen) {
        Tie tie = waiting;
        Snapshot shown = workbench.snapshotProperty().get();
        if (busy || tie == null || shown == null) {
            return;
        }
        waiting = null;
        busy = true;
        workbench.workOut(
                () -> explained(shown, tie.dependencies().getFirst(), words),
                figure -> {
                    busy = false;
                    if (tie.equals(asked) && figure.isPresent()) {
                        screen.accept(dependencies(tie) + "\n" + figure.get());
                    }
                    next(screen);
                });
    }

    private String dependencies(Tie tie) {
        List<Dependency> all = tie.dependencies();
        Stream<String> named = all.stream().limit(NAMED).map(sentences::dependency);
        Stream<String> more =
                all.size() > NAMED
                        ? Stream.of(words.get("graph.edge.more", all.size() - NAMED))
                        : Stream.empty();
        return Stream.concat(named, more).collect(Collectors.joining("\n"));
    }

    /// How much of the caller's trouble would go with the callee's, as a sentence; empty where
    /// nothing is known of one of them.
    static Optional<String> explained(Snapshot shown, Dependency dependency, Words words) {
        if (!shown.topology().contains(dependency.to())) {
            return Optional.empty();
        }
        WhatIf held = shown.diagnosis().whatIf(dependency.to());
        return held.effects().stream()
                .filter(effect -> effect.service().equals(dependency.from()))
                .findFirst()
                .map(effect ->
                        words.get(
                                "graph.edge.explains",
                                dependency.to().value(),
                                dependency.from().value(),
                                Readouts.percent(
                                        effect.before() <= 0
                                                ? 0
                                                : Math.max(0, effect.relief() / effect.before())),
                                Readouts.percent(effect.before()),
                                Readouts.percent(effect.after())));
    }
}
