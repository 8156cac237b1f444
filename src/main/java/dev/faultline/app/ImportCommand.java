package dev.faultline.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `faultline import`: makes a capture from recordings of other programs.
@Command(
        name = "import",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a capture from a recording in another format. Nothing is overwritten; what cannot"
                    + " be read is told and left out."
        },
        subcommands = {
            ImportCsvCommand.class,
            ImportPetShopCommand.class,
            ImportNezhaCommand.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  faultline import csv metrics.csv.gz --topology topology.json --out friday.capture",
            "  faultline import petshop petshop/low_traffic --issue train/issue_0 --out pet.capture",
            "  faultline import nezha online-boutique/2022-08-22 --out boutique.capture"
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class ImportCommand implements Runnable {
    @Spec private CommandSpec spec;

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Say which format: csv, petshop or nezha.");
    }
}
