package dev.faultline.app;

import dev.faultline.remedy.RunbookFiles;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// `faultline runbook check`: whether the files say what they have to.
@Command(
        name = "check",
        mixinStandardHelpOptions = true,
        description = {
            "Checks the runbooks of the folder and their scripts: every mistake with file and line.",
            "Exit code 0 where all of them can be used, 1 where not."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  faultline runbook check",
            "  faultline runbook check --folder sample-data/runbooks"
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class RunbookCheckCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Mixin private RemedyPlace place;

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        Path folder = place.folder(err);
        if (!Files.isDirectory(folder)) {
            err.println(
                    "There is no folder "
                            + folder
                            + ". Name one with --folder, or with remedy.runbooks in settings.yaml.");
            return 1;
        }
        RunbookFiles.Read read = place.runbooks(err);
        PrintWriter out = spec.commandLine().getOut();
        int usable = read.runbooks().size();
        out.println(
                usable == 1
                        ? "1 runbook of " + folder + " can be used."
                        : usable + " runbooks of " + folder + " can be used.");
        out.flush();
        return read.notices().isEmpty() ? 0 : 1;
    }
}
