package dev.faultline.store;

import static dev.faultline.store.Fields.number;
import static dev.faultline.store.Fields.text;
import static dev.faultline.store.Fields.whole;

import dev.faultline.remedy.RemedyEvent;
import dev.faultline.remedy.RemedyOutcome;
import dev.faultline.remedy.StatementJson;
import dev.faultline.remedy.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What an entry of the audit says besides who and when, as JSON.
final class AuditBody {
    private static final JsonMapper JSON = new JsonMapper();

    private AuditBody() {}

    static String kind(RemedyEvent event) {
        return switch (event) {
            case RemedyEvent.Approved _ -> "approved";
            case RemedyEvent.Refused _ -> "refused";
            case RemedyEvent.Started _ -> "started";
            case RemedyEvent.Running _ -> "running";
            case RemedyEvent.Ended _ -> "ended";
            case RemedyEvent.Verified _ -> "verified";
        };
    }

    static String write(RemedyEvent event) {
        ObjectNode body = JSON.createObjectNode();
        switch (event) {
            case RemedyEvent.Approved e ->
                    body.put("runbook", e.runbook())
                            .put("version", e.version())
                            .put("hash", e.hash())
                            .put("signature", e.signature());
            case RemedyEvent.Refused e -> {
                body.set("statement", StatementJson.tree(e.statement()));
                RefusalBody.write(body.putObject("why"), e.why());
            }
            case RemedyEvent.Started e -> {
                body.set("statement", StatementJson.tree(e.statement()));
                body.put("second", e.second()).put("workbench", e.workbench());
            }
            case RemedyEvent.Running e ->
                    body.put("action", e.action())
                            .put("pid", e.pid())
                            .put("since", e.since().toString());
            case RemedyEvent.Ended e -> {
                body.put("action", e.action());
                outcome(body.putObject("outcome"), e.outcome());
                body.put("printed", e.printed()).put("output", e.output());
            }
            case RemedyEvent.Verified e -> {
                body.put("action", e.action());
                verdict(body.putObject("verdict"), e.verdict());
            }
        }
        return body.toString();
    }

    /// An entry; empty where it is of a kind that a newer program knows.
    ///
    /// @throws RuntimeException of Jackson, of a time or of an argument that is none
    static Optional<RemedyEvent> read(String kind, Instant at, String person, String text) {
        JsonNode body = JSON.readTree(text);
        return Optional.ofNullable(
                switch (kind) {
                    case "approved" ->
                            new RemedyEvent.Approved(
                                    at,
                                    person,
                                    text(body, "runbook"),
                                    (int) whole(body, "version"),
                                    text(body, "hash"),
                                    // Approvals had none of their own at first.
                                    body.path("signature").asString(""));
                    case "refused" ->
                            new RemedyEvent.Refused(
                                    at,
                                    person,
                                    StatementJson.read(body.path("statement")),
                                    RefusalBody.read(body.path("why")));
                    case "started" ->
                            new RemedyEvent.Started(
                                    at,
                                    person,
                                    StatementJson.read(body.path("statement")),
                                    text(body, "second"),
                                    text(body, "workbench"));
                    case "running" ->
                            new RemedyEvent.Running(
                                    at,
                                    person,
                                    text(body, "action"),
                                    whole(body, "pid"),
                                    Instant.parse(text(body, "since")));
                    case "ended" ->
                            new RemedyEvent.Ended(
                                    at,
                                    person,
                                    text(body, "action"),
                                    outcome(body.path("outcome")),
                                    whole(body, "printed"),
                                    text(body, "output"));
                    case "verified" ->
                            new RemedyEvent.Verified(
                                    at,
                                    person,
                                    text(body, "action"),
                                    verdict(body.path("verdict")));
                    default -> null;
                });
    }

    private static void outcome(ObjectNode node, RemedyOutcome outcome) {
        switch (outcome) {
            case RemedyOutcome.Refused o -> {
                node.put("kind", "refused");
                RefusalBody.write(node.putObject("why"), o.why());
            }
            case RemedyOutcome.NotStarted o ->
                    node.put("kind", "not-started").put("reason", o.reason());
            case RemedyOutcome.Ended o -> {
                node.put("kind", "ended").put("code", o.code());
                took(node, o.took(), o.tail());
            }
            case RemedyOutcome.TimedOut o ->
                    took(node.put("kind", "timed-out"), o.took(), o.tail());
            case RemedyOutcome.Cancelled o ->
                    took(node.put("kind", "cancelled"), o.took(), o.tail());
            case RemedyOutcome.Interrupted _ -> node.put("kind", "interrupted");
        }
    }

    private static void took(ObjectNode node, Duration took, String tail) {
        node.put("took", took.toString()).put("tail", tail);
    }

    private static RemedyOutcome outcome(JsonNode node) {
        return switch (text(node, "kind")) {
            case "refused" -> new RemedyOutcome.Refused(RefusalBody.read(node.path("why")));
            case "not-started" -> new RemedyOutcome.NotStarted(text(node, "reason"));
            case "ended" ->
                    new RemedyOutcome.Ended(
                            (int) whole(node, "code"), took(node), text(node, "tail"));
            case "timed-out" -> new RemedyOutcome.TimedOut(took(node), text(node, "tail"));
            case "cancelled" -> new RemedyOutcome.Cancelled(took(node), text(node, "tail"));
            case "interrupted" -> new RemedyOutcome.Interrupted();
            case String other -> throw new IllegalArgumentException("outcome '" + other + "'");
        };
    }

    private static Duration took(JsonNode node) {
        return Duration.parse(text(node, "took"));
    }

    private static void verdict(ObjectNode node, Verdict verdict) {
        switch (verdict) {
            case Verdict.Worked _ -> node.put("kind", "worked");
            case Verdict.DidNot _ -> node.put("kind", "did-not");
            case Verdict.Worse _ -> node.put("kind", "worse");
            case Verdict.CannotTell v -> node.put("kind", "cannot-tell").put("why", v.why().name());
        }
        Verdict.Figures figures = verdict.figures();
        number(node, "before", figures.before());
        number(node, "after", figures.after());
        number(node, "causeBefore", figures.causeBefore());
        number(node, "causeAfter", figures.causeAfter());
        number(node, "byItself", figures.byItself());
        node.put("cells", figures.cells());
    }

    private static Verdict verdict(JsonNode node) {
        Verdict.Figures figures =
                new Verdict.Figures(
                        number(node, "before"),
                        number(node, "after"),
                        number(node, "causeBefore"),
                        number(node, "causeAfter"),
                        number(node, "byItself"),
                        (int) whole(node, "cells"));
        return switch (text(node, "kind")) {
            case "worked" -> new Verdict.Worked(figures);
            case "did-not" -> new Verdict.DidNot(figures);
            case "worse" -> new Verdict.Worse(figures);
            case "cannot-tell" ->
                    new Verdict.CannotTell(figures, Verdict.Reason.valueOf(text(node, "why")));
            case String other -> throw new IllegalArgumentException("verdict '" + other + "'");
        };
    }
}
