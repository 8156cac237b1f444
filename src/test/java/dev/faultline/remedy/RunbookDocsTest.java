package dev.faultline.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.model.Notice;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the guide to runbooks shows is what is read.
class RunbookDocsTest {
    private static final Path DOCS = Path.of("assets/docs");
    private static final Path RESOURCES = Path.of("src/main/resources/dev/faultline/remedy");

    @TempDir Path folder;

    @Test
    void itsRunbookCanBeUsedAndItsMistakesAreToldAsShown() throws IOException {
        String example = example(1);
        String guide = guide();
        Files.writeString(folder.resolve("grow-pool.sh"), "#!/bin/sh\n");
        Files.writeString(folder.resolve("grow-pool.yaml"), example);
        RunbookFiles.Read read = RunbookFiles.read(folder);
        assertThat(read.notices()).isEmpty();
        assertThat(read.runbook("grow-pool")).isPresent();
        for (String wrong :
                List.of(
                        example.replace("risk: 1", "risk: 7"),
                        example.replace("\"{size}\"]\n  dry", "\"{sizes}\"]\n  dry"))) {
            assertThat(wrong).isNotEqualTo(example);
            Files.writeString(folder.resolve("grow-pool.yaml"), wrong);
            assertThat(RunbookFiles.read(folder).notices())
                    .singleElement()
                    .extracting(Notice::text)
                    .asString()
                    .startsWith(folder.toString())
                    .satisfies(text ->
                            assertThat(guide)
                                    .contains(text.substring(folder.toString().length() + 1)));
        }
    }

    @Test
    void itsPolicyCanBeUsedAndShowsTheDefaults() throws IOException {
        Policy.Read read = Policy.read(Files.writeString(folder.resolve("p.yaml"), example(2)));
        assertThat(read.notices()).isEmpty();
        assertThat(read.policy().people()).containsOnlyKeys("ann", "bob");
        assertThat(read.policy().freezes()).hasSize(1);
        assertThat(read.policy().needs()).isEqualTo(Policy.USUAL);
        assertThat(read.policy().approve()).isEqualTo(Policy.NOBODY.approve());
    }

    @ParameterizedTest
    @ValueSource(strings = {"runbook.schema.json", "policy.schema.json"})
    void theDocumentedSchemaIsTheOneThatIsUsed(String name) throws IOException {
        assertThat(Files.readString(DOCS.resolve(name)))
                .isEqualTo(Files.readString(RESOURCES.resolve(name)));
    }

    @Test
    void everyKeyIsInTheGuide() throws IOException {
        JsonNode schema =
                JsonMapper.shared()
                        .readTree(Files.readString(RESOURCES.resolve("runbook.schema.json")));
        Set<String> keys = new LinkedHashSet<>();
        collect(schema, keys);
        assertThat(keys).hasSizeGreaterThan(40);
        String guide = guide();
        assertThat(keys).allSatisfy(key -> assertThat(guide).contains("`" + key + "`"));
    }

    @Test
    void theRunbooksThatComeWithTheProgramCanBeUsed() {
        RunbookFiles.Read read = RunbookFiles.read(Path.of("sample-data/runbooks"));
        assertThat(read.notices()).isEmpty();
        assertThat(read.runbooks()).isNotEmpty();
    }

    private static void collect(JsonNode rule, Set<String> keys) {
        rule.path("properties")
                .propertyStream()
                .forEach(entry -> {
                    keys.add(entry.getKey());
                    collect(entry.getValue(), keys);
                });
        if (rule.has("items")) {
            collect(rule.path("items"), keys);
        }
    }

    private static String example(int number) throws IOException {
        return guide().split("```yaml\n", -1)[number].split("```", 2)[0];
    }

    private static String guide() throws IOException {
        return Files.readString(DOCS.resolve("runbooks.md"));
    }
}
