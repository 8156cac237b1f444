package dev.faultline.capture.importer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.faultline.capture.Recording;
import dev.faultline.model.Notice;
import dev.faultline.model.SeriesInfo;
import dev.faultline.model.Signal;
import dev.faultline.model.Unit;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NezhaReaderTest {
    private static final Path DAY = TestData.of("nezha/2022-08-22");

    @TempDir Path folder;

    @Test
    void putsAllPodsOnOneGridOfMinutes() throws Exception {
        Recording recording = NezhaReader.read(DAY);
        assertThat(recording.rows()).isEqualTo(40);
        assertThat(recording.atMillis()[0]).isEqualTo(1661140279000L);
        assertThat(recording.atMillis()[39]).isEqualTo(1661140279000L + 39 * 60_000);
        assertThat(recording.topology().components())
                .extracting(component -> component.id().value())
                .containsExactlyInAnyOrder("adservice", "emailservice", "frontend");
        assertThat(recording.topology().dependencies())
                .extracting(d -> d.from() + " > " + d.to())
                .containsExactly("frontend > adservice");
        for (int s = 0; s < recording.series().size(); s++) {
            if (recording.series().get(s).signal() == Signal.CPU) {
                assertThat(recording.values()[s]).doesNotContain(Double.NaN);
            }
        }
    }

    @Test
    void believesTheWrittenTimeWhereTheStampIsWrong() throws Exception {
        Recording recording = NezhaReader.read(DAY);
        assertThat(value(recording, "adservice/cpu_percent", 0)).isEqualTo(5.874943786281926);
        assertThat(recording.notices())
                .extracting(Notice::text)
                .contains(
                        "adservice-5f6585d649-fnmft_metric.csv, line 2: the column TimeStamp is"
                                + " 200000000 s away from the column Time. The column Time was"
                                + " believed (and the same for 39 more lines).");
    }

    @Test
    void mapsColumnsToMetricsUnitsAndSignals() throws Exception {
        Recording recording = NezhaReader.read(DAY);
        assertThat(recording.series())
                .filteredOn(info -> info.service().value().equals("frontend"))
                .extracting(info -> info.id().metric() + " " + info.signal() + " " + info.unit())
                .contains(
                        "cpu_percent CPU PERCENT",
                        "memory_percent MEMORY PERCENT",
                        "latency_p95 LATENCY SECONDS",
                        "client_latency_p99 CLIENT_LATENCY SECONDS",
                        "workload TRAFFIC PER_SECOND",
                        "success_percent AVAILABILITY PERCENT",
                        "network_receive_bytes NETWORK BYTES_PER_SECOND",
                        "node_cpu_percent OTHER PERCENT",
                        "user_latency_p50 LATENCY SECONDS",
                        "user_success_percent AVAILABILITY PERCENT");
        assertThat(value(recording, "adservice/memory_bytes", 0))
                .isEqualTo(201.23828125 * 1024 * 1024);
        assertThat(recording.series()).extracting(SeriesInfo::unit).contains(Unit.COUNT);
    }

    @Test
    void saysThatAddressesAndLoadGeneratorsAreNoComponents() throws Exception {
        assertThat(NezhaReader.read(DAY).notices())
                .extracting(Notice::text)
                .anySatisfy(text -> assertThat(text).contains("are no components"));
    }

    @Test
    void readsADayWithoutDependencies() throws Exception {
        copyMetricsBut("dependency.csv");
        Recording recording = NezhaReader.read(folder);
        assertThat(recording.topology().size()).isEqualTo(3);
        assertThat(recording.topology().dependencies()).isEmpty();
        assertThat(recording.notices())
                .extracting(Notice::text)
                .anySatisfy(text -> assertThat(text).contains("holds no dependency.csv"));
    }

    @Test
    void saysWhatIsNoDay() {
        assertThatThrownBy(() -> NezhaReader.read(folder))
                .isInstanceOf(ImportException.class)
                .hasMessageContaining("holds no POD_metric.csv");
    }

    @Test
    void aServiceIsAPodWithoutItsHashParts() {
        assertThat(NezhaReader.serviceOf("cartservice-579f59597d-wc2lz")).isEqualTo("cartservice");
        assertThat(NezhaReader.serviceOf("card-service-579f59597d-wc2lz"))
                .isEqualTo("card-service");
        assertThat(NezhaReader.serviceOf("redis")).isEqualTo("redis");
    }

    private void copyMetricsBut(String left) throws IOException {
        try (Stream<Path> files = Files.list(DAY.resolve("metric"))) {
            List<Path> all = files.toList();
            for (Path file : all) {
                if (!file.endsWith(left)) {
                    Files.copy(file, folder.resolve(file.getFileName()));
                }
            }
        }
    }

    private static double value(Recording recording, String series, int row) {
        for (int s = 0; s < recording.series().size(); s++) {
            if (recording.series().get(s).id().toString().equals(series)) {
                return recording.values()[s][row];
            }
        }
        throw new AssertionError("no series " + series);
    }
}
