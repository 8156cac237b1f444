package dev.faultline.ui.act;

import dev.faultline.model.ServiceId;
import dev.faultline.remedy.Proposals.Proposal;
import dev.faultline.remedy.Runbook;
import dev.faultline.ui.Words;
import java.util.Map;
import java.util.Optional;

/// What a person means to have done; nothing of it is asked or signed yet.
///
/// @param given values that are there already, by the name of their parameter
record Intent(Proposal proposal, Runbook.Mode mode, Map<String, String> given) {
    Runbook runbook() {
        return proposal.copy().runbook();
    }

    ServiceId target() {
        return proposal.target();
    }

    /// Verb and object.
    String text(Words words) {
        return words.get(
                mode == Runbook.Mode.ROLLBACK ? "act.roll.back" : "act.do",
                runbook().title(),
                target().value());
    }

    /// What takes it back; empty where nothing does, as nothing takes back a taking back.
    ///
    /// @param values that it was given when it ran
    Optional<Intent> back(Map<String, String> values) {
        return mode == Runbook.Mode.RUN && runbook().script().rollback().isPresent()
                ? Optional.of(new Intent(proposal, Runbook.Mode.ROLLBACK, values))
                : Optional.empty();
    }
}
