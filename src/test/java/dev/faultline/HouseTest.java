package dev.faultline;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who may import whom. The same rules run over the program and over a small tree of bad examples,
/// `dev.faultline.housefixture`, in which every one of them must find what is wrong.
class HouseTest {
    private static final JavaClasses HOUSE =
            new ClassFileImporter()
                    .withImportOption(new ImportOption.DoNotIncludeTests())
                    .importPackages("dev.faultline");

    private static final String FIXTURE = "dev.faultline.housefixture";
    private static final JavaClasses BAD = new ClassFileImporter().importPackages(FIXTURE);

    @TestFactory
    Stream<DynamicTest> theHouseKeepsItsRules() {
        return new HouseRules("dev.faultline")
                .all().entrySet().stream()
                        .map(rule ->
                                DynamicTest.dynamicTest(
                                        rule.getKey(), () -> rule.getValue().check(HOUSE)));
    }

    @ParameterizedTest
    @CsvSource({
        "attic.Forgotten,       every package has its row in the table",
        "model.KnowsTopology,   model imports",
        "signal.KnowsCause,     signal imports",
        "cause.KnowsEngine,     cause imports",
        "capture.ReadsTruth,    capture imports",
        "engine.KnowsApp,       engine imports",
        "ui.graph.KnowsReplay,  ui imports",
        "cause.KnowsEngine,     no cycles",
        "signal.UsesJavaFx,     'the home of atlantafx.., javafx.., org.eclipse.elk.., org.graphstream.., org.jfree.., org.kordamp.ikonli..'",
        "ui.graph.CallsRunLater, runLater only in FxExecutor",
        "app.StartsProcess,     processes only in remedy and demo",
        "app.StartsByRuntime,   processes only in remedy and demo",
        "capture.ReadsTruth,    the truth only in evaluation and drill",
        "signal.LooksAtClock,   no clock",
        "incident.LooksAtNanos, no clock",
        "engine.Prints,         only app prints",
        "engine.LogsByBackend,  only app knows the logging backend",
    })
    void aBrokenRuleGoesRedAndNamesTheClass(String culprit, String rule) {
        ArchRule broken = new HouseRules(FIXTURE).all().get(rule);
        assertThat(broken).as("the rule '%s'", rule).isNotNull();
        assertThat(broken.evaluate(BAD).getFailureReport().toString())
                .as("the rule '%s'", rule)
                .contains(FIXTURE + "." + culprit);
    }

    @Test
    void whatIsAllowedInTheFixtureStaysGreen() {
        String reports =
                String.join(
                        "\n",
                        new HouseRules(FIXTURE)
                                .all().values().stream()
                                        .map(r -> r.evaluate(BAD).getFailureReport().toString())
                                        .toList());
        assertThat(reports)
                .doesNotContain("<" + FIXTURE + ".ui.FxExecutor.")
                .doesNotContain("<" + FIXTURE + ".app.MayImportAll.");
    }
}
