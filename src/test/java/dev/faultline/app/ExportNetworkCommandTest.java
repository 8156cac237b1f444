package dev.faultline.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.faultline.cause.Recalibration;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ExportNetworkCommandTest {
    private static final String PETSHOP = "sample-data/petshop-low-latency.capture";

    @TempDir Path folder;

    /// Written, asked by `infer`: the very numbers that `investigate` shows, once they are
    /// recalibrated as those are.
    @Test
    void whatIsExportedHasThePosteriorsThatTheInvestigationShows() {
        Path bif = folder.resolve("shop.bif");
        Run export = run("export-network", PETSHOP, "--format", "bif", "--out", bif);
        assertThat(export.err).isEmpty();
        assertThat(export.out).contains("shop.bif").contains("shop.evidence.json");
        JsonNode shown = json("investigate", PETSHOP, "--json", "--top", 100);
        assertThat(shown.path("exactness").toString()).contains("exact");
        JsonNode asked =
                json("infer", bif, "--evidence", folder.resolve("shop.evidence.json"), "--json");
        assertThat(shown.path("ranking").size()).isGreaterThan(20);
        for (JsonNode cause : shown.path("ranking")) {
            String component = cause.path("component").asString();
            JsonNode posterior =
                    asked.path("posterior")
                            .path("fault_" + component.replaceAll("[^A-Za-z0-9_]", "_"));
            assertThat(Recalibration.DEFAULT.apply(posterior.path(1).asDouble()))
                    .as(component)
                    .isCloseTo(cause.path("cause").asDouble(), within(1e-9));
        }
    }

    @Test
    void overwritesNothingUnlessForcedAndPrintsWithoutAFile() {
        Path bif = folder.resolve("shop.bif");
        assertThat(run("export-network", PETSHOP, "--out", bif).code).isZero();
        Run again = run("export-network", PETSHOP, "--out", bif);
        assertThat(again.code).isEqualTo(1);
        assertThat(again.err).contains("shop.bif exists", "--force");
        assertThat(run("export-network", PETSHOP, "--out", bif, "--force").code).isZero();
        assertThat(run("export-network", PETSHOP).out)
                .startsWith("// evidence: {\"hard\":{")
                .contains("variable incident {");
        assertThat(run("export-network", PETSHOP, "--format", "xml").code).isEqualTo(2);
        assertThat(run("export-network", folder.resolve("none.capture")).code).isEqualTo(1);
    }

    private static JsonNode json(Object... args) {
        Run run = run(args);
        assertThat(run.err).isEmpty();
        return JsonMapper.shared().readTree(run.out);
    }

    private record Run(int code, String out, String err) {}

    private static Run run(Object... args) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code =
                new CommandLine(new Main())
                        .setOut(new PrintWriter(out, true))
                        .setErr(new PrintWriter(err, true))
                        .execute(Arrays.stream(args).map(Object::toString).toArray(String[]::new));
        return new Run(code, out.toString(), err.toString());
    }
}
