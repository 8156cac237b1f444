package dev.faultline.app;

import dev.faultline.capture.Recording;
import dev.faultline.evaluation.CaseSource;
import dev.faultline.evaluation.DataSet;
import dev.faultline.evaluation.generator.GeneratorPlan;
import dev.faultline.evaluation.generator.IncidentGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// What incidents are generated.
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class GeneratorOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--seed",
            paramLabel = "S",
            defaultValue = "1",
            description = "the same seed gives the same incidents (default: ${DEFAULT-VALUE})")
    private long seed;

    @Option(
            names = "--components",
            paramLabel = "FROM-TO",
            defaultValue = "10-60",
            description = "components of a generated system (default: ${DEFAULT-VALUE})")
    private String components;

    @Option(
            names = "--from",
            paramLabel = "LAYOUT=DIR",
            description =
                    "borrow the noise of real normal times (repeatable): petshop=DIR, nezha=DIR or"
                            + " set=DIR; simulated where none is named")
    private Map<String, Path> from = new LinkedHashMap<>();

    long seed() {
        return seed;
    }

    /// @param count how many incidents
    CaseSource source(int count) throws IOException {
        List<Recording> normalTimes = new ArrayList<>();
        for (Map.Entry<String, Path> each : from.entrySet()) {
            DataSet layout;
            try {
                layout = DataSet.valueOf(each.getKey().toUpperCase(Locale.ROOT));
            } catch (IllegalArgumentException unknown) {
                throw wrongUse(
                        "There is no data set layout '"
                                + each.getKey()
                                + "': petshop, nezha or set.");
            }
            normalTimes.addAll(layout.normalTimes(each.getValue()));
        }
        String[] size = components.split("-", -1);
        try {
            return new IncidentGenerator(
                    GeneratorPlan.of(count, seed)
                            .sized(
                                    Integer.parseInt(size[0].strip()),
                                    Integer.parseInt(size[size.length - 1].strip())),
                    normalTimes);
        } catch (IllegalArgumentException e) {
            throw wrongUse("That cannot be generated: " + e.getMessage() + ".");
        }
    }

    private ParameterException wrongUse(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }
}
