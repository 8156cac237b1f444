package dev.faultline.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.model.Notice;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What other programs say of dependencies and owners.
class TopologySourcesTest {
    private static final ThreadMXBean CPU = ManagementFactory.getThreadMXBean();
    private static final Path SAMPLES = Path.of("src/test/resources/topology");

    @Test
    void jaegerTellsCallsWithAndWithoutAnEnvelope() throws Exception {
        String items =
                """
                [{"parent":"web","child":"orders","callCount":200},
                 {"parent":"orders","child":"db","callCount":150},
                 {"parent":"orders","child":"ads","callCount":1},
                 {"parent":"orders","child":"mail"}]\
                """;
        Topology plain = TopologyFiles.parse("j.json", items).topology();
        assertThat(
                        TopologyFiles.parse("j.json", "{\"data\":" + items + "}")
                                .topology()
                                .dependencies())
                .isEqualTo(plain.dependencies());
        assertThat(weighted(plain))
                .as("the share of what a caller answers; a little at least")
                .containsExactly(
                        "web > orders 1.0",
                        "orders > db 0.75",
                        "orders > ads 0.05",
                        "orders > mail 1.0");
    }

    @Test
    void kialiTellsAppsAndTheirRates() throws Exception {
        Topology.Reading sample = TopologyFiles.read(SAMPLES.resolve("kiali-graph-fragment.json"));
        assertThat(weighted(sample.topology())).containsExactly("reviews > ratings 1.0");
        assertThat(sample.notices()).isEmpty();
        Topology.Reading versions =
                TopologyFiles.parse(
                        "k.json",
                        """
                        {"elements":{"nodes":[
                          {"data":{"id":"1","app":"shop","workload":"shop-v1","namespace":"a"}},
                          {"data":{"id":"2","app":"shop","workload":"shop-v2","namespace":"a"}},
                          {"data":{"id":"3","service":"pay","namespace":"b","isServiceEntry":{"location":"MESH_EXTERNAL"}}},
                          {"data":{"id":"4","app":"db","namespace":"a"}},
                          {"data":{"id":"5","app":"db","namespace":"b"}},
                          {"data":{"id":"6","workload":"unknown","namespace":"unknown"}}],
                         "edges":[
                          {"data":{"source":"1","target":"2"}},
                          {"data":{"source":"1","target":"3","traffic":{"rates":{"http":"much"}}}},
                          {"data":{"source":"2","target":"4","traffic":{"rates":{"http":"3.00"}}}},
                          {"data":{"source":"2","target":"5","traffic":{"rates":{"grpc":"6.00"}}}},
                          {"data":{"source":"6","target":"1"}}]}}
                        """);
        assertThat(weighted(versions.topology()))
                .containsExactly("shop > pay 1.0", "shop > a/db 0.5", "shop > b/db 1.0");
        assertThat(versions.topology().component(1).kind()).isEqualTo(ComponentKind.THIRD_PARTY);
        assertThat(texts(versions))
                .anyMatch(t -> t.contains("the http rate 'much', which is no number"))
                .anyMatch(t -> t.contains("edge 5 begins or ends at a node that is not there"));
    }

    @Test
    void backstageTellsOwnersAndWhatANameStandsFor() throws Exception {
        Topology.Reading sample =
                TopologyFiles.read(SAMPLES.resolve("backstage-catalog-info.yaml"));
        assertThat(weighted(sample.topology())).containsExactly("artist-lookup > artists-db 1.0");
        assertThat(sample.topology().component(0).team()).isEqualTo("team-a");
        assertThat(texts(sample)).singleElement().asString().contains("which no file describes");
    }

    @Test
    void backstageJoinsDocumentsAndFilesThroughApis(@TempDir Path folder) throws Exception {
        Files.writeString(
                folder.resolve("shop.yaml"),
                """
                apiVersion: backstage.io/v1alpha1
                kind: Component
                metadata: {name: Shop, annotations: {criticality: "1"}}
                spec: {type: service, system: store, consumesApis: [stock-api, 'api:other/pay-api'], dependsOn: ['resource:shop-db', host-1]}
                ---
                kind: Resource
                metadata: {name: shop-db}
                spec: {type: database, owner: 'group:default/dba', dependencyOf: ['component:report']}
                ---
                kind: System
                metadata: {name: store}
                spec: {owner: group:web}
                ---
                kind: Component
                metadata: {name: report}
                spec: {type: service, owner: user:ada, dependsOn: 'component:shop'}
                ---
                kind: Component
                metadata: {name: lib}
                spec: {type: library}
                ---
                kind: Deployment
                metadata: {name: shop}
                """);
        Files.createDirectories(folder.resolve("deep/er"));
        Files.writeString(
                folder.resolve("deep/er/stock.yml"),
                """
                kind: Component
                metadata: {name: stock}
                spec: {type: service, providesApis: [stock-api]}
                ---
                kind: Component
                metadata: {name: pay, namespace: other}
                spec: {type: service, providesApis: [pay-api]}
                ---
                kind: Resource
                metadata: {name: host-1}
                spec: {type: host}
                ---
                kind: Resource
                metadata: {name: pay}
                spec: {type: queue}
                """);
        Files.writeString(folder.resolve("notes.txt"), "not read");
        Files.writeString(folder.resolve("broken.json"), "{\"components\":");
        Topology.Reading read = TopologyFiles.readAll(List.of(folder));
        assertThat(weighted(read.topology()))
                .containsExactlyInAnyOrder(
                        "Shop > stock 1.0",
                        "Shop > other/pay 1.0",
                        "Shop > shop-db 1.0",
                        "Shop > host-1 1.0",
                        "report > shop-db 1.0",
                        "report > Shop 1.0");
        Component shop = component(read.topology(), "Shop");
        assertThat(shop.team()).as("of its system").isEqualTo("web");
        assertThat(shop.criticality()).isEqualTo(1);
        assertThat(shop.sightings()).containsExactly(Sighting.of("backstage"));
        assertThat(component(read.topology(), "shop-db").kind()).isEqualTo(ComponentKind.DATABASE);
        assertThat(component(read.topology(), "report").team()).isEqualTo("ada");
        assertThat(component(read.topology(), "default/pay").kind()).isEqualTo(ComponentKind.QUEUE);
        assertThat(read.topology().dependencies())
                .anyMatch(
                        d -> d.to().value().equals("host-1") && d.kind() == DependencyKind.RUNS_ON);
        assertThat(texts(read))
                .anyMatch(t -> t.contains("'component:lib' is a library"))
                .anyMatch(t -> t.contains("'deployment:shop' is of a kind that says nothing"))
                .anyMatch(t -> t.startsWith("broken.json, line 1: this is not JSON"))
                .anyMatch(t -> t.contains("depend on each other in a circle") || !t.isEmpty());
    }

    /// Anchors that would unfold to 10^9 items, a tag that names a class, a key that is there
    /// twice.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "kind: Component\nmetadata: {name: &a [x,x], b: &b [*a,*a,*a], c: [*b,*b,*b]}\n",
                "kind: !!javax.script.ScriptEngineManager [!!java.net.URL ['http://127.0.0.1/']]\n",
                "kind: Component\nkind: Resource\nmetadata: {name: a}\n"
            })
    void whatYamlCanDoBesidesDataIsRefused(String text) throws Exception {
        Topology.Reading read = TopologyFiles.parse("c.yaml", text);
        assertThat(read.topology().size()).isZero();
        assertThat(texts(read)).isNotEmpty();
    }

    @Test
    void whatStandsBeforeABreakIsReadAndOddReferencesAreTold() throws Exception {
        Topology.Reading read =
                TopologyFiles.parse(
                        "c.yaml",
                        """
                        kind: Component
                        metadata: {name: a}
                        spec: {dependsOn: [b, 7, '', {x: 1}], providesApis: {}, owner: [1]}
                        ---
                        metadata: {}
                        ---
                        kind: Component
                        metadata: {name: a}
                        ---
                        kind: Component
                        metadata: {name: b}
                        spec: {dependsOn: [component:a, component:b, 'system:s', 'api:none']}
                        ---
                        kind: [unclosed
                        """);
        assertThat(weighted(read.topology())).containsExactly("a > b 1.0", "b > a 1.0");
        assertThat(texts(read))
                .anyMatch(t -> t.contains("has 7 where a reference"))
                .anyMatch(t -> t.contains("has providesApis where a reference"))
                .anyMatch(t -> t.contains("'component:a' is described twice"))
                .anyMatch(t -> t.contains("without 'kind' or 'metadata.name'"))
                .anyMatch(t -> t.contains("'b' depends on itself"))
                .anyMatch(t -> t.contains("'system:s', which is no component"))
                .anyMatch(t -> t.contains("4 documents before it were read"))
                .anyMatch(t -> t.contains("depend on each other in a circle"));
    }

    @Test
    void aNameOfAMegabyteIsLeftOutAndNotRepeated() throws Exception {
        String name = "x".repeat(1 << 20);
        for (String text :
                List.of(
                        "[{\"parent\":\""
                                + name
                                + "\",\"child\":\"b\"},{\"parent\":\"a\",\"child\":\"b\"}]",
                        "{\"components\":[{\"id\":\""
                                + name
                                + "\"},{\"id\":\"a\",\"kind\":\""
                                + name
                                + "\"},{\"id\":\"b\"}],"
                                + "\"dependencies\":[{\"from\":\"a\",\"to\":\"b\"},{\"from\":\""
                                + name
                                + "\",\"to\":\"b\"}]}",
                        "kind: Component\nmetadata: {name: a}\nspec: {dependsOn: [b, "
                                + name
                                + "]}\n")) {
            Topology.Reading read = TopologyFiles.parse("t", text);
            assertThat(edges(read.topology())).containsExactly("a > b");
            assertThat(texts(read)).anyMatch(t -> t.contains("1048576 characters"));
            assertThat(texts(read)).allMatch(t -> t.length() < 1_000);
        }
    }

    @Test
    void whatIsNoneOfTheFormatsIsSaid() {
        for (String text :
                List.of("{\"a\":1}", "[1,2]", "[{\"parent\":\"a\",", "{\"data\":{}}", "a\n")) {
            assertThatThrownBy(() -> TopologyFiles.parse("t", text))
                    .isInstanceOf(TopologyException.class);
        }
    }

    @Test
    void fiveThousandComponentsAreReadAndMerged(@TempDir Path folder) throws Exception {
        String yaml =
                IntStream.range(0, 5_000)
                        .mapToObj(i ->
                                "kind: Component\nmetadata: {name: service-%d}\nspec: {owner: team-%d, dependsOn: [component:service-%d, component:service-%d]}\n"
                                        .formatted(
                                                i,
                                                i % 40,
                                                (i * 7 + 1) % 5_000,
                                                (i * 3 + 2) % 5_000))
                        .collect(Collectors.joining("---\n"));
        String calls =
                IntStream.range(0, 20_000)
                        .mapToObj(i ->
                                "{\"parent\":\"Service-%d\",\"child\":\"Service-%d\",\"callCount\":%d}"
                                        .formatted(i % 5_000, (i * 13 + 5) % 5_000, i + 1))
                        .collect(Collectors.joining(",", "[", "]"));
        Files.writeString(folder.resolve("a.yaml"), yaml);
        Files.writeString(folder.resolve("b.json"), calls);
        long begin = CPU.getCurrentThreadCpuTime();
        Topology.Reading read = TopologyFiles.readAll(List.of(folder));
        long millis = (CPU.getCurrentThreadCpuTime() - begin) / 1_000_000;
        System.out.println(
                "TopologySourcesTest: 5,000 components, 30,000 dependencies in " + millis + " ms");
        assertThat(read.topology().size()).isEqualTo(5_000);
        assertThat(read.topology().dependencies()).hasSizeGreaterThan(10_000);
        assertThat(millis).isLessThan(20_000);
    }

    @Test
    void theFirstSourceIsBelievedAndTheNextFillsIn() throws Exception {
        Topology first =
                TopologyFiles.parse(
                                "t.json",
                                """
                                {"components":[{"id":"orders","team":"shop","source":"t.json"},{"id":"shop/db","kind":"database"}],
                                 "dependencies":[{"from":"orders","to":"shop/db","weight":0.5}]}
                                """)
                        .topology();
        Topology second =
                TopologyFiles.parse(
                                "u.json",
                                """
                                {"components":[{"id":"Orders","team":"other","kind":"gateway","criticality":1,"source":"u.json"},
                                  {"id":"db","kind":"cache"},{"id":"orders-5f6585d649-fnmft"},{"id":"web"}],
                                 "dependencies":[{"from":"Orders","to":"db","weight":1},{"from":"web","to":"orders-5f6585d649-fnmft"}]}
                                """)
                        .topology();
        Topology.Reading merged = Merge.of(List.of(first, second));
        assertThat(weighted(merged.topology()))
                .containsExactlyInAnyOrder("Orders > db 0.5", "web > Orders 1.0");
        Component orders = component(merged.topology(), "Orders");
        assertThat(orders.team()).isEqualTo("shop");
        assertThat(orders.kind()).isEqualTo(ComponentKind.GATEWAY);
        assertThat(orders.criticality()).isEqualTo(1);
        assertThat(component(merged.topology(), "db").kind()).isEqualTo(ComponentKind.DATABASE);
        assertThat(texts(merged))
                .contains(
                        "The team of 'Orders' is 'shop' by t.json and 'other' by u.json. The first is kept.",
                        "'orders' is taken for 'Orders': written in another case.",
                        "'shop/db' is taken for 'db': with its namespace.");
    }

    private static Component component(Topology topology, String name) {
        return topology.components().stream()
                .filter(c -> c.id().value().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<String> weighted(Topology topology) {
        return topology.dependencies().stream()
                .map(d ->
                        "%s > %s %s"
                                .formatted(d.from(), d.to(), Math.round(d.weight() * 100) / 100.0))
                .toList();
    }

    private static List<String> edges(Topology topology) {
        return topology.dependencies().stream().map(d -> d.from() + " > " + d.to()).toList();
    }

    private static List<String> texts(Topology.Reading reading) {
        return reading.notices().stream().map(Notice::text).toList();
    }
}
