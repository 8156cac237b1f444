package dev.faultline.app;

import dev.faultline.cause.Diagnosis;
import dev.faultline.cause.NextCheck;
import dev.faultline.cause.Pins;
import dev.faultline.cause.Sensitivity;
import dev.faultline.cause.Verdict;
import dev.faultline.cause.WhatIf;
import dev.faultline.model.ServiceId;
import dev.faultline.wording.AnswerWords;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What a diagnosis answers when it is asked, as JSON.
record AnswersJson(Diagnosis diagnosis, AnswerWords words) {
    private static final int CHECKS = 10;

    void verdict(ObjectNode node) {
        Verdict verdict = diagnosis.verdict();
        List<ServiceId> named =
                switch (verdict) {
                    case Verdict.Clear(ServiceId first, _) -> List.of(first);
                    case Verdict.Together(List<ServiceId> causes) -> causes;
                    case Verdict.Tie(List<ServiceId> between) -> between;
                    case Verdict.CannotTell _ -> List.of();
                };
        node.put(
                "kind",
                switch (verdict) {
                    case Verdict.Clear _ -> "clear";
                    case Verdict.Together _ -> "together";
                    case Verdict.Tie _ -> "tie";
                    case Verdict.CannotTell _ -> "cannotTell";
                });
        ArrayNode components = node.putArray("components");
        named.forEach(each -> components.add(each.value()));
        node.put("text", words.verdict(verdict));
    }

    void pins(ArrayNode nodes) {
        for (Pins.Entry entry : diagnosis.pins().entries()) {
            ObjectNode node = nodes.addObject();
            node.put("pin", entry.pin().text());
            node.put("text", words.pin(entry.pin()));
            node.put("at", entry.at().toString());
            node.put("by", entry.by());
            node.put(
                    "effect",
                    diagnosis.withoutEffect().contains(entry.pin())
                            ? "none"
                            : diagnosis.contradictory().contains(entry.pin())
                                    ? "contradicts"
                                    : "counts");
        }
    }

    void nextChecks(ArrayNode nodes) {
        for (NextCheck check : diagnosis.nextChecks(CHECKS)) {
            ObjectNode node = nodes.addObject();
            node.put("component", check.service().value());
            node.put("check", check.check().label());
            JsonNumbers.put(node, "minutes", check.minutes());
            JsonNumbers.put(node, "expectedGain", check.expectedGain());
            JsonNumbers.put(node, "gainPerMinute", check.gainPerMinute());
            JsonNumbers.put(node, "abnormal", check.abnormal());
            outlook(node.putObject("ifNormal"), check.ifNormal());
            outlook(node.putObject("ifAbnormal"), check.ifAbnormal());
        }
    }

    private static void outlook(ObjectNode node, NextCheck.Outlook outlook) {
        node.put("first", outlook.first().value());
        JsonNumbers.put(node, "cause", outlook.cause());
    }

    /// Of the first place; empty where there is none.
    void whatIf(ObjectNode node) {
        diagnosis
                .ranking()
                .top()
                .ifPresent(first -> {
                    WhatIf whatIf = diagnosis.whatIf(first.service());
                    node.put("held", whatIf.held().value());
                    JsonNumbers.put(node, "tolerance", whatIf.tolerance());
                    ArrayNode effects = node.putArray("effects");
                    for (WhatIf.Effect each : whatIf.effects()) {
                        ObjectNode effect = effects.addObject();
                        effect.put("component", each.service().value());
                        JsonNumbers.put(effect, "before", each.before());
                        JsonNumbers.put(effect, "after", each.after());
                    }
                });
    }

    void sensitivity(ArrayNode nodes) {
        for (Sensitivity.Change change : diagnosis.sensitivity().changes()) {
            ObjectNode node = nodes.addObject();
            node.put(
                    "change",
                    switch (change) {
                        case Sensitivity.Unseen _ -> "unseen";
                        case Sensitivity.Unpinned _ -> "unpinned";
                        case Sensitivity.Prior _ -> "prior";
                        case Sensitivity.Trust _ -> "trust";
                        case Sensitivity.Strength _ -> "strength";
                    });
            JsonNumbers.put(
                    node,
                    "factor",
                    switch (change) {
                        case Sensitivity.Unseen _, Sensitivity.Unpinned _ -> Double.NaN;
                        case Sensitivity.Prior p -> p.factor();
                        case Sensitivity.Trust t -> t.factor();
                        case Sensitivity.Strength s -> s.factor();
                    });
            node.put("newFirst", change.newFirst().value());
            node.put("text", words.change(change));
        }
    }
}
