package dev.faultline.app;

import dev.faultline.evaluation.generator.GeneratedFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `faultline generate`: writes semi-synthetic incidents as a labelled set.
@Command(
        name = "generate",
        mixinStandardHelpOptions = true,
        description = {
            "Writes incidents of random systems, with their answers, in the layout that 'evaluate set'"
                    + " reads.",
            "Trouble spreads by a mechanism (time-outs, retries, queues, shared hosts), not by the"
                    + " model that the diagnosis assumes."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  faultline generate --out practice --cases 20 --seed 7",
            "  faultline generate --out large --cases 2 --components 500-1000",
            "  faultline generate --out real --from set=bank/set --from nezha=online-boutique"
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class GenerateCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Option(
            names = "--out",
            required = true,
            paramLabel = "DIR",
            description = "a folder that does not exist yet")
    private Path folder;

    @Option(
            names = "--cases",
            paramLabel = "N",
            defaultValue = "200",
            description = "how many incidents (default: ${DEFAULT-VALUE})")
    private int cases;

    @Mixin private GeneratorOptions generator;

    @Override
    public Integer call() {
        try {
            GeneratedFiles.write(generator.source(cases), folder);
            spec.commandLine().getOut().println("Written to " + folder + ".");
            return 0;
        } catch (IOException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return 1;
        }
    }
}
