package dev.faultline.app;

import dev.faultline.model.Notice;
import dev.faultline.settings.SettingsFile;
import dev.faultline.settings.UserFolder;
import dev.faultline.topology.Component;
import dev.faultline.topology.Correction;
import dev.faultline.topology.Corrections;
import dev.faultline.topology.Sighting;
import dev.faultline.topology.Topology;
import dev.faultline.topology.TopologyException;
import dev.faultline.topology.TopologyFiles;
import dev.faultline.topology.TopologyJson;
import dev.faultline.wording.Wording;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `faultline topology`: what files and corrections say of a system, as one graph.
@Command(
        name = "topology",
        mixinStandardHelpOptions = true,
        description = {
            "Prints the dependency graph that files and your corrections make together: components with"
                    + " team and kind, dependencies with who told of them, and where sources differ.",
            "Reads Backstage catalogs, Kiali graphs, Jaeger dependencies, topology.json and tables, and"
                    + " folders of them; without any, those of topology.files in settings.yaml."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  faultline topology catalog/ jaeger.json",
            "  faultline topology catalog/ --system 'broker1:9092 \u00b7 metrics' --out topology.json"
        })
@SuppressWarnings("NullAway.Init") // picocli fills the fields
final class TopologyCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(
            arity = "0..*",
            paramLabel = "FILES",
            description = "Files and folders, the most believed first.")
    private List<Path> files = List.of();

    @Option(
            names = "--system",
            paramLabel = "TITLE",
            description = "Lay what was corrected of this system over it: the title of its window.")
    private String system = "";

    @Option(names = "--json", description = "Print topology.json instead of text.")
    private boolean json;

    @Option(
            names = "--out",
            paramLabel = "F",
            description = "Write topology.json to a file, which must not be there yet.")
    private @Nullable Path out;

    @Override
    public Integer call() {
        SettingsFile.Loaded settings = SettingsFile.load();
        List<Notice> notices = new ArrayList<>(settings.notices());
        List<Path> named = new ArrayList<>(files);
        for (String file : settings.settings().topology().files()) {
            named.add(UserFolder.here().resolve(file));
        }
        PrintWriter err = spec.commandLine().getErr();
        try {
            Topology.Reading read = TopologyFiles.readAll(named);
            notices.addAll(read.notices());
            Corrections corrections = Corrections.NONE;
            if (!system.isEmpty()) {
                SessionFile.Told told = SessionFile.here().told(system);
                notices.addAll(told.notices());
                for (Correction.Act act : told.corrections()) {
                    corrections = corrections.with(act);
                }
            }
            Topology topology = corrections.of(read.topology());
            if (out != null) {
                Files.writeString(out, TopologyJson.write(topology), StandardOpenOption.CREATE_NEW);
            }
            PrintWriter page = spec.commandLine().getOut();
            page.print(json ? TopologyJson.write(topology) : text(topology, corrections));
            page.flush();
            notices.forEach(notice -> err.println(notice.text()));
            err.flush();
            return 0;
        } catch (TopologyException e) {
            err.println(e.getMessage());
            return 1;
        } catch (IOException e) {
            err.println(out + " could not be written (" + e + ").");
            return 1;
        }
    }

    private static String text(Topology topology, Corrections corrections) {
        Wording wording = Wording.english();
        StringBuilder text = new StringBuilder();
        text.append(
                "%,d components, %,d dependencies%n"
                        .formatted(topology.size(), topology.dependencies().size()));
        for (Component each : topology.components()) {
            text.append(
                    "  %s (%s%s, criticality %d) \u00b7 %s%n"
                            .formatted(
                                    each.id(),
                                    each.kind().label(),
                                    each.team().isEmpty() ? "" : ", team " + each.team(),
                                    each.criticality(),
                                    each.sightings().stream()
                                            .map(Sighting::source)
                                            .collect(Collectors.joining(", "))));
        }
        text.append("Dependencies%n".formatted());
        topology.dependencies()
                .forEach(each -> text.append("  %s%n".formatted(wording.graph().dependency(each))));
        if (!corrections.held().isEmpty()) {
            text.append("Corrections%n".formatted());
            for (Correction.Act act : corrections.held()) {
                text.append(
                        "  %s \u00b7 %s \u00b7 %s%n"
                                .formatted(
                                        wording.graph().correction(act.correction()),
                                        act.by(),
                                        act.at()));
            }
        }
        return text.toString();
    }
}
