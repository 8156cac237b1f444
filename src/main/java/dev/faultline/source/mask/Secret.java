package dev.faultline.source.mask;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A kind of personal data or secret that is recognised by its shape, and by its check digits where
/// it has any. All patterns take time linear in the length of the text.
///
/// @param kind what stands before a pseudonym
/// @param gate whether a text can hold any: most cannot, which a glance tells
/// @param pattern finds candidates; group `v`, where there is one, is what is replaced
/// @param check tells candidates from what only looks like one
/// @param named whether the pattern has a group `v`
/// @param same candidates that are the same when written like this
record Secret(
        String kind,
        Predicate<Glance> gate,
        Pattern pattern,
        Predicate<String> check,
        boolean named,
        Fold same) {
    /// How two ways of writing one thing become one.
    enum Fold {
        EXACT,
        LOWER_CASE,
        LETTERS_AND_DIGITS
    }

    private static final Pattern UUID =
            Pattern.compile("(?<!\\w)\\p{XDigit}{8}(?:-\\p{XDigit}{4}){3}-\\p{XDigit}{12}(?!\\w)");

    /// What comes with the program, in the order in which it is looked for: what contains others
    /// comes first.
    static final List<Secret> KNOWN =
            List.of(
                    of(
                            "jwt",
                            g -> g.has("eyj"),
                            "eyJ[\\w-]{6,}\\.[\\w-]{2,}(?:\\.[\\w-]*)*+|eyJ[\\w-]{16,}"),
                    // keys that say what they are by how they begin
                    of(
                            "issued-key",
                            g -> g.longestWord() >= 14,
                            "\\b(?:AKIA|ASIA)[0-9A-Z]{16}\\b|\\bgh[pousr]_[A-Za-z0-9]{20,}|\\bgithub_pat_\\w{20,}"
                                    + "|\\bglpat-[\\w-]{16,}|\\bxox[abeoprs]-[\\w-]{10,}|\\b[sr]k_(?:live|test)_\\w{10,}"
                                    + "|\\bsk-[\\w-]{20,}|\\bAIza[\\w-]{35}"),
                    in(
                            "bearer",
                            g ->
                                    g.has("bearer")
                                            || g.has("basic")
                                            || g.has("digest")
                                            || g.has("negotiate"),
                            "(?i)\\b(?:bearer|basic|digest|negotiate)(?:\\s|%20|\\+)++(?<v>[\\w+/=.~-]{6,})",
                            Checks::looksRandom),
                    in(
                            "credential",
                            g ->
                                    g.assigns()
                                            && (g.has("auth")
                                                    || g.has("key")
                                                    || g.has("token")
                                                    || g.has("secret")
                                                    || g.has("pass")
                                                    || g.has("pwd")
                                                    || g.has("session")),
                            "(?i)(?:authorization|api[-_ ]?key|apikey|access[-_ ]?key|access[-_ ]?token|auth[-_ ]?token"
                                    + "|refresh[-_ ]?token|id[-_ ]?token|client[-_ ]?secret|secret|passwd|password|passphrase"
                                    + "|pwd|session[-_ ]?id|token)[\"']?+\\s?+(?:=|:|%3[dD])\\s?+[\"']?+"
                                    + "(?<v>[^\\s\"',;&<>{}\\[\\]()]{4,})",
                            Checks::isCredential),
                    // user:password@host
                    in(
                            "credential",
                            g -> g.has("://") && g.has("@"),
                            "://[^\\s/:@]{1,128}:(?<v>[^\\s/@]{1,256})@",
                            text -> true),
                    new Secret(
                            "email",
                            g -> g.has("@") || g.has("%40") || g.has("u0040"),
                            Pattern.compile(
                                    "[\\p{L}\\p{N}._%+'-]{1,64}(?:@|%40|\\\\u0040)(?:[\\p{L}\\p{N}-]{1,63}\\.){1,8}\\p{L}{2,24}"),
                            text -> true,
                            false,
                            Fold.LOWER_CASE),
                    new Secret(
                            "iban",
                            g -> g.digits() >= 7 && g.letters() >= 2,
                            Pattern.compile("[A-Za-z]{2}\\d{2}(?:[ -]?[A-Za-z0-9]){11,30}+"),
                            text -> true,
                            false,
                            Fold.LETTERS_AND_DIGITS),
                    // before cards: fifteen digits with check digits of their own
                    id(
                            13,
                            "\\b[12] ?\\d\\d ?\\d\\d ?\\d[0-9AB] ?\\d{3} ?\\d{3} ?\\d\\d\\b",
                            Checks::french),
                    new Secret(
                            "card",
                            g -> g.digits() >= 13,
                            Pattern.compile("(?<!\\d)\\d(?:[ -]?\\d){12,}+"),
                            text -> true,
                            false,
                            Fold.LETTERS_AND_DIGITS),
                    // national ids: United States, United Kingdom, Spain, Italy, France, Belgium,
                    // Finland,
                    // Sweden, Poland, Germany
                    id(9, "\\b(?!000|666|9)\\d{3}-(?!00)\\d{2}-(?!0000)\\d{4}\\b", text -> true),
                    id(
                            6,
                            "(?i)\\b(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\\d\\d ?\\d\\d ?\\d\\d ?[A-D]\\b",
                            text -> true),
                    id(7, "(?i)\\b[XYZ]?-?\\d{7,8}-?[A-Z]\\b", Checks::spanish),
                    id(
                            4,
                            "(?i)\\b[A-Z]{6}[0-9LMNP-V]{2}[A-EHLMPR-T][0-9LMNP-V]{2}[A-Z][0-9LMNP-V]{3}[A-Z]\\b",
                            Checks::italian),
                    id(11, "\\b\\d\\d\\.?\\d\\d\\.?\\d\\d-?\\d{3}\\.?\\d\\d\\b", Checks::belgian),
                    id(9, "(?i)\\b\\d{6}[-+A-FU-Y]\\d{3}[0-9A-FHJ-NPR-Y]\\b", Checks::finnish),
                    id(10, "\\b(?:\\d\\d)?\\d{6}[-+]\\d{4}\\b", Checks::swedish),
                    id(11, "\\b\\d{11}\\b", text -> Checks.polish(text) || Checks.german(text)),
                    in(
                            "hex",
                            g -> g.longestWord() >= 32,
                            "(?<![0-9A-Za-z-])(?<v>[0-9a-f]{32,}|[0-9A-F]{32,})(?![0-9A-Za-z-])",
                            Checks::looksRandom));

    private static Secret of(String kind, Predicate<Glance> gate, String pattern) {
        return new Secret(kind, gate, Pattern.compile(pattern), text -> true, false, Fold.EXACT);
    }

    private static Secret in(
            String kind, Predicate<Glance> gate, String pattern, Predicate<String> check) {
        return new Secret(kind, gate, Pattern.compile(pattern), check, true, Fold.EXACT);
    }

    /// @param digits that it has at least
    private static Secret id(int digits, String pattern, Predicate<String> check) {
        return new Secret(
                "id",
                g -> g.digits() >= digits,
                Pattern.compile(pattern),
                check,
                false,
                Fold.LETTERS_AND_DIGITS);
    }

    /// One of a user's own.
    static Secret own(String kind, Pattern pattern) {
        return new Secret(kind, g -> true, pattern, text -> !text.isEmpty(), false, Fold.EXACT);
    }

    /// Where this lies in a text: pairs of from and to, ascending.
    ///
    /// @param glance of the text
    List<int[]> find(String text, Glance glance) {
        if (!gate.test(glance)) {
            return List.of();
        }
        List<int[]> found = new ArrayList<>();
        // The digits of a UUID are no number.
        Matcher matcher =
                pattern.matcher(
                        kind.equals("card") ? UUID.matcher(text).replaceAll(" ".repeat(36)) : text);
        int from = 0;
        while (from <= text.length() && matcher.find(from)) {
            if (matcher.end() == matcher.start()) {
                from = matcher.end() + 1;
                continue;
            }
            from = matcher.end();
            switch (kind) {
                case "card" -> Checks.cards(text, matcher.start(), matcher.end(), found);
                case "iban" -> {
                    int end = Checks.iban(text, matcher.start());
                    if (end > 0) {
                        found.add(new int[] {matcher.start(), end});
                        from = end;
                    } else {
                        from = matcher.start() + 1;
                    }
                }
                default -> {
                    int start = named ? matcher.start("v") : matcher.start();
                    int end = named ? matcher.end("v") : matcher.end();
                    if (check.test(text.substring(start, end))) {
                        found.add(new int[] {start, end});
                    }
                }
            }
        }
        return found;
    }

    /// What two ways of writing it have in common.
    String folded(String found) {
        return switch (same) {
            case EXACT -> found;
            case LOWER_CASE ->
                    found.toLowerCase(Locale.ROOT).replace("%40", "@").replace("\\u0040", "@");
            case LETTERS_AND_DIGITS ->
                    found.replaceAll("[^A-Za-z0-9]", "").toUpperCase(Locale.ROOT);
        };
    }
}
