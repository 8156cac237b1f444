package dev.faultline.ui.graph;

import dev.faultline.cause.RankedCause;
import dev.faultline.cause.Ranking;
import dev.faultline.cause.WhatIf;
import dev.faultline.engine.Snapshot;
import dev.faultline.model.ServiceId;
import dev.faultline.topology.Topology;
import dev.faultline.ui.Readouts;
import dev.faultline.ui.Words;
import dev.faultline.ui.Workbench;
import dev.faultline.ui.WorkbenchState;
import dev.faultline.ui.graph.GraphPlan.Spot;
import dev.faultline.ui.graph.Lens.Arrangement;
import dev.faultline.ui.graph.Lens.Place;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import javafx.beans.property.ObjectProperty;
import javafx.beans.property.ReadOnlyObjectProperty;
import javafx.beans.property.ReadOnlyObjectWrapper;
import javafx.beans.property.ReadOnlyStringProperty;
import javafx.beans.property.ReadOnlyStringWrapper;
import org.jspecify.annotations.Nullable;

/// What the dependency graph shows: which part of it, where each node lies and how it looks. What
/// takes time is worked out beside the FX thread, the newest question alone is answered.
///
/// Over 300 lines: the lens, and the two answers that follow from it, share one state.
public final class GraphViewModel {
    /// What stands in the region.
    public enum State {
        /// Nothing is open.
        NOTHING,
        /// The first layout is being worked out.
        LAYING_OUT,
        /// No component is known.
        NO_COMPONENTS,
        SHOWN
    }

    private final Workbench workbench;
    private final Words words;
    private final Executor background;
    private final Executor fx;
    private final Plans plans = new Plans();
    private final ReadOnlyObjectWrapper<Drawing> drawing =
            new ReadOnlyObjectWrapper<>(Drawing.NOTHING);
    private final ReadOnlyObjectWrapper<List<NodeLook>> looks =
            new ReadOnlyObjectWrapper<>(List.of());
    private final ReadOnlyObjectWrapper<Lens> lens = new ReadOnlyObjectWrapper<>(Lens.START);
    private final ReadOnlyObjectWrapper<State> state = new ReadOnlyObjectWrapper<>(State.NOTHING);
    private final ReadOnlyStringWrapper summary = new ReadOnlyStringWrapper("");
    private final Deque<Place> before = new ArrayDeque<>();
    private Topology topology = Topology.empty();
    private @Nullable Question last;

    /// Which question is the newest, and which one was answered last: of where, and of how.
    private int askedWhere;

    private int answeredWhere;
    private int askedHow;
    private int answeredHow;

    /// How many dependencies there were when all of it was laid out, and what was looked at then.
    private int laidOut;

    private Lens shownThrough = Lens.START;
    private Set<ServiceId> acting = Set.of();

    /// @param background runs the layout, off the FX thread
    public GraphViewModel(Workbench workbench, Words words, Executor background, Executor fx) {
        this.workbench = workbench;
        this.words = words;
        this.background = background;
        this.fx = fx;
        workbench.stateProperty().addListener((p, old, now) -> follow(now));
        workbench.snapshotProperty().addListener((p, old, now) -> follow(now));
        workbench.selectionProperty().addListener((p, old, now) -> cut());
        workbench.insights().whatIfProperty().addListener((p, old, now) -> look());
    }

    /// What the drawn part follows from.
    private record Question(
            Topology topology, List<ServiceId> suspects, Lens lens, @Nullable ServiceId selected) {}

    /// Flags components that something is being done to, from now on only these.
    public void acting(Set<ServiceId> components) {
        acting = Set.copyOf(components);
        look();
    }

    public ReadOnlyObjectProperty<Drawing> drawingProperty() {
        return drawing.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<List<NodeLook>> looksProperty() {
        return looks.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<Lens> lensProperty() {
        return lens.getReadOnlyProperty();
    }

    public ReadOnlyObjectProperty<State> stateProperty() {
        return state.getReadOnlyProperty();
    }

    /// How much of it is drawn: `150 of 2,140 components, 12 groups`.
    public ReadOnlyStringProperty summaryProperty() {
        return summary.getReadOnlyProperty();
    }

    public ObjectProperty<@Nullable ServiceId> selectionProperty() {
        return workbench.selectionProperty();
    }

    /// Whether a layout or a look is being worked out.
    public boolean planning() {
        return askedWhere != answeredWhere || askedHow != answeredHow;
    }

    String word(String key, Object... arguments) {
        return words.get(key, arguments);
    }

    /// A person chose a node; of a folded team its most suspect component is shown everywhere.
    public void select(@Nullable GraphItem item) {
        workbench.select(
                switch (item) {
                    case null -> null;
                    case GraphItem.One(ServiceId service) -> service;
                    case GraphItem.Folded folded -> first(folded);
                });
    }

    /// The node of what is selected, where it is drawn.
    Optional<GraphItem> selected() {
        return Optional.ofNullable(workbench.selectionProperty().get())
                .flatMap(drawing.get().cut()::showing);
    }

    private @Nullable ServiceId first(GraphItem.Folded item) {
        Collection<ServiceId> members = Set.copyOf(drawing.get().cut().members(item));
        Snapshot shown = workbench.snapshotProperty().get();
        Stream<ServiceId> ranked =
                shown == null
                        ? Stream.empty()
                        : shown.diagnosis().ranking().causes().stream().map(RankedCause::service);
        return Stream.concat(ranked, members.stream())
                .filter(members::contains)
                .findFirst()
                .orElse(null);
    }

    /// Goes into a node: to what lies around a component, or to the components of a team.
    void enter(GraphItem item) {
        go(
                switch (item) {
                    case GraphItem.One(ServiceId service) -> new Place.Of(service);
                    case GraphItem.Folded(String team) -> new Place.OfTeam(team);
                });
    }

    /// Goes to another place; [#back()] leads back.
    void go(Place place) {
        if (!place.equals(lens.get().place())) {
            before.push(lens.get().place());
            Lens there = lens.get().at(place);
            look(
                    place instanceof Place.OfTeam(String team) && there.folded().contains(team)
                            ? there.turning(team)
                            : there);
        }
    }

    /// Goes back to where the person was before; at the beginning it stays.
    void back() {
        if (!before.isEmpty()) {
            look(lens.get().at(before.pop()));
        }
    }

    /// What the breadcrumbs lead to: everything, the team, the component.
    List<Place> crumbs() {
        return switch (lens.get().place()) {
            case Place.All all -> List.of(all);
            case Place.OfTeam team -> List.of(new Place.All(), team);
            case Place.Of of -> {
                int i = topology.indexOf(of.service());
                String team = i < 0 ? "" : topology.component(i).team();
                yield team.isEmpty()
                        ? List.of(new Place.All(), of)
                        : List.of(new Place.All(), new Place.OfTeam(team), of);
            }
        };
    }

    String crumb(Place place) {
        return switch (place) {
            case Place.All _ -> words.get("graph.all");
            case Place.OfTeam(String team) -> team;
            case Place.Of(ServiceId service) -> service.value();
        };
    }

    void hops(int hops) {
        look(lens.get().hops(Math.clamp(hops, 0, Lens.FARTHEST)));
    }

    /// Whether hops make a difference: a small system is drawn whole.
    boolean hopsCount() {
        return !(lens.get().place() instanceof Place.All) || topology.size() > GraphCutter.WHOLE;
    }

    void arrange(Arrangement arrangement) {
        look(lens.get().arranged(arrangement));
    }

    /// Puts a component out of sight, until all that was hidden is shown again.
    void hide(ServiceId service) {
        if (service.equals(workbench.selectionProperty().get())) {
            workbench.select(null);
        }
        look(lens.get().hiding(service));
    }

    void showHidden() {
        look(lens.get().unhidden());
    }

    /// Draws the neighbours of a node that are left out.
    void open(GraphItem item) {
        look(lens.get().opening(drawing.get().cut().beyond(item, lens.get().hidden())));
    }

    /// How many neighbours of a node are left out.
    int beyond(GraphItem item) {
        return drawing.get().cut().beyond(item, lens.get().hidden()).size();
    }

    /// Folds the team of a component into one node, or unfolds a team.
    void fold(GraphItem item) {
        switch (item) {
            case GraphItem.Folded(String team) -> look(lens.get().turning(team));
            case GraphItem.One(ServiceId service) -> {
                int i = topology.indexOf(service);
                if (i >= 0 && !topology.component(i).team().isEmpty()) {
                    look(lens.get().turning(topology.component(i).team()));
                }
            }
        }
    }

    /// Folds all teams, or unfolds them where any is folded.
    void foldAll() {
        boolean any = !lens.get().folded().isEmpty();
        look(lens.get().folding(any ? Set.of() : new LinkedHashSet<>(GraphCut.teams(topology))));
    }

    /// Lays all of it out anew: what is not wanted any more goes, nothing keeps its place.
    void layOutAnew() {
        plans.forget();
        laidOut = 0;
        drawing.set(Drawing.NOTHING);
        last = null;
        cut();
    }

    /// A person put a node somewhere; there it stays.
    void place(GraphItem item, Spot spot) {
        Drawing now = drawing.get();
        GraphPlan moved = now.plan().moving(item, spot);
        plans.keep(now.cut(), shownThrough.arrangement(), moved);
        drawing.set(now.laidOut(moved));
    }

    /// Selects what lies in a direction.
    void walk(GraphWalk.Direction direction) {
        selected()
                .flatMap(item -> GraphWalk.step(drawing.get(), item, direction))
                .or(() ->
                        selected().isPresent()
                                ? Optional.empty()
                                : drawing.get().cut().items().stream().findFirst())
                .ifPresent(this::select);
    }

    private void look(Lens newest) {
        lens.set(newest);
        cut();
    }

    private void follow(WorkbenchState newest) {
        if (newest instanceof WorkbenchState.Open(var session)) {
            topology = session.topology();
            cut();
        } else {
            askedWhere++;
            answeredWhere = askedWhere;
            topology = Topology.empty();
            last = null;
            laidOut = 0;
            before.clear();
            plans.forget();
            lens.set(Lens.START);
            drawing.set(Drawing.NOTHING);
            looks.set(List.of());
            summary.set("");
            state.set(State.NOTHING);
        }
    }

    private void follow(@Nullable Snapshot snapshot) {
        if (snapshot != null) {
            topology = snapshot.topology();
            cut();
            look();
        }
    }

    /// Chooses what is drawn, and where, if anything that matters to it has changed.
    private void cut() {
        if (!(workbench.stateProperty().get() instanceof WorkbenchState.Open)) {
            return;
        }
        Snapshot snapshot = workbench.snapshotProperty().get();
        Ranking ranking = snapshot == null ? null : snapshot.diagnosis().ranking();
        ServiceId selected = workbench.selectionProperty().get();
        Question question =
                new Question(
                        topology,
                        GraphCutter.suspects(ranking, GraphCutter.SUSPECTS),
                        lens.get(),
                        selected);
        Question previous = last;
        if (previous != null
                && previous.topology().equals(topology)
                && previous.suspects().equals(question.suspects())
                && previous.lens().equals(question.lens())
                && Objects.equals(previous.selected(), selected)) {
            return;
        }
        last = question;
        int mine = ++askedWhere;
        if (drawing.get().equals(Drawing.NOTHING)) {
            state.set(topology.size() == 0 ? State.NO_COMPONENTS : State.LAYING_OUT);
        }
        Lens through = question.lens();
        boolean here =
                through.place().equals(shownThrough.place())
                        && through.arrangement() == shownThrough.arrangement();
        Drawing old = here ? drawing.get() : Drawing.NOTHING;
        int laid = laidOut;
        background.execute(() -> {
            GraphCut cut =
                    GraphCutter.cut(
                            question.topology(), ranking, through, selected, old.cut().items());
            GraphPlan made = plans.of(cut, through.arrangement());
            int known = question.topology().dependencies().size();
            boolean another = known > 0 && known >= 2 * laid;
            GraphPlan kept = another ? made : made.keeping(old.plan());
            List<SuspectPath> paths = paths(question, ranking, selected);
            fx.execute(() -> {
                if (mine == askedWhere) {
                    answeredWhere = mine;
                    laidOut = another ? known : laid;
                    shownThrough = through;
                    show(new Drawing(cut, kept, paths));
                }
            });
        });
    }

    /// Nothing moves when something appears. But a graph of which twice as much is known as when it
    /// was laid out is another one: while a running system is being found out, it is laid out anew.
    private void show(Drawing newest) {
        plans.keep(newest.cut(), shownThrough.arrangement(), newest.plan());
        drawing.set(newest);
        int all = topology.size();
        int drawn =
                newest.cut().items().stream().mapToInt(i -> newest.cut().members(i).size()).sum();
        int groups = GraphCut.teams(topology).size();
        summary.set(
                drawn == all
                        ? words.get("graph.summary.all", Readouts.count(all), groups)
                        : words.get(
                                "graph.summary.part",
                                Readouts.count(drawn),
                                Readouts.count(all),
                                groups));
        state.set(all == 0 ? State.NO_COMPONENTS : State.SHOWN);
        look();
    }

    private static List<SuspectPath> paths(
            Question question, @Nullable Ranking ranking, @Nullable ServiceId selected) {
        double[] trouble = GraphCutter.trouble(question.topology(), ranking);
        List<ServiceId> first = question.suspects().stream().limit(GraphLooks.NUMBERED).toList();
        LinkedHashSet<ServiceId> all = new LinkedHashSet<>(first);
        if (selected != null) {
            all.add(selected);
        }
        return all.stream()
                .map(suspect ->
                        SuspectPath.of(
                                question.topology(), first.indexOf(suspect) + 1, suspect, trouble))
                .sorted(Comparator.comparingInt(SuspectPath::rank))
                .toList();
    }

    private void look() {
        Snapshot snapshot = workbench.snapshotProperty().get();
        GraphCut cut = drawing.get().cut();
        if (snapshot == null) {
            looks.set(GraphLooks.skeleton(cut, words));
            return;
        }
        WhatIf whatIf = workbench.insights().whatIfProperty().get();
        Set<ServiceId> acted = acting;
        int mine = ++askedHow;
        background.execute(() -> {
            List<NodeLook> made = GraphLooks.of(snapshot, cut, words, whatIf, acted);
            fx.execute(() -> {
                if (mine > answeredHow && cut.equals(drawing.get().cut())) {
                    looks.set(made);
                }
                answeredHow = Math.max(answeredHow, mine);
            });
        });
    }
}
