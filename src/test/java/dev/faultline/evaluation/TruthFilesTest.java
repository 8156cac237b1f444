package dev.faultline.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.model.ServiceId;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TruthFilesTest {
    @TempDir Path folder;

    @Test
    void readsTheBanksFaults() throws Exception {
        List<Truth> truths = TruthFiles.read(data("bank/truth.json"));
        assertThat(truths).hasSize(5);
        assertThat(truths.getFirst())
                .isEqualTo(
                        new Truth(
                                true,
                                List.of(new ServiceId("host-03")),
                                "host_down",
                                Instant.ofEpochSecond(1745036251),
                                Instant.ofEpochSecond(1745037811)));
    }

    @Test
    void readsBackWhatItWrote() throws Exception {
        List<Truth> truths = TruthFiles.read(data("bank/truth.json"));
        Path file = Files.writeString(folder.resolve("truth.json"), TruthFiles.write(truths));
        assertThat(TruthFiles.read(file)).isEqualTo(truths);
    }

    @Test
    void readsACaseWithoutAFault() throws Exception {
        Path file =
                Files.writeString(
                        folder.resolve("truth.json"),
                        """
                        {"fault":false,"roots":[],"kind":"planned_batch","onset":1739731746,
                         "end":1739731746,"severity":0,"affected":[]}
                        """);
        Truth truth = TruthFiles.read(file).getFirst();
        assertThat(truth.fault()).isFalse();
        assertThat(truth.roots()).isEmpty();
    }

    @Test
    void readsPetShopsRootAndTrigger() throws Exception {
        Truth truth = TruthFiles.petShop(data("petshop/low_traffic/train/issue_0/target.json"));
        assertThat(truth.roots()).containsExactly(new ServiceId("PetSearch_AWS::ECS::Fargate"));
        assertThat(truth.kind()).isEqualTo("latency");
        assertThat(truth.onset()).isEqualTo(Instant.ofEpochSecond(1681855803));
        assertThat(truth.end()).isEqualTo(truth.onset());
    }

    @Test
    void readsNezhasFaultsByOnset() throws Exception {
        List<Truth> truths = TruthFiles.nezha(data("nezha/2022-08-22/2022-08-22-fault_list.json"));
        assertThat(truths)
                .extracting(t -> t.roots().getFirst() + " " + t.kind() + " " + t.onset())
                .containsExactly(
                        "frontend cpu_contention 2022-08-22T03:53:54Z",
                        "frontend return 2022-08-22T04:02:07Z");
    }

    @Test
    void saysWhatIsNoTruth() throws Exception {
        Path file = Files.writeString(folder.resolve("truth.json"), "{\"roots\":[\"a\"]}");
        assertThatThrownBy(() -> TruthFiles.read(file))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("'onset' is no time");
        assertThatThrownBy(() -> TruthFiles.petShop(file))
                .hasMessageContaining("no 'root_cause.node'");
        assertThatThrownBy(() -> TruthFiles.nezha(folder.resolve("none.json")))
                .hasMessageContaining("There is no file");
    }

    private static Path data(String name) throws URISyntaxException {
        return Path.of(TruthFilesTest.class.getResource("/dev/faultline/capture/" + name).toURI());
    }
}
