package dev.faultline.remedy;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A confirmation on its way to a second person and back, as one line of text each way. The lines
/// are no secrets: what they say counts only by its signatures.
public final class Countersign {
    private static final String ASKED = "faultline-ask-1.";
    private static final String ANSWERED = "faultline-answer-1.";
    private static final int LONGEST = 64 * 1024;

    private Countersign() {}

    /// A line that is none, with a sentence for the person.
    public static final class BadCodeException extends Exception {
        private static final long serialVersionUID = 1;

        BadCodeException(String sentence) {
            super(sentence);
        }
    }

    /// The line that the second person is given.
    public static String code(Confirmation confirmation) {
        ObjectNode node = StatementJson.JSON.createObjectNode();
        node.set("statement", StatementJson.tree(confirmation.statement()));
        node.put("signature", confirmation.signature());
        return ASKED + encoded(node);
    }

    /// What a line asks the second person for. Nothing of it has been checked yet.
    public static Confirmation asked(String code) throws BadCodeException {
        JsonNode node = decoded(code, ASKED);
        try {
            return new Confirmation(
                    StatementJson.read(node.path("statement")),
                    StatementJson.text(node, "signature"),
                    Optional.empty());
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new BadCodeException("The code does not hold a confirmation: " + e.getMessage());
        }
    }

    /// The line that the second person gives back.
    public static String answer(Confirmation.Second second) {
        return ANSWERED
                + encoded(
                        StatementJson.JSON
                                .createObjectNode()
                                .put("person", second.person())
                                .put("at", second.at().toString())
                                .put("signature", second.signature()));
    }

    /// The confirmation with what the second person gave back. The [Gate] checks whether it is over
    /// this one.
    public static Confirmation answered(Confirmation confirmation, String answer)
            throws BadCodeException {
        JsonNode node = decoded(answer, ANSWERED);
        try {
            return new Confirmation(
                    confirmation.statement(),
                    confirmation.signature(),
                    Optional.of(
                            new Confirmation.Second(
                                    StatementJson.text(node, "person"),
                                    Instant.parse(StatementJson.text(node, "at")),
                                    StatementJson.text(node, "signature"))));
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new BadCodeException("The answer does not hold a signature: " + e.getMessage());
        }
    }

    static String encoded(ObjectNode node) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                        StatementJson.JSON
                                .writeValueAsString(node)
                                .getBytes(StandardCharsets.US_ASCII));
    }

    static JsonNode decoded(String line, String prefix) throws BadCodeException {
        // Terminals and mail break long lines.
        String code = line.length() > LONGEST ? "" : line.replaceAll("\\s", "");
        if (!code.startsWith(prefix)) {
            throw new BadCodeException(
                    "The text does not begin with " + prefix + "; copy all of it.");
        }
        try {
            return StatementJson.JSON.readTree(
                    Base64.getUrlDecoder().decode(code.substring(prefix.length())));
        } catch (IllegalArgumentException | JacksonException e) {
            throw new BadCodeException("The text was cut or changed on its way; copy all of it.");
        }
    }
}
