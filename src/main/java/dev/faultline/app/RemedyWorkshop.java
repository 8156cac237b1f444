package dev.faultline.app;

import dev.faultline.demo.Demo;
import dev.faultline.demo.DemoPlan;
import dev.faultline.remedy.AuditLog;
import dev.faultline.remedy.Identity;
import dev.faultline.remedy.Peers;
import dev.faultline.remedy.Policy;
import dev.faultline.remedy.RemedyDesk;
import dev.faultline.remedy.RunbookCopy;
import dev.faultline.remedy.RunbookFiles;
import dev.faultline.remedy.Signing;
import dev.faultline.settings.Settings;
import dev.faultline.settings.UserFolder;
import dev.faultline.source.mask.Masking;
import dev.faultline.store.Database;
import dev.faultline.store.kafka.KafkaPeers;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A desk for remediation, and what has to be closed after it.
///
/// @param database where its audit is
/// @param peers what it tells the others through
record RemedyWorkshop(RemedyDesk desk, Database database, Peers peers) implements AutoCloseable {
    private static final String RUNBOOKS = "runbooks";
    private static final String RUNS = "runs";

    /// Puts the parts together.
    ///
    /// @param environment what scripts are given their allowed variables and secrets from
    static RemedyWorkshop of(
            RemedyDesk.Places places,
            Path database,
            Peers peers,
            Map<String, String> environment,
            Settings.Masking masking) {
        Database opened = new Database(database);
        return new RemedyWorkshop(
                new RemedyDesk(
                        places,
                        new OwnAudit(opened, places.identity()),
                        peers,
                        environment,
                        Masking.forOnce(masking)::line,
                        InstantSource.system()),
                opened,
                peers);
    }

    /// One for whoever runs this program, on systems that are real.
    ///
    /// @param peers who else acts on them
    static RemedyWorkshop own(Settings settings, Peers peers) {
        Path home = UserFolder.here();
        Path data = UserFolder.data();
        return of(
                new RemedyDesk.Places(
                        home.resolve(settings.remedy().runbooks()),
                        home.resolve(Policy.FILE),
                        home.resolve(Identity.FILE),
                        data.resolve(RUNS)),
                data.resolve(Database.NAME),
                peers,
                System.getenv(),
                settings.masking());
    }

    /// One for the demo, in the demo's own folder and gone with it: the runbooks that come with the
    /// program, approved by a person made up for it, who may do what needs no second one.
    ///
    /// @param samples where the runbooks lie; empty where the program came without them
    /// @throws IOException where the folder can't be written
    static RemedyWorkshop demo(
            Demo demo, DemoPlan plan, Optional<Path> samples, Settings.Masking masking)
            throws IOException {
        Path folder = Files.createDirectory(demo.folder().resolve("remedies"));
        RemedyDesk.Places places =
                new RemedyDesk.Places(
                        Files.createDirectory(folder.resolve(RUNBOOKS)),
                        folder.resolve(Policy.FILE),
                        folder.resolve(Identity.FILE),
                        folder.resolve(RUNS));
        if (samples.isPresent()) {
            copy(samples.get().resolve(RUNBOOKS), places.runbooks());
        }
        Identity person = Identity.create(name());
        person.write(places.identity());
        Files.writeString(
                places.policy(),
                """
                people:
                  - {name: "%s", key: "%s", roles: [commander]}
                needs: {approve: commander}
                """
                        .formatted(person.name(), person.publicText()));
        RemedyWorkshop made =
                of(
                        places,
                        folder.resolve(Database.NAME),
                        Peers.NONE,
                        environment(plan.data()),
                        masking);
        try {
            AuditLog audit = new OwnAudit(made.database, places.identity());
            for (RunbookCopy copy : RunbookFiles.read(places.runbooks()).runbooks()) {
                audit.append(Signing.approve(copy, person, InstantSource.system().instant()));
            }
            return made;
        } catch (IOException | RuntimeException e) {
            made.close();
            throw e;
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        if (!Files.isDirectory(from)) {
            return;
        }
        List<Path> files;
        try (Stream<Path> all = Files.list(from)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path each : files) {
            Files.copy(each, to.resolve(each.getFileName()));
        }
    }

    /// The name by which the machine knows its user, as far as it can stand in a policy.
    private static String name() {
        String user = System.getProperty("user.name", "").replaceAll("[^A-Za-z0-9._@-]", "-");
        return Identity.NAME.matcher(user).matches() ? user : "demo";
    }

    /// With how the bank's scripts call this program, whose client speaks to the control port.
    ///
    /// @param data where it is said where the control port is
    private static Map<String, String> environment(Path data) {
        Map<String, String> given = new HashMap<>(System.getenv());
        given.put(
                "FAULTLINE_JAVA",
                Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // Scripts run in a folder of their own: what is relative here leads nowhere there.
        given.put(
                "FAULTLINE_CLASSPATH",
                Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator, -1))
                        .map(entry -> Path.of(entry).toAbsolutePath().toString())
                        .collect(Collectors.joining(File.pathSeparator)));
        given.put("FAULTLINE_HOME", data.toAbsolutePath().toString());
        return given;
    }

    @Override
    public void close() {
        desk.close();
        if (peers instanceof KafkaPeers kafka) {
            kafka.close();
        }
        database.close();
    }
}
