package dev.faultline.cause;

import dev.faultline.cause.evidence.Check;
import dev.faultline.model.ServiceId;
import java.text.ParseException;
import java.util.Locale;

/// What a person says about one component. Being in trouble (X) and having a fault of one's own (R)
/// are two things and are kept apart.
public sealed interface Pin {
    /// Whom it is about.
    ServiceId service();

    /// What it is about. Of one component there is at most one stance on each subject: a later one
    /// takes the place of an earlier one.
    String subject();

    /// As written on the command line and in files; [#parse(String)] reads it again.
    String text();

    /// Checked, it is fine: not in trouble, and so without a fault of its own. Evidence on X with
    /// the likelihood ratio (1−sensitivity)/specificity; certain where both are 1.
    ///
    /// @param sensitivity P(such a check finds trouble | there is some), 0..1
    /// @param specificity P(such a check finds none | there is none), above 0
    record Healthy(ServiceId service, double sensitivity, double specificity) implements Pin {
        public Healthy {
            if (!(sensitivity >= 0 && sensitivity <= 1 && specificity > 0 && specificity <= 1)) {
                throw new IllegalArgumentException(
                        "sensitivity "
                                + sensitivity
                                + " or specificity "
                                + specificity
                                + " is not a probability");
            }
        }

        /// Of a check that is never wrong.
        public Healthy(ServiceId service) {
            this(service, 1, 1);
        }

        public boolean certain() {
            return sensitivity == 1;
        }

        @Override
        public String subject() {
            return "trouble";
        }

        @Override
        public String text() {
            return (certain() ? "healthy" : "healthy@" + sensitivity + "/" + specificity)
                    + ":"
                    + service;
        }
    }

    /// It is in trouble, whatever the reason: certain, on X. Says nothing about where that comes
    /// from.
    record InTrouble(ServiceId service) implements Pin {
        @Override
        public String subject() {
            return "trouble";
        }

        @Override
        public String text() {
            return "trouble:" + service;
        }
    }

    /// It has a fault of its own: certain, on R. Others may have one too.
    record IsCause(ServiceId service) implements Pin {
        @Override
        public String subject() {
            return "fault";
        }

        @Override
        public String text() {
            return "cause:" + service;
        }
    }

    /// It has no fault of its own: certain, on R. It may be in trouble because of others.
    record NotCause(ServiceId service) implements Pin {
        @Override
        public String subject() {
            return "fault";
        }

        @Override
        public String text() {
            return "not-cause:" + service;
        }
    }

    /// One of the next checks was done. Its answer has a likelihood ratio of its own and takes the
    /// place of what series of that kind say.
    record Checked(ServiceId service, Check check, Outcome outcome) implements Pin {
        @Override
        public String subject() {
            return check.label();
        }

        @Override
        public String text() {
            return outcome.name().toLowerCase(Locale.ROOT) + ":" + service + ":" + check.label();
        }
    }

    /// How a check came out.
    enum Outcome {
        NORMAL,
        ABNORMAL,
        /// It could not be done or read: says nothing, and need not be proposed again.
        UNKNOWN
    }

    /// Reads `healthy:SERVICE`, `healthy@SENSITIVITY/SPECIFICITY:SERVICE`, `trouble:SERVICE`,
    /// `cause:SERVICE`, `not-cause:SERVICE` and `normal|abnormal|unknown:SERVICE:CHECK`.
    ///
    /// @throws ParseException with a sentence that says what was found and what is meant
    static Pin parse(String text) throws ParseException {
        int colon = text.indexOf(':');
        String stance = colon < 0 ? text : text.substring(0, colon);
        String rest = colon < 0 ? "" : text.substring(colon + 1);
        if (rest.isBlank()) {
            throw new ParseException(
                    "'" + text + "' names no component. Write for example 'healthy:payments'.", 0);
        }
        if (stance.startsWith("healthy@")) {
            return healthy(text, stance.substring("healthy@".length()), new ServiceId(rest));
        }
        return switch (stance) {
            case "healthy" -> new Healthy(new ServiceId(rest));
            case "trouble" -> new InTrouble(new ServiceId(rest));
            case "cause" -> new IsCause(new ServiceId(rest));
            case "not-cause" -> new NotCause(new ServiceId(rest));
            case "normal", "abnormal", "unknown" -> checked(text, stance, rest);
            default ->
                    throw new ParseException(
                            "'"
                                    + stance
                                    + "' is no finding. It is one of healthy, trouble, cause,"
                                    + " not-cause, normal, abnormal and unknown.",
                            0);
        };
    }

    private static Pin healthy(String text, String rates, ServiceId service) throws ParseException {
        String[] both = rates.split("/", -1);
        try {
            return new Healthy(service, Double.parseDouble(both[0]), Double.parseDouble(both[1]));
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            ParseException wrong =
                    new ParseException(
                            "'"
                                    + text
                                    + "': after the @ come sensitivity and specificity, each"
                                    + " 0..1, as in 'healthy@0.9/0.95:payments'.",
                            "healthy@".length());
            wrong.initCause(e);
            throw wrong;
        }
    }

    private static Pin checked(String text, String stance, String rest) throws ParseException {
        int last = rest.lastIndexOf(':');
        Check check = Check.of(rest.substring(last + 1)).orElse(null);
        if (last <= 0 || check == null) {
            throw new ParseException(
                    "'"
                            + text
                            + "' does not end with a check. It is one of "
                            + String.join(
                                    ", ",
                                    java.util.Arrays.stream(Check.values())
                                            .map(Check::label)
                                            .toList())
                            + ", as in 'normal:payments:latency'.",
                    text.length());
        }
        return new Checked(
                new ServiceId(rest.substring(0, last)),
                check,
                Outcome.valueOf(stance.toUpperCase(Locale.ROOT)));
    }
}
