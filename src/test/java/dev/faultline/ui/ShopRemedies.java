package dev.faultline.ui;

import dev.faultline.remedy.AuditLog;
import dev.faultline.remedy.Identity;
import dev.faultline.remedy.Peers;
import dev.faultline.remedy.Policy;
import dev.faultline.remedy.RemedyDesk;
import dev.faultline.remedy.RemedyEvent;
import dev.faultline.remedy.RunbookCopy;
import dev.faultline.remedy.RunbookFiles;
import dev.faultline.remedy.Signing;
import dev.faultline.store.Database;
import dev.faultline.store.SqliteAudit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;

/// Who acts on the small shop: a runbook of each class, whose script writes down that it ran and
/// waits as long as it is told, real signatures, a real audit. Ann and Bob are commanders.
public final class ShopRemedies implements AutoCloseable {
    private final Path folder;
    private final Path runbooks;
    private final Path ran;
    private final Database database;
    public final Identity person = Identity.create("ann");
    public final Identity second = Identity.create("bob");
    public final AuditLog audit;
    public final RemedyDesk desk;

    /// @param folder that is empty
    public ShopRemedies(Path folder, ShopSystem shop) {
        this.folder = folder;
        ran = folder.resolve("ran.txt");
        runbooks = folder.resolve("runbooks");
        database = new Database(folder.resolve(Database.NAME));
        audit = new SqliteAudit(database, person, person.publicText());
        RemedyDesk.Places places =
                new RemedyDesk.Places(
                        runbooks,
                        folder.resolve(Policy.FILE),
                        folder.resolve(Identity.FILE),
                        folder.resolve("runs"));
        try {
            Files.createDirectory(runbooks);
            Files.writeString(
                    runbooks.resolve("do.sh"),
                    """
                    #!/bin/sh
                    echo "$1 of $2"
                    [ "$1" = plan ] || echo "$1 $2" >> %s
                    [ "$1" = plan ] || sleep "$3"
                    """
                            .formatted(ran));
            Files.setPosixFilePermissions(
                    runbooks.resolve("do.sh"), PosixFilePermissions.fromString("rwxr-xr-x"));
            for (int risk = 0; risk <= 3; risk++) {
                write("class-" + risk, risk);
            }
            person.write(places.identity());
            policy("commander");
            for (RunbookCopy copy : RunbookFiles.read(runbooks).runbooks()) {
                audit.append(Signing.approve(copy, person, shop.now()));
            }
            write("not-approved", 1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        desk = new RemedyDesk(places, audit, Peers.NONE, System.getenv(), t -> t, shop::now);
    }

    /// Who may do what, from now on.
    ///
    /// @param role of Ann
    public void policy(String role) {
        try {
            Files.writeString(
                    folder.resolve(Policy.FILE),
                    """
                    people:
                      - {name: ann, key: "%s", roles: [%s]}
                      - {name: bob, key: "%s", roles: [commander]}
                    needs: {approve: viewer}
                    """
                            .formatted(person.publicText(), role, second.publicText()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String id, int risk) throws IOException {
        Files.writeString(
                runbooks.resolve(id + ".yaml"),
                """
                id: %s
                version: 1
                title: Try %s
                purpose: Writes down that it ran.
                limits: Mends nothing.
                risk: %d
                script:
                  file: do.sh
                  arguments: [do, "{component}", "{wait}"]
                  dryRun: [plan, "{component}", "{wait}"]
                  rollback: [undo, "{component}", "{wait}"]
                parameters:
                  - {name: component, title: Component, type: component, from: target}
                  - {name: wait, title: "Waits, s", type: whole, least: 0, most: 100, from: asked, default: 0}
                timeout: 120s
                environment: [PATH]
                effect: {signals: [latency], within: 1h}
                cooldown: 0s
                """
                        .formatted(id, id, risk));
    }

    public RunbookCopy runbook(String id) {
        return RunbookFiles.read(runbooks).runbook(id).orElseThrow();
    }

    /// What the scripts did.
    public List<String> done() {
        try {
            return Files.exists(ran) ? Files.readAllLines(ran) : List.of();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// How many entries of a kind the audit has.
    public <T extends RemedyEvent> List<T> entries(Class<T> kind) {
        try {
            return audit.events().stream().filter(kind::isInstance).map(kind::cast).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        desk.close();
        database.close();
    }
}
