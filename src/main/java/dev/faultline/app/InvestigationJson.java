package dev.faultline.app;

import dev.faultline.cause.Diagnosis;
import dev.faultline.cause.Explanation;
import dev.faultline.cause.Explanation.Part;
import dev.faultline.cause.JointCause;
import dev.faultline.cause.RankedCause;
import dev.faultline.cause.Ranking;
import dev.faultline.cause.evidence.SignalEvidence;
import dev.faultline.engine.Snapshot;
import dev.faultline.model.Notice;
import dev.faultline.model.ServiceId;
import dev.faultline.signal.Deviation;
import dev.faultline.topology.Component;
import dev.faultline.wording.Wording;
import java.time.Instant;
import java.util.Locale;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// An investigation as a JSON object, as documented in `assets/docs/investigate.md`. Numbers that
/// are not known are `null`; times are ISO 8601 in UTC.
final class InvestigationJson {
    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private InvestigationJson() {}

    /// @param top how many components of the ranking
    static String of(Investigation investigation, int top, Wording wording) {
        Snapshot snapshot = investigation.snapshot();
        Diagnosis diagnosis = investigation.diagnosis();
        Ranking ranking = diagnosis.ranking();
        AnswersJson answers = new AnswersJson(diagnosis, wording.answers());
        ObjectNode root = JSON.createObjectNode();
        root.put("capture", investigation.source());
        root.put("title", investigation.title());
        root.put("at", snapshot.at().toString());
        JsonNumbers.put(root, "incident", ranking.incident());
        root.put("onset", snapshot.onset().map(Instant::toString).orElse(null));
        root.put(
                "headline",
                wording.headline(
                                diagnosis, snapshot.topology().size(), snapshot.history().learned())
                        .text());
        root.put("exactness", wording.exactness(ranking.exactness()));
        answers.verdict(root.putObject("verdict"));
        answers.pins(root.putArray("pins"));
        ArrayNode causes = root.putArray("ranking");
        ranking.causes().stream()
                .limit(top)
                .forEach(cause -> cause(causes.addObject(), cause, investigation, wording));
        ArrayNode joint = root.putArray("joint");
        for (JointCause each : diagnosis.joint()) {
            ObjectNode set = joint.addObject();
            ArrayNode components = set.putArray("components");
            each.components().forEach(component -> components.add(component.value()));
            JsonNumbers.put(set, "probability", each.probability());
        }
        answers.nextChecks(root.putArray("nextChecks"));
        answers.whatIf(root.putObject("whatIf"));
        answers.sensitivity(root.putArray("sensitivity"));
        ArrayNode timeline = root.putArray("timeline");
        for (Timeline.Entry each : Timeline.of(snapshot, wording).entries()) {
            ObjectNode entry = timeline.addObject();
            entry.put("at", each.at().toString());
            entry.put("kind", each.kind().name().toLowerCase(Locale.ROOT));
            entry.put("component", each.component().map(ServiceId::value).orElse(null));
            entry.put("text", each.text());
        }
        ArrayNode notices = root.putArray("notices");
        for (Notice each : snapshot.notices()) {
            ObjectNode notice = notices.addObject();
            notice.put("level", each.level().name().toLowerCase(Locale.ROOT));
            notice.put("text", each.text());
        }
        ObjectNode counts = root.putObject("counts");
        counts.put("components", snapshot.topology().size());
        counts.put("series", snapshot.series().size());
        counts.put("samples", snapshot.counts().samples());
        counts.put("late", snapshot.counts().late());
        counts.put("duplicates", snapshot.counts().duplicates());
        return JSON.writeValueAsString(root);
    }

    private static void cause(
            ObjectNode node, RankedCause cause, Investigation investigation, Wording wording) {
        Snapshot snapshot = investigation.snapshot();
        Diagnosis diagnosis = investigation.diagnosis();
        node.put("rank", cause.rank());
        node.put("component", cause.service().value());
        int place = snapshot.topology().indexOf(cause.service());
        if (place >= 0) {
            Component component = snapshot.topology().component(place);
            node.put("kind", component.kind().label());
            node.put("team", component.team());
        }
        JsonNumbers.put(node, "cause", cause.cause());
        JsonNumbers.put(node, "trouble", cause.trouble());
        JsonNumbers.put(
                node,
                "before",
                diagnosis.before().of(cause.service()).map(RankedCause::cause).orElse(Double.NaN));
        ArrayNode evidence = node.putArray("evidence");
        for (SignalEvidence each : diagnosis.evidence(cause.service())) {
            evidence(evidence.addObject(), each, wording);
        }
        Explanation explanation = diagnosis.explain(cause.service());
        ArrayNode parts = node.putArray("explanation");
        for (Part part : explanation.parts()) {
            ObjectNode term = parts.addObject();
            term.put("part", name(part));
            term.put("text", wording.part(part));
            JsonNumbers.put(term, "logOdds", part.contribution());
        }
        JsonNumbers.put(node, "logOdds", explanation.posteriorLogOdds());
        ArrayNode rivals = node.putArray("rivals");
        for (Explanation.Rival each : explanation.rivals()) {
            ObjectNode rival = rivals.addObject();
            rival.put("component", each.other().value());
            rival.put("explainsAway", each.explainsAway());
            JsonNumbers.put(rival, "itself", each.itself());
            JsonNumbers.put(rival, "ifCause", each.ifCause());
            JsonNumbers.put(rival, "ifNot", each.ifNot());
        }
    }

    private static void evidence(ObjectNode node, SignalEvidence evidence, Wording wording) {
        Deviation deviation = evidence.deviation();
        node.put("series", wording.metric(deviation.series().id()));
        node.put("signal", deviation.series().signal().name().toLowerCase(Locale.ROOT));
        node.put("unit", deviation.series().unit().name().toLowerCase(Locale.ROOT));
        JsonNumbers.put(node, "observed", deviation.observed());
        JsonNumbers.put(node, "expected", deviation.expected());
        JsonNumbers.put(node, "before", deviation.before());
        JsonNumbers.put(node, "sigmas", deviation.z());
        JsonNumbers.put(node, "logBayes", evidence.logBayes());
        node.put("method", deviation.method().name().toLowerCase(Locale.ROOT));
        node.put("ofOwnFault", evidence.ofOwnFault());
    }

    private static String name(Part part) {
        return switch (part) {
            case Part.Prior _ -> "prior";
            case Part.Own _ -> "own";
            case Part.Neighbour _ -> "neighbour";
            case Part.Changed _ -> "changed";
            case Part.Well _ -> "well";
            case Part.Pinned _ -> "pinned";
            case Part.Recalibrated _ -> "recalibrated";
            case Part.Remainder _ -> "remainder";
        };
    }
}
