package dev.faultline.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.model.Notice;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TopologyFilesTest {
    @Test
    void readsJson() throws Exception {
        Topology.Reading reading =
                TopologyFiles.parse(
                        "t.json",
                        """
                        {"components":[
                          {"id":"shop","kind":"entry","team":"web","criticality":1},
                          {"id":"host-1","kind":"host"}],
                         "dependencies":[{"from":"shop","to":"host-1","kind":"runs-on","weight":0.5}]}
                        """);
        assertThat(reading.notices()).isEmpty();
        assertThat(reading.topology().component(0).kind()).isEqualTo(ComponentKind.ENTRY);
        assertThat(reading.topology().component(0).team()).isEqualTo("web");
        assertThat(reading.topology().component(1).criticality()).isEqualTo(3);
        Dependency dependency = reading.topology().dependencies().getFirst();
        assertThat(dependency.kind()).isEqualTo(DependencyKind.RUNS_ON);
        assertThat(dependency.weight()).isEqualTo(0.5);
    }

    @Test
    void readsWhatItWrote() throws Exception {
        Topology topology =
                TopologyFiles.parse("e.csv", "Source,Target,Weight\na,b,0.25\nb,c,1\n").topology();
        Topology again = TopologyFiles.parse("t.json", TopologyJson.write(topology)).topology();
        assertThat(again.components()).isEqualTo(topology.components());
        assertThat(again.dependencies()).isEqualTo(topology.dependencies());
    }

    @Test
    void keepsWhoToldOfADependencyAndSinceWhenWhereItIsSaid() throws Exception {
        Topology.Reading reading =
                TopologyFiles.parse(
                        "t.json",
                        """
                        {"components":[{"id":"a"},{"id":"b"},{"id":"c"}],
                         "dependencies":[
                          {"from":"a","to":"b","source":"traces","firstSeen":"2026-11-01T00:00:00Z",
                           "lastSeen":"2026-11-20T00:00:00Z"},
                          {"from":"a","to":"c"},
                          {"from":"b","to":"c","firstSeen":"soon"},
                          {"from":"c","to":"a","firstSeen":"2026-11-02T00:00:00Z",
                           "lastSeen":"2026-11-01T00:00:00Z"},
                          {"from":"a","to":"b","weight":0.5,"source":"by hand",
                           "lastSeen":"2026-11-23T00:00:00Z"}]}
                        """);
        Instant november = Instant.parse("2026-11-01T00:00:00Z");
        assertThat(reading.topology().dependencies())
                .extracting(Dependency::sightings)
                .containsExactly(
                        List.of(
                                Sighting.of(
                                        "traces", november, Instant.parse("2026-11-20T00:00:00Z")),
                                new Sighting(
                                        "by hand",
                                        Optional.empty(),
                                        Optional.of(Instant.parse("2026-11-23T00:00:00Z")))),
                        List.of(),
                        List.of(),
                        List.of());
        assertThat(texts(reading))
                .anyMatch(t -> t.contains("has the firstSeen \"soon\", which is no time"))
                .anyMatch(t -> t.contains("last seen before it was first seen"));
        Topology again =
                TopologyFiles.parse("again.json", TopologyJson.write(reading.topology()))
                        .topology();
        assertThat(again.dependencies()).isEqualTo(reading.topology().dependencies());
        assertThat(
                        TopologyFiles.parse("e.csv", "Source,Target\na,b\n")
                                .topology()
                                .dependencies()
                                .getFirst()
                                .sightings())
                .containsExactly(Sighting.of("edge-list"));
    }

    @Test
    void readsASquareTableByRowDependsOnColumn() throws Exception {
        Topology.Reading reading =
                TopologyFiles.parse("g.csv", ",a,\"b, c\"\na,0.0,1.0\n\"b, c\",0,\n");
        assertThat(edges(reading)).containsExactly("a > b, c");
        assertThat(reading.notices()).isEmpty();
    }

    @Test
    void readsAListOfEdges() throws Exception {
        Topology.Reading reading =
                TopologyFiles.parse("e.csv", "Source,Target,Weight\na,b,1\na,c,many\n,d,1\n");
        assertThat(edges(reading)).containsExactly("a > b");
        assertThat(texts(reading))
                .containsExactly(
                        "e.csv, line 3: 'many' is no weight. The edge was left out.",
                        "e.csv, line 4: a source and a target were expected. The line was left out.");
    }

    @Test
    void reportsDuplicateUnknownAndSelfEdgesAndUnknownKinds() throws Exception {
        Topology.Reading reading =
                TopologyFiles.parse(
                        "t.json",
                        """
                        {"components":[{"id":"a","kind":"mainframe"},{"id":"b","criticality":9},
                                       {"id":"a"},{"kind":"service"}],
                         "dependencies":[{"from":"a","to":"b"},{"from":"a","to":"b","weight":0.5},
                                         {"from":"a","to":"a"},{"from":"a","to":"zzz"},{"from":"b"}]}
                        """);
        assertThat(edges(reading)).containsExactly("a > b");
        assertThat(texts(reading))
                .containsExactly(
                        "t.json: component 'a' is of the unknown kind 'mainframe'. It is taken as a"
                                + " service.",
                        "t.json: component 'b' has the criticality 9, which is not 1 to 4. It is taken"
                                + " as 3.",
                        "t.json: entry 4 of 'components' has no 'id'. It was left out.",
                        "t.json: entry 5 of 'dependencies' lacks 'from' or 'to'. It was left out.",
                        "t.json: component 'a' is listed twice. The first entry was kept.",
                        "t.json: the dependency of 'a' on 'b' is listed twice. The stronger one was"
                                + " kept.",
                        "t.json: 'a' depends on itself. The edge was left out.",
                        "t.json: a dependency names 'zzz', which is not a component. Its edges were"
                                + " left out.");
    }

    @Test
    void namesTheMembersOfEachCircleAndKeepsThem() throws Exception {
        Topology.Reading reading =
                TopologyFiles.parse(
                        "e.csv", "Source,Target\na,b\nb,c\nc,a\nc,d\nd,e\ne,d\ne,f\nf,g\nx,a\n");
        assertThat(reading.topology().dependencies()).hasSize(9);
        assertThat(texts(reading))
                .containsExactlyInAnyOrder(
                        "e.csv: 'a', 'b', 'c' depend on each other in a circle. The dependencies were"
                                + " kept.",
                        "e.csv: 'd', 'e' depend on each other in a circle. The dependencies were"
                                + " kept.");
    }

    @Test
    void findsNoCircleInALongChain() throws Exception {
        StringBuilder chain = new StringBuilder("Source,Target\n");
        for (int i = 0; i < 20_000; i++) {
            chain.append(i).append(',').append(i + 1).append('\n');
        }
        assertThat(TopologyFiles.parse("e.csv", chain.toString()).notices()).isEmpty();
    }

    @Test
    void saysWhatIsNoTopology() {
        assertThatThrownBy(() -> TopologyFiles.parse("t", " "))
                .isInstanceOf(TopologyException.class)
                .hasMessage("t is empty. A topology was expected.");
        assertThatThrownBy(() -> TopologyFiles.parse("t.json", "{\n\"components\": [}"))
                .hasMessageStartingWith("t.json, line 2: this is not JSON");
        assertThatThrownBy(() -> TopologyFiles.parse("t.json", "{}"))
                .hasMessageContaining("no list 'components'");
        assertThatThrownBy(() -> TopologyFiles.parse("m.csv", "time,a/x\n0,1\n60,2\n"))
                .hasMessageContaining("nor a square table (2 rows, 1 columns after the first)");
        assertThatThrownBy(() -> TopologyFiles.read(Path.of("nowhere.json")))
                .hasMessage("There is no topology file nowhere.json.");
    }

    private static List<String> edges(Topology.Reading reading) {
        return reading.topology().dependencies().stream()
                .map(d -> d.from() + " > " + d.to())
                .toList();
    }

    private static List<String> texts(Topology.Reading reading) {
        return reading.notices().stream().map(Notice::text).toList();
    }
}
