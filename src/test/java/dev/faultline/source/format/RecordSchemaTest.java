package dev.faultline.source.format;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The schema of the own format allows what the program reads, and nothing that it refuses.
class RecordSchemaTest {
    private static final Path SCHEMA = Path.of("assets/docs/record.schema.json");

    static List<String> samples() throws IOException {
        List<String> all = new ArrayList<>(Samples.text("own.ndjson").lines().toList());
        JsonNode schema = JsonMapper.shared().readTree(Files.readString(SCHEMA));
        schema.path("examples").forEach(e -> all.add(e.toString()));
        return all;
    }

    @ParameterizedTest
    @MethodSource("samples")
    @ValueSource(
            strings = {
                "{\"metric\":\"m\",\"value\":-1.5e3}",
                "{\"metric\":\"m\",\"value\":\"NaN\",\"ts\":0}",
                "{\"metric\":\"m\",\"value\":\"+Inf\",\"ts\":\"2026-11-23 18:48:00\"}",
                "{\"metric\":\"m\",\"value\":5,\"ts\":\"2026-11-23T18:48:00,5+0100\",\"sequence\":7}",
                "{\"metric\":\"m\",\"value\":5,\"labels\":{\"a\":null,\"b\":1.5}}"
            })
    void readsWhatTheSchemaAllows(String record) throws IOException {
        assertThat(schema().validate(record, InputFormat.JSON)).isEmpty();
        assertThat(read(record).only().series().metric()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"metric\":\"m\"}",
                "{\"value\":5}",
                "{\"metric\":\"m\",\"value\":\"fast\"}",
                "{\"metric\":\"m\",\"value\":null}",
                "{\"metric\":\"m\",\"value\":true}",
                "{\"metric\":\"m\",\"value\":5,\"ts\":\"2026-11-23\"}",
                "{\"metric\":\"m\",\"value\":5,\"ts\":-5}"
            })
    void refusesWhatTheSchemaRefuses(String record) throws IOException {
        assertThat(schema().validate(record, InputFormat.JSON)).isNotEmpty();
        assertThat(read(record).rejects).hasSize(1);
        assertThat(read(record).points).isEmpty();
    }

    private static Gathered read(String record) {
        return Gathered.of(Format.OWN, record.getBytes(StandardCharsets.UTF_8));
    }

    private static Schema schema() throws IOException {
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(Files.readString(SCHEMA));
    }
}
