package dev.faultline.store;

import static dev.faultline.store.Fields.number;
import static dev.faultline.store.Fields.text;

import dev.faultline.remedy.Refusal;
import dev.faultline.remedy.Role;
import dev.faultline.remedy.Runbook;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Why nothing ran, as JSON.
final class RefusalBody {
    private RefusalBody() {}

    static void write(ObjectNode node, Refusal refusal) {
        switch (refusal) {
            case Refusal.UnknownRunbook r -> node.put("kind", "unknown-runbook").put("id", r.id());
            case Refusal.NotApproved r -> node.put("kind", "not-approved").put("id", r.id());
            case Refusal.OtherThanConfirmed r ->
                    node.put("kind", "other-than-confirmed").put("id", r.id());
            case Refusal.BadSignature r ->
                    node.put("kind", "bad-signature").put("person", r.person());
            case Refusal.UnknownPerson r ->
                    node.put("kind", "unknown-person").put("person", r.person());
            case Refusal.NoRole r -> {
                node.put("kind", "no-role").put("person", r.person());
                ArrayNode needed = node.putArray("needed");
                r.needed().stream().sorted().forEach(role -> needed.add(role.name()));
            }
            case Refusal.NeedsSecond _ -> node.put("kind", "needs-second");
            case Refusal.SamePersonTwice r ->
                    node.put("kind", "same-person-twice").put("person", r.person());
            case Refusal.Expired r -> node.put("kind", "expired").put("at", r.at().toString());
            case Refusal.FromTheFuture r ->
                    node.put("kind", "from-the-future").put("at", r.at().toString());
            case Refusal.UsedBefore r -> node.put("kind", "used-before").put("action", r.action());
            case Refusal.BadParameter r ->
                    node.put("kind", "bad-parameter")
                            .put("name", r.name())
                            .put("reason", r.reason());
            case Refusal.NoSuchMode r ->
                    node.put("kind", "no-such-mode").put("mode", r.mode().name());
            case Refusal.NoDryRun _ -> node.put("kind", "no-dry-run");
            case Refusal.NotFor r -> node.put("kind", "not-for").put("target", r.target());
            case Refusal.NotLive _ -> node.put("kind", "not-live");
            case Refusal.Stale r ->
                    node.put("kind", "stale")
                            .put("age", r.age().toString())
                            .put("most", r.most().toString());
            case Refusal.Changed r -> {
                node.put("kind", "changed");
                number(node, "before", r.before());
                number(node, "now", r.now());
            }
            case Refusal.PreconditionFailed r -> {
                node.put("kind", "precondition-failed");
                precondition(node.putObject("what"), r.what());
            }
            case Refusal.CoolingDown r ->
                    node.put("kind", "cooling-down")
                            .put("until", r.until().toString())
                            .put("person", r.person());
            case Refusal.Busy r ->
                    node.put("kind", "busy").put("action", r.action()).put("person", r.person());
            case Refusal.BreakerOpen r ->
                    node.put("kind", "breaker-open").put("until", r.until().toString());
            case Refusal.PeersUnknown r ->
                    node.put("kind", "peers-unknown").put("reason", r.reason());
            case Refusal.NotRecorded r ->
                    node.put("kind", "not-recorded").put("reason", r.reason());
        }
    }

    private static void precondition(ObjectNode node, Runbook.Precondition what) {
        switch (what) {
            case Runbook.Precondition.Cause p ->
                    number(node.put("kind", "cause"), "least", p.least());
            case Runbook.Precondition.Healthy p ->
                    number(
                            node.put("kind", "healthy").put("component", p.component()),
                            "mostTrouble",
                            p.mostTrouble());
        }
    }

    static Refusal read(JsonNode node) {
        return switch (text(node, "kind")) {
            case "unknown-runbook" -> new Refusal.UnknownRunbook(text(node, "id"));
            case "not-approved" -> new Refusal.NotApproved(text(node, "id"));
            case "other-than-confirmed" -> new Refusal.OtherThanConfirmed(text(node, "id"));
            case "bad-signature" -> new Refusal.BadSignature(text(node, "person"));
            case "unknown-person" -> new Refusal.UnknownPerson(text(node, "person"));
            case "no-role" ->
                    new Refusal.NoRole(
                            text(node, "person"),
                            node.path("needed")
                                    .valueStream()
                                    .map(role -> Role.valueOf(role.asString()))
                                    .collect(Collectors.toSet()));
            case "needs-second" -> new Refusal.NeedsSecond();
            case "same-person-twice" -> new Refusal.SamePersonTwice(text(node, "person"));
            case "expired" -> new Refusal.Expired(time(node, "at"));
            case "from-the-future" -> new Refusal.FromTheFuture(time(node, "at"));
            case "used-before" -> new Refusal.UsedBefore(text(node, "action"));
            case "bad-parameter" ->
                    new Refusal.BadParameter(text(node, "name"), text(node, "reason"));
            case "no-such-mode" -> new Refusal.NoSuchMode(Runbook.Mode.valueOf(text(node, "mode")));
            case "no-dry-run" -> new Refusal.NoDryRun();
            case "not-for" -> new Refusal.NotFor(text(node, "target"));
            case "not-live" -> new Refusal.NotLive();
            case "stale" ->
                    new Refusal.Stale(
                            Duration.parse(text(node, "age")), Duration.parse(text(node, "most")));
            case "changed" -> new Refusal.Changed(number(node, "before"), number(node, "now"));
            case "precondition-failed" ->
                    new Refusal.PreconditionFailed(precondition(node.path("what")));
            case "cooling-down" ->
                    new Refusal.CoolingDown(time(node, "until"), text(node, "person"));
            case "busy" -> new Refusal.Busy(text(node, "action"), text(node, "person"));
            case "breaker-open" -> new Refusal.BreakerOpen(time(node, "until"));
            case "peers-unknown" -> new Refusal.PeersUnknown(text(node, "reason"));
            case "not-recorded" -> new Refusal.NotRecorded(text(node, "reason"));
            case String other -> throw new IllegalArgumentException("refusal '" + other + "'");
        };
    }

    private static Runbook.Precondition precondition(JsonNode node) {
        return switch (text(node, "kind")) {
            case "cause" -> new Runbook.Precondition.Cause(number(node, "least"));
            case "healthy" ->
                    new Runbook.Precondition.Healthy(
                            text(node, "component"), number(node, "mostTrouble"));
            case String other -> throw new IllegalArgumentException("condition '" + other + "'");
        };
    }

    private static Instant time(JsonNode node, String field) {
        return Instant.parse(text(node, field));
    }
}
