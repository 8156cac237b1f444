package dev.faultline.remedy;

import java.time.DateTimeException;
import java.time.Instant;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// An approval on its way to others, as one line of text. It is no secret: what it says counts only
/// by its signature.
public final class ApprovalLine {
    /// What each begins with.
    public static final String PREFIX = "faultline-approval-1.";

    private ApprovalLine() {}

    /// The line that others are given.
    public static String of(RemedyEvent.Approved approved) {
        return PREFIX + Countersign.encoded(tree(approved).put("signature", approved.signature()));
    }

    /// What a line says was approved. Nothing of it has been checked yet.
    public static RemedyEvent.Approved read(String line) throws Countersign.BadCodeException {
        JsonNode node = Countersign.decoded(line, PREFIX);
        try {
            if (!node.path("version").isInt()) {
                throw new IllegalArgumentException("'version' is missing");
            }
            return new RemedyEvent.Approved(
                    Instant.parse(StatementJson.text(node, "at")),
                    StatementJson.text(node, "person"),
                    StatementJson.text(node, "runbook"),
                    node.path("version").asInt(),
                    StatementJson.text(node, "hash"),
                    StatementJson.text(node, "signature"));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new Countersign.BadCodeException(
                    "The line does not hold an approval: " + e.getMessage());
        }
    }

    /// What is signed of it: all but the signature, always in the same characters.
    static ObjectNode tree(RemedyEvent.Approved approved) {
        return StatementJson.JSON
                .createObjectNode()
                .put("runbook", approved.runbook())
                .put("version", approved.version())
                .put("hash", approved.hash())
                .put("at", approved.at().toString())
                .put("person", approved.person());
    }
}
