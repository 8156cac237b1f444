package dev.faultline.capture.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.capture.Recording;
import dev.faultline.model.Notice;
import dev.faultline.model.SeriesInfo;
import dev.faultline.model.ServiceId;
import dev.faultline.model.Signal;
import dev.faultline.model.Unit;
import dev.faultline.topology.ComponentKind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PetShopReaderTest {
    @TempDir Path folder;

    @Test
    void readsAScenarioWithItsReferenceAndItsIssuesInOrder() throws Exception {
        PetShopReader.Scenario scenario = read();
        assertThat(scenario.name()).isEqualTo("low_traffic");
        assertThat(scenario.issues())
                .extracting(PetShopReader.Issue::name)
                .containsExactly("issue_0", "issue_9", "issue_10");
        assertThat(scenario.issues()).extracting(PetShopReader.Issue::split).containsOnly("train");
        assertThat(scenario.reference()).isPresent();
        assertThat(scenario.reference().get().rows()).isEqualTo(10);
        assertThat(scenario.reference().get().series()).hasSize(287);
        Recording issue = scenario.issues().getFirst().recording();
        // as in the file: the beginning of each period
        assertThat(issue.atMillis())
                .containsExactly(
                        1681855320000L,
                        1681855620000L,
                        1681855920000L,
                        1681856220000L,
                        1681856520000L);
        assertThat(value(issue, "PetSite/latency_mean", 2)).isEqualTo(0.145, within(0.001));
    }

    @Test
    void namesMetricsAndKinds() throws Exception {
        PetShopReader.Scenario scenario = read();
        List<String> site =
                scenario.issues().getFirst().recording().series().stream()
                        .filter(info -> info.service().equals(new ServiceId("PetSite")))
                        .map(PetShopReaderTest::describe)
                        .toList();
        assertThat(site)
                .containsExactlyInAnyOrder(
                        "latency_mean LATENCY SECONDS",
                        "latency_p50 LATENCY SECONDS",
                        "latency_p90 LATENCY SECONDS",
                        "latency_p95 LATENCY SECONDS",
                        "latency_p99 LATENCY SECONDS",
                        "requests TRAFFIC COUNT",
                        "availability AVAILABILITY PERCENT");
        assertThat(kind(scenario, "PetSearch_client")).isEqualTo(ComponentKind.REMOTE_SIDE);
        assertThat(kind(scenario, "amazon.com_remote")).isEqualTo(ComponentKind.REMOTE_SIDE);
        assertThat(kind(scenario, "petInfo_AWS::DynamoDB::Table"))
                .isEqualTo(ComponentKind.DATABASE);
        assertThat(
                        kind(
                                scenario,
                                "https://sqs.us-west-2.amazonaws.com/Services-sqspetadoption_AWS::SQS::Queue"))
                .isEqualTo(ComponentKind.QUEUE);
        assertThat(kind(scenario, "PetSearch_AWS::ECS::Fargate")).isEqualTo(ComponentKind.SERVICE);
    }

    @Test
    void theRowOfTheGraphDependsOnItsColumn() throws Exception {
        PetShopReader.Scenario scenario = read();
        assertThat(scenario.topology().dependencies())
                .extracting(d -> d.from() + " > " + d.to())
                .contains(
                        "PetSite > PetSearch_AWS::ECS::Fargate",
                        "PetSearch_AWS::ECS::Fargate > petInfo_AWS::DynamoDB::Table")
                .doesNotContain("PetSearch_AWS::ECS::Fargate > PetSite");
    }

    @Test
    void readsEverySplitAndAScenarioWithoutReference() throws Exception {
        Path from = TestData.of("petshop/low_traffic");
        Files.copy(from.resolve("graph.csv"), folder.resolve("graph.csv"));
        for (String split : List.of("test1", "train")) {
            Path issue = Files.createDirectories(folder.resolve(split + "/issue_3"));
            Files.copy(from.resolve("train/issue_0/metrics.csv"), issue.resolve("metrics.csv"));
        }
        PetShopReader.Scenario scenario = PetShopReader.read(folder);
        assertThat(scenario.reference()).isEmpty();
        assertThat(scenario.issues())
                .extracting(issue -> issue.split() + "/" + issue.name())
                .containsExactly("test1/issue_3", "train/issue_3");
        assertThat(scenario.issues().getFirst().recording().notices())
                .extracting(Notice::text)
                .anySatisfy(text -> assertThat(text).contains("without noissue/metrics.csv"));
    }

    @Test
    void unitesTheComponentsOfGraphAndTables() throws Exception {
        Files.writeString(folder.resolve("graph.csv"), ",a,b_client\na,0,0\nb_client,1,0\n");
        Path issue = Files.createDirectories(folder.resolve("train/issue_0"));
        Files.writeString(
                issue.resolve("metrics.csv"),
                """
                microservice,a,"c, the third"
                metric,latency,requests
                statistic,Average,Sum
                unix_timestamp,,
                0.0,0.5,
                300.0,odd,7
                """);
        PetShopReader.Scenario scenario = PetShopReader.read(folder);
        assertThat(scenario.topology().components())
                .extracting(c -> c.id().value() + " " + c.kind())
                .containsExactly("a SERVICE", "b_client REMOTE_SIDE", "c, the third SERVICE");
        Recording recording = scenario.issues().getFirst().recording();
        assertThat(recording.values()[0]).containsExactly(0.5, Double.NaN);
        assertThat(recording.values()[1]).containsExactly(Double.NaN, 7);
        assertThat(recording.notices())
                .extracting(Notice::text)
                .anySatisfy(text -> assertThat(text).contains("nothing was measured on 'b_client'"))
                .anySatisfy(
                        text -> assertThat(text).contains("'c, the third' has series but is not"))
                .anySatisfy(text ->
                        assertThat(text)
                                .startsWith("train/issue_0/metrics.csv, line 6: column")
                                .contains("'odd', which is not a number"));
    }

    @Test
    void saysWhatIsMissing() throws Exception {
        assertThatThrownBy(() -> PetShopReader.read(folder))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("is no PetShop scenario")
                .hasMessageContaining("graph.csv");
        Files.writeString(folder.resolve("graph.csv"), ",a,b\na,0,1\nb,0,0\n");
        assertThatThrownBy(() -> PetShopReader.read(folder))
                .hasMessageContaining("neither noissue/metrics.csv nor");
    }

    private static PetShopReader.Scenario read() throws ImportException {
        return PetShopReader.read(TestData.of("petshop/low_traffic"));
    }

    private static org.assertj.core.data.Offset<Double> within(double offset) {
        return org.assertj.core.data.Offset.offset(offset);
    }

    private static double value(Recording recording, String series, int row) {
        for (int s = 0; s < recording.series().size(); s++) {
            if (recording.series().get(s).id().toString().equals(series)) {
                return recording.values()[s][row];
            }
        }
        throw new AssertionError("no series " + series);
    }

    private static String describe(SeriesInfo info) {
        Signal signal = info.signal();
        Unit unit = info.unit();
        return info.id().metric() + " " + signal + " " + unit;
    }

    private static ComponentKind kind(PetShopReader.Scenario scenario, String name) {
        int i = scenario.topology().indexOf(new ServiceId(name));
        return scenario.topology().component(i).kind();
    }
}
