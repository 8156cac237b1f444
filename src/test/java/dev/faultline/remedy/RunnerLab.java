package dev.faultline.remedy;

import dev.faultline.model.ServiceId;
import dev.faultline.model.Signal;
import dev.faultline.store.AuditChain;
import dev.faultline.store.Database;
import dev.faultline.store.SqliteAudit;
import dev.faultline.topology.Topology;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.UnaryOperator;

/// A runner over a real database in a folder, and scripts for it. Its gate lets all in: what it
/// refuses has its own tests.
public final class RunnerLab implements AutoCloseable {
    public static final Identity KEYS = Identity.create("bench");
    public static final Gatekeeper OPEN = (_, _, _) -> Optional.empty();

    public final List<String> lines = new CopyOnWriteArrayList<>();
    public final Database database;
    public final SqliteAudit audit;
    private final Path folder;

    public RunnerLab(Path folder) {
        this(folder, KEYS);
    }

    public RunnerLab(Path folder, Identity keys) {
        this.folder = folder;
        this.database = new Database(folder.resolve(Database.NAME));
        this.audit = new SqliteAudit(database, keys, keys.publicText());
    }

    /// A runbook of one script.
    public record Book(
            String script,
            List<String> arguments,
            Duration timeout,
            Set<String> environment,
            List<Runbook.Secret> secrets,
            boolean outlives,
            Duration cooldown) {
        public static Book of(String script, String... arguments) {
            return new Book(
                    script,
                    List.of(arguments),
                    Duration.ofSeconds(30),
                    Set.of("PATH"),
                    List.of(),
                    false,
                    Duration.ZERO);
        }

        public Book cooldown(Duration least) {
            return new Book(script, arguments, timeout, environment, secrets, outlives, least);
        }

        public Book timeout(Duration most) {
            return new Book(script, arguments, most, environment, secrets, outlives, cooldown);
        }

        public Book secrets(Runbook.Secret... all) {
            return new Book(
                    script, arguments, timeout, environment, List.of(all), outlives, cooldown);
        }

        public Book thatOutlives() {
            return new Book(script, arguments, timeout, environment, secrets, true, cooldown);
        }

        public RunbookCopy copy() {
            return copy(
                    Optional.of(
                            new Runbook.Effect(
                                    Set.of(Signal.LATENCY),
                                    Optional.empty(),
                                    Duration.ofMinutes(5))));
        }

        /// One that brings something else.
        public RunbookCopy copy(Optional<Runbook.Effect> effect) {
            Runbook runbook =
                    new Runbook(
                            "restart",
                            1,
                            "Restart",
                            "Restarts it.",
                            "Nothing else.",
                            new Runbook.Applies(Set.of(), List.of(), Set.of(), List.of()),
                            RiskClass.REVERSIBLE,
                            new Runbook.Script(
                                    Path.of("restart.sh"),
                                    arguments,
                                    Optional.of(List.of("--dry-run")),
                                    Optional.empty()),
                            List.of(),
                            timeout,
                            environment,
                            secrets,
                            List.of(),
                            effect,
                            cooldown,
                            Set.of(Role.RESPONDER),
                            outlives);
            return new RunbookCopy(
                    runbook, ("#!/bin/sh\n" + script).getBytes(StandardCharsets.UTF_8), "ab12");
        }
    }

    public static Confirmation confirmed(Book book, String action, String target) {
        return confirmed(book, action, target, Runbook.Mode.RUN, Map.of());
    }

    public static Confirmation confirmed(
            Book book,
            String action,
            String target,
            Runbook.Mode mode,
            Map<String, String> parameters) {
        return new Confirmation(
                new Statement(
                        action,
                        "bank",
                        book.copy(),
                        mode,
                        parameters,
                        new ServiceId(target),
                        "db 14:00",
                        Instant.now(),
                        "ann",
                        0.9),
                "signature",
                Optional.empty());
    }

    public RemedyRunner runner(Book book) {
        return runner(book, OPEN, audit, Peers.NONE, UnaryOperator.identity());
    }

    public RemedyRunner runner(
            Book book, Gatekeeper gate, AuditLog log, Peers peers, UnaryOperator<String> mask) {
        return new RemedyRunner(
                id -> Optional.of(book.copy()).filter(c -> c.runbook().id().equals(id)),
                gate,
                log,
                peers,
                mask,
                folder.resolve("runs"),
                System.getenv(),
                InstantSource.system(),
                Duration.ofMillis(20));
    }

    /// Runs to the end; what is printed is added to [#lines].
    public RemedyOutcome run(RemedyRunner runner, Confirmation confirmation) {
        return runner.run(confirmation, lines::add, RunnerLab::scene);
    }

    public static Scene scene() {
        return new Scene(
                "bank",
                true,
                Duration.ZERO,
                Duration.ofSeconds(60),
                Topology.empty(),
                Map.of(),
                Map.of(),
                Map.of());
    }

    public Actions actions() throws IOException {
        return Actions.of(audit.events());
    }

    /// What is wrong with the chain.
    public Optional<AuditChain.Broken> broken(Identity... keys) throws IOException {
        List<String> known = new ArrayList<>(List.of(KEYS.publicText()));
        for (Identity each : keys) {
            known.add(each.publicText());
        }
        AuditChain chain = new AuditChain(known::contains);
        AuditChain.read(database, chain::add);
        return chain.broken();
    }

    @Override
    public void close() {
        database.close();
    }
}
