package dev.faultline.remedy;

import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// What exactly is signed. Each kind of bytes begins with a name of its own, so that no signature
/// can be taken for one over something else.
public final class Signing {
    private static final String FIRST = "faultline-confirmation-v1";
    private static final String SECOND = "faultline-countersignature-v1";

    private static final String APPROVAL = "faultline-approval-v1";

    private Signing() {}

    /// The one form in which a statement is signed.
    public static byte[] bytes(Statement statement) {
        return (FIRST + "\n" + StatementJson.write(statement)).getBytes(StandardCharsets.US_ASCII);
    }

    /// What a second person signs: the statement, the first signature, and who they are themselves.
    public static byte[] bytes(Statement statement, String first, String person, Instant at) {
        ObjectNode node = StatementJson.JSON.createObjectNode();
        node.set("statement", StatementJson.tree(statement));
        node.put("first", first).put("person", person).put("at", at.toString());
        return (SECOND + "\n" + StatementJson.JSON.writeValueAsString(node))
                .getBytes(StandardCharsets.US_ASCII);
    }

    /// The one form in which an approval is signed.
    public static byte[] bytes(RemedyEvent.Approved approved) {
        return (APPROVAL
                        + "\n"
                        + StatementJson.JSON.writeValueAsString(ApprovalLine.tree(approved)))
                .getBytes(StandardCharsets.US_ASCII);
    }

    /// Approves a runbook and its script as they are.
    public static RemedyEvent.Approved approve(RunbookCopy copy, Identity identity, Instant at) {
        RemedyEvent.Approved unsigned =
                new RemedyEvent.Approved(
                        at,
                        identity.name(),
                        copy.runbook().id(),
                        copy.runbook().version(),
                        copy.hash(),
                        "");
        return new RemedyEvent.Approved(
                at,
                unsigned.person(),
                unsigned.runbook(),
                unsigned.version(),
                unsigned.hash(),
                base64(identity.sign(bytes(unsigned))));
    }

    /// Confirms.
    ///
    /// @throws IllegalArgumentException where the statement is another person's
    public static Confirmation sign(Statement statement, Identity identity) {
        if (!statement.person().equals(identity.name())) {
            throw new IllegalArgumentException(
                    identity.name() + " cannot sign for " + statement.person());
        }
        return new Confirmation(
                statement, base64(identity.sign(bytes(statement))), Optional.empty());
    }

    /// The signature of a second person.
    public static Confirmation.Second countersign(
            Confirmation confirmation, Identity identity, Instant at) {
        return new Confirmation.Second(
                identity.name(),
                at,
                base64(
                        identity.sign(
                                bytes(
                                        confirmation.statement(),
                                        confirmation.signature(),
                                        identity.name(),
                                        at))));
    }

    /// Whether the first signature is of that key.
    public static boolean verify(Confirmation confirmation, PublicKey key) {
        return verify(key, bytes(confirmation.statement()), confirmation.signature());
    }

    /// Whether the second signature is of that key.
    public static boolean verify(
            Confirmation confirmation, Confirmation.Second second, PublicKey key) {
        return verify(
                key,
                bytes(
                        confirmation.statement(),
                        confirmation.signature(),
                        second.person(),
                        second.at()),
                second.signature());
    }

    /// Whether an approval's own signature is of that key.
    public static boolean verify(RemedyEvent.Approved approved, PublicKey key) {
        return verify(key, bytes(approved), approved.signature());
    }

    private static String base64(byte[] signature) {
        return Base64.getEncoder().encodeToString(signature);
    }

    private static boolean verify(PublicKey key, byte[] message, String signature) {
        try {
            return Identity.verify(key, message, Base64.getDecoder().decode(signature));
        } catch (IllegalArgumentException e) {
            return false; // not even base64
        }
    }
}
