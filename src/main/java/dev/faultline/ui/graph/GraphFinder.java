package dev.faultline.ui.graph;

import dev.faultline.model.ServiceId;
import dev.faultline.topology.Component;
import dev.faultline.ui.Words;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import javafx.beans.property.SimpleStringProperty;
import javafx.beans.property.StringProperty;

/// Finds components by name or team, also those that are not drawn: what is found is marked, and
/// one after the other is selected, which draws it.
public final class GraphFinder {
    private final GraphViewModel model;
    private final StringProperty wanted = new SimpleStringProperty("");
    private final ReadOnlyObjectWrapper<Set<GraphItem>> marks =
            new ReadOnlyObjectWrapper<>(Set.of());
    private final ReadOnlyStringWrapper found = new ReadOnlyStringWrapper("");
    private final Words words;
    private List<ServiceId> matches = List.of();

    public GraphFinder(GraphViewModel model, Words words) {
        this.model = model;
        this.words = words;
        wanted.addListener((p, before, now) -> search());
        model.drawingProperty().addListener((p, before, now) -> search());
    }

    public StringProperty wantedProperty() {
        return wanted;
    }

    /// The nodes that show what was found.
    public ReadOnlyObjectProperty<Set<GraphItem>> marksProperty() {
        return marks.getReadOnlyProperty();
    }

    /// How many were found; empty while nothing is looked for.
    public ReadOnlyStringProperty foundProperty() {
        return found.getReadOnlyProperty();
    }

    private void search() {
        String part = wanted.get().strip().toLowerCase(Locale.ROOT);
        GraphCut cut = model.drawingProperty().get().cut();
        matches =
                part.isEmpty()
                        ? List.of()
                        : cut.topology().components().stream()
                                .filter(c -> matches(c, part))
                                .map(Component::id)
                                .sorted()
                                .toList();
        marks.set(
                matches.stream()
                        .map(cut::showing)
                        .flatMap(Optional::stream)
                        .collect(Collectors.toUnmodifiableSet()));
        long outside = matches.stream().filter(id -> cut.showing(id).isEmpty()).count();
        found.set(
                part.isEmpty()
                        ? ""
                        : outside == 0
                                ? words.get("graph.found", matches.size())
                                : words.get("graph.found.outside", matches.size(), outside));
    }

    private static boolean matches(Component component, String part) {
        return component.id().value().toLowerCase(Locale.ROOT).contains(part)
                || component.team().toLowerCase(Locale.ROOT).contains(part);
    }

    /// Selects the next one of what was found.
    void next() {
        if (!matches.isEmpty()) {
            int at = matches.indexOf(model.selectionProperty().get());
            model.select(new GraphItem.One(matches.get((at + 1) % matches.size())));
        }
    }
}
