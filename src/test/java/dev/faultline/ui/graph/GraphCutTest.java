package dev.faultline.ui.graph;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.cause.RankedCause;
import dev.faultline.cause.Ranking;
import dev.faultline.model.ServiceId;
import dev.faultline.topology.Component;
import dev.faultline.topology.ComponentKind;
import dev.faultline.topology.Dependency;
import dev.faultline.topology.DependencyKind;
import dev.faultline.topology.Topology;
import dev.faultline.ui.graph.GraphCut.Ink;
import dev.faultline.ui.graph.GraphCut.Stub;
import dev.faultline.ui.graph.Lens.Place;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What of a graph is drawn.
class GraphCutTest {
    private static final Topology BIG = BigSystem.of(2_000);
    private static final Ranking RANKING = BigSystem.ranking(BIG, 1);

    @Test
    void ofALargeSystemTheSuspectsTheirPathsAndWhatIsAroundAreDrawnWithinTheLimit() {
        GraphCut cut = cut(BIG, RANKING, Lens.START);
        assertThat(cut.items()).hasSizeBetween(20, GraphCutter.MOST);
        for (RankedCause suspect : RANKING.causes().subList(0, 5)) {
            assertThat(cut.items()).contains(one(suspect.service()));
            SuspectPath path =
                    SuspectPath.of(BIG, 1, suspect.service(), GraphCutter.trouble(BIG, RANKING));
            path.steps()
                    .forEach(step ->
                            assertThat(cut.items()).contains(one(step.from()), one(step.to())));
        }
        // What is left out is counted at its neighbours, to the last one.
        for (GraphItem item : cut.items()) {
            ServiceId service = ((GraphItem.One) item).service();
            int place = BIG.indexOf(service);
            long out =
                    IntStream.concat(
                                    IntStream.of(BIG.dependantsOf(place)),
                                    IntStream.of(BIG.dependenciesOf(place)))
                            .mapToObj(i -> one(BIG.component(i).id()))
                            .filter(other -> !cut.items().contains(other))
                            .count();
            Stub stub = cut.stubs().getOrDefault(item, new Stub(0, 0));
            assertThat((long) stub.callers() + stub.callees()).as(item.name()).isEqualTo(out);
        }
    }

    @Test
    void aPathLeadsFromAnEntryPointToTheSuspectAlongDependencies() {
        ServiceId suspect =
                RANKING.causes().stream()
                        .map(RankedCause::service)
                        .filter(s -> BIG.dependantsOf(BIG.indexOf(s)).length > 0)
                        .findFirst()
                        .orElseThrow();
        SuspectPath path = SuspectPath.of(BIG, 1, suspect, GraphCutter.trouble(BIG, RANKING));
        assertThat(path.steps()).isNotEmpty();
        for (SuspectPath.Step step : path.steps()) {
            assertThat(BIG.dependencies())
                    .anyMatch(d -> d.from().equals(step.from()) && d.to().equals(step.to()));
            assertThat(
                            step.to().equals(suspect)
                                    || path.steps().stream()
                                            .anyMatch(s -> s.from().equals(step.to())))
                    .as(step + " goes on to " + suspect)
                    .isTrue();
        }
    }

    @Test
    void ofTwoWaysTheOneThroughTroubleIsThePath() {
        Topology two =
                topology(
                        List.of("in", "well", "ill", "db"),
                        "in>well",
                        "in>ill",
                        "well>db",
                        "ill>db");
        double[] trouble = {0.9, 0.0, 0.9, 0.9};
        assertThat(SuspectPath.of(two, 1, id("db"), trouble).steps())
                .containsExactlyInAnyOrder(
                        new SuspectPath.Step(id("in"), id("ill")),
                        new SuspectPath.Step(id("ill"), id("db")));
    }

    @Test
    void whatIsDrawnStaysWhileThereIsRoomWhenTheRankingMoves() {
        GraphCut first = cut(BIG, RANKING, Lens.START.hops(0));
        Ranking other = BigSystem.ranking(BIG, 2);
        GraphCut second = GraphCutter.cut(BIG, other, Lens.START.hops(0), null, first.items());
        assertThat(second.items())
                .containsAll(first.items())
                .contains(one(other.causes().getFirst().service()))
                .hasSizeLessThanOrEqualTo(GraphCutter.MOST);
    }

    @Test
    void aSmallSystemIsDrawnWholeAndWhatIsSelectedAlwaysIs() {
        Topology small = BigSystem.of(40);
        assertThat(cut(small, BigSystem.ranking(small, 1), Lens.START).items())
                .hasSize(small.size());
        ServiceId last = BIG.component(1_999).id();
        GraphCut cut = GraphCutter.cut(BIG, RANKING, Lens.START, last, List.of());
        assertThat(cut.items()).contains(one(last)).hasSizeLessThanOrEqualTo(GraphCutter.MOST);
    }

    @Test
    void aFocusShowsAsManyHopsAsAreWanted() {
        Topology row =
                topology(List.of("a", "b", "c", "d", "e", "f"), "a>b", "b>c", "c>d", "d>e", "e>f");
        Lens focus = Lens.START.at(new Place.Of(id("c")));
        assertThat(names(cut(row, null, focus.hops(0)))).containsExactly("c");
        assertThat(names(cut(row, null, focus.hops(1)))).containsExactlyInAnyOrder("b", "c", "d");
        assertThat(names(cut(row, null, focus.hops(3)))).hasSize(6);
        assertThat(cut(row, null, focus.hops(1)).stubs())
                .containsEntry(one(id("b")), new Stub(1, 0))
                .containsEntry(one(id("d")), new Stub(0, 1));
        assertThat(names(cut(row, null, focus.hops(0).opening(Set.of(id("f"))))))
                .containsExactlyInAnyOrder("c", "f");
    }

    @Test
    void aFoldedTeamIsOneNodeThatHasTheTiesOfAllItsMembers() {
        Topology teams =
                Topology.of(
                                "teams",
                                List.of(
                                        component("web", "front"),
                                        component("cart", "shop"),
                                        component("stock", "shop"),
                                        component("db", "data")),
                                List.of(
                                        calls("web", "cart"),
                                        calls("web", "stock"),
                                        calls("cart", "stock"),
                                        calls("stock", "db")))
                        .topology();
        GraphCut folded = cut(teams, null, Lens.START.turning("shop"));
        GraphItem shop = new GraphItem.Folded("shop");
        assertThat(names(folded)).containsExactlyInAnyOrder("web", "shop", "db");
        assertThat(folded.members(shop)).containsExactly(id("cart"), id("stock"));
        assertThat(folded.ties())
                .extracting(tie -> tie.from().name() + ">" + tie.to().name())
                .containsExactlyInAnyOrder("web>shop", "shop>db");
        assertThat(folded.ties())
                .filteredOn(tie -> tie.to().equals(shop))
                .allMatch(tie -> tie.dependencies().size() == 2);
        assertThat(folded.showing(id("stock"))).contains(shop);
        assertThat(names(cut(teams, null, Lens.START.turning("shop").turning("shop")))).hasSize(4);
        // All teams of a large system fit.
        GraphCut groups = cut(BIG, RANKING, Lens.START.folding(Set.copyOf(GraphCut.teams(BIG))));
        assertThat(groups.items()).hasSize(13);
    }

    @Test
    void whatIsHiddenIsNeitherDrawnNorCountedAndComesBack() {
        Topology row = topology(List.of("a", "b", "c"), "a>b", "b>c");
        Lens hiding = Lens.START.hiding(id("b"));
        GraphCut cut = cut(row, null, hiding);
        assertThat(names(cut)).containsExactly("a", "c");
        assertThat(cut.stubs()).isEmpty();
        assertThat(cut.hidden()).isEqualTo(1);
        assertThat(names(cut(row, null, hiding.unhidden()))).hasSize(3);
    }

    @Test
    void whatIsNotSeenAnyMoreOrToldOfByOneSideIsDashed() {
        Dependency faded =
                new Dependency(id("a"), id("b"), DependencyKind.CALLS, 1, List.of(), true);
        Topology topology =
                Topology.of(
                                "faded",
                                List.of(
                                        component("a", ""),
                                        component("b", ""),
                                        new Component(id("far"), ComponentKind.REMOTE_SIDE, "", 3),
                                        new Component(id("host"), ComponentKind.HOST, "", 3)),
                                List.of(
                                        faded,
                                        calls("a", "far"),
                                        calls("b", "a"),
                                        new Dependency(
                                                id("a"), id("host"), DependencyKind.RUNS_ON, 1)))
                        .topology();
        assertThat(cut(topology, null, Lens.START).ties())
                .extracting(tie -> tie.to().name() + " " + tie.ink())
                .containsExactlyInAnyOrder(
                        "b " + Ink.DASHED,
                        "far " + Ink.DASHED,
                        "a " + Ink.PLAIN,
                        "host " + Ink.QUIET);
    }

    @Test
    void arrowKeysWalkAlongTheTies() {
        Topology shop =
                topology(
                        List.of("web", "cart", "stock", "db"),
                        "web>cart",
                        "web>stock",
                        "cart>db",
                        "stock>db");
        GraphCut cut = cut(shop, null, Lens.START);
        Drawing drawing = new Drawing(cut, GraphLayout.plan(cut), List.of());
        Optional<GraphItem> callee = step(drawing, "web", GraphWalk.Direction.RIGHT);
        assertThat(callee).isPresent();
        String first = callee.get().name();
        String other = first.equals("cart") ? "stock" : "cart";
        boolean above =
                drawing.plan().spots().get(one(id(other))).y()
                        < drawing.plan().spots().get(one(id(first))).y();
        assertThat(step(drawing, first, above ? GraphWalk.Direction.UP : GraphWalk.Direction.DOWN))
                .contains(one(id(other)));
        assertThat(step(drawing, first, GraphWalk.Direction.RIGHT)).contains(one(id("db")));
        assertThat(step(drawing, first, GraphWalk.Direction.LEFT)).contains(one(id("web")));
        assertThat(step(drawing, "web", GraphWalk.Direction.LEFT)).isEmpty();
    }

    private static Optional<GraphItem> step(
            Drawing drawing, String from, GraphWalk.Direction direction) {
        return GraphWalk.step(drawing, one(id(from)), direction);
    }

    private static GraphCut cut(Topology topology, @Nullable Ranking ranking, Lens lens) {
        return GraphCutter.cut(topology, ranking, lens, null, List.of());
    }

    private static List<String> names(GraphCut cut) {
        return cut.items().stream().map(GraphItem::name).toList();
    }

    private static Topology topology(List<String> names, String... ties) {
        return Topology.of(
                        "small",
                        names.stream().map(name -> component(name, "")).toList(),
                        List.of(ties).stream()
                                .map(tie -> calls(tie.split(">")[0], tie.split(">")[1]))
                                .toList())
                .topology();
    }

    private static Component component(String name, String team) {
        return new Component(id(name), ComponentKind.SERVICE, team, 2);
    }

    private static Dependency calls(String from, String to) {
        return new Dependency(id(from), id(to), DependencyKind.CALLS, 1);
    }

    private static ServiceId id(String name) {
        return new ServiceId(name);
    }

    private static GraphItem one(ServiceId service) {
        return new GraphItem.One(service);
    }
}
