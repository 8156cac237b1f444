package dev.faultline.app;

import dev.faultline.capture.Recording;
import dev.faultline.capture.importer.PetShopReader;
import dev.faultline.evaluation.Labels;
import dev.faultline.model.TimeSpan;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `faultline import petshop`: one incident of PetShop, or all of them.
@Command(
        name = "petshop",
        mixinStandardHelpOptions = true,
        description = {
            "Makes captures from the PetShop data set: one incident with --issue, else one capture of"
                    + " each incident, into the folder --out. The normal reference of the scenario"
                    + " comes along."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  faultline import petshop petshop/low_traffic --issue train/issue_0 --out pet.capture",
            "  faultline import petshop petshop --issue high_traffic/train/issue_5 --out pet.capture",
            "  faultline import petshop petshop --out captures"
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class ImportPetShopCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "DIR",
            description = "the folder of a scenario (with graph.csv), or the one of all scenarios")
    private Path folder;

    @Option(
            names = "--issue",
            paramLabel = "[SCENARIO/]SPLIT/ISSUE",
            description = "the incident, as its folder lies below DIR")
    private @Nullable String issue;

    @Mixin private CaptureOptions capture;

    @Override
    public Integer call() {
        try {
            return issue == null ? importAll() : importOne(issue);
        } catch (IOException e) {
            spec.commandLine().getErr().println(e.getMessage());
            return 1;
        }
    }

    private int importOne(String path) throws IOException {
        String[] parts = path.split("/", -1);
        if (parts.length < 2 || parts.length > 3) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--issue '"
                            + path
                            + "' is not of the form SPLIT/ISSUE or SCENARIO/SPLIT/ISSUE.");
        }
        Path place = parts.length == 3 ? folder.resolve(parts[0]) : folder;
        PetShopReader.Scenario scenario = PetShopReader.read(place);
        for (PetShopReader.Issue candidate : scenario.issues()) {
            if (candidate.split().equals(parts[parts.length - 2])
                    && candidate.name().equals(parts[parts.length - 1])) {
                write(capture.out(), scenario, candidate);
                return 0;
            }
        }
        throw new IOException(
                "There is no incident "
                        + path
                        + " in "
                        + folder
                        + " (no metrics.csv of that name).");
    }

    private int importAll() throws IOException {
        Files.createDirectories(capture.out());
        for (Path place : scenarios()) {
            PetShopReader.Scenario scenario = PetShopReader.read(place);
            for (PetShopReader.Issue each : scenario.issues()) {
                String name =
                        ("petshop-" + scenario.name() + "-" + each.split() + "-" + each.name())
                                .replace('_', '-');
                write(capture.out().resolve(name + ".capture"), scenario, each);
            }
        }
        return 0;
    }

    private List<Path> scenarios() throws IOException {
        if (Files.exists(folder.resolve("graph.csv"))) {
            return List.of(folder);
        }
        List<Path> found = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (Stream<Path> below = Files.list(folder)) {
                below.filter(place -> Files.exists(place.resolve("graph.csv")))
                        .sorted()
                        .forEach(found::add);
            }
        }
        if (found.isEmpty()) {
            throw new IOException(
                    folder + " is no PetShop scenario, and holds none: there is no graph.csv.");
        }
        return found;
    }

    private void write(Path target, PetShopReader.Scenario scenario, PetShopReader.Issue incident)
            throws IOException {
        PrintWriter terminal = spec.commandLine().getOut();
        // the data set names a period by its beginning; it is known when it is over
        Recording recording = incident.recording().shifted(PetShopReader.STEP);
        Optional<Recording> normal =
                scenario.reference().map(reference -> reference.shifted(PetShopReader.STEP));
        List<TimeSpan> reference = normal.map(CaptureOptions::span).map(List::of).orElse(List.of());
        CaptureOptions.Defaults defaults =
                new CaptureOptions.Defaults(
                        "PetShop, "
                                + scenario.name().replace('_', ' ')
                                + ", "
                                + incident.name().replace('_', ' ')
                                + " ("
                                + incident.split()
                                + ")",
                        "PetShop data set: Hardt et al., The PetShop Dataset: Finding Causes of"
                                + " Performance Issues across Microservices, CLeaR 2024,"
                                + " https://github.com/amazon-science/petshop-root-cause-analysis",
                        "CC-BY-4.0",
                        "Five rows of five minutes around an injected fault, on a test system. "
                                + (normal.isPresent()
                                        ? "The normal reference was recorded at another time."
                                        : "This scenario comes without a normal reference.")
                                + " Times are the ends of the five minutes; the data set names them"
                                + " by their beginnings.",
                        PetShopReader.STEP,
                        reference,
                        CaptureOptions.span(recording).to());
        capture.write(
                target, defaults, normal, recording, Labels.petShop(incident.folder()), terminal);
    }
}
