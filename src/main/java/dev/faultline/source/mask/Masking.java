package dev.faultline.source.mask;

import dev.faultline.model.Notice;
import dev.faultline.model.SignalRules;
import dev.faultline.settings.Settings;
import dev.faultline.source.format.RawSeries;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/// Replaces personal data and secrets before anything is kept: in names, labels, and excerpts. What
/// is replaced becomes a pseudonym, the same in each run, so that series stay apart and are found
/// again. Done once a series, never a point. Not thread-safe.
public final class Masking {
    /// Labels whose value is replaced whatever it is, as normalised names.
    private static final Set<String> DENIED =
            Set.of(
                    "password",
                    "passwd",
                    "secret",
                    "token",
                    "access_token",
                    "refresh_token",
                    "api_key",
                    "apikey",
                    "authorization",
                    "http_request_header_authorization",
                    "cookie",
                    "set_cookie",
                    "http_request_header_cookie",
                    "http_response_header_set_cookie",
                    "email",
                    "e_mail",
                    "user_email",
                    "user_name",
                    "username",
                    "user_full_name",
                    "enduser_id",
                    "customer_name",
                    "card_number",
                    "pan",
                    "iban",
                    "ssn",
                    "national_id",
                    "phone",
                    "phone_number",
                    "db_statement",
                    "db_query_text",
                    "url_query");

    /// Labels whose value is a long random number of a thing, not a secret.
    private static final Pattern THINGS =
            Pattern.compile(
                    "(.*_)?(id|uid|uuid|digest|image|sha|commit|revision|version|hash|ref|checksum)(_.*)?");

    /// Nothing shorter is any of what is looked for.
    private static final int SHORTEST = 6;

    private final Pseudonyms pseudonyms;
    private final Set<String> denied;
    private final List<Secret> own;
    private final boolean on;
    private final Map<String, Long> counts = new HashMap<>();

    private Masking(Pseudonyms pseudonyms, Settings.Masking settings, boolean on) {
        this.pseudonyms = pseudonyms;
        this.on = on;
        denied = new HashSet<>(DENIED);
        settings.labels().forEach(label -> denied.add(SignalRules.normalised(label)));
        own = new ArrayList<>();
        for (Settings.MaskedPattern pattern : settings.patterns()) {
            try {
                own.add(Secret.own(pattern.name(), Pattern.compile(pattern.pattern())));
            } catch (PatternSyntaxException e) {
                throw new IllegalArgumentException(
                        "the pattern '" + pattern.name() + "' is none: " + e.getDescription(), e);
            }
        }
    }

    /// Replaces nothing: for data of which one knows that it names nobody.
    public static Masking none() {
        return new Masking(Pseudonyms.forOnce(), Settings.DEFAULT.masking(), false);
    }

    /// With pseudonyms that are others in each run.
    public static Masking forOnce(Settings.Masking settings) {
        return new Masking(Pseudonyms.forOnce(), settings, true);
    }

    /// With the user's own key, made where there is none.
    ///
    /// @param folder of what the program keeps for the user
    /// @param notices told where the key cannot be kept: pseudonyms are others in the next run then
    public static Masking of(Settings.Masking settings, Path folder, Consumer<Notice> notices) {
        Pseudonyms pseudonyms;
        try {
            pseudonyms = Pseudonyms.of(folder);
        } catch (IOException e) {
            notices.accept(
                    Notice.warning(
                            ("The key of pseudonyms can't be kept in %s (%s). Series whose names hold"
                                            + " personal data have other names in the next run, and their baselines"
                                            + " are not found again.")
                                    .formatted(folder, e.getMessage())));
            pseudonyms = Pseudonyms.forOnce();
        }
        return new Masking(pseudonyms, settings, true);
    }

    /// A text without what must not be kept.
    public String text(String text) {
        return text(text, false);
    }

    /// The value of a label without what must not be kept.
    public String label(String name, String value) {
        if (!on || value.isEmpty()) {
            return value;
        }
        String plain = SignalRules.normalised(name);
        if (denied.contains(plain)) {
            return Checks.isMasked(value) ? value : replaced("hidden", value);
        }
        return text(value, THINGS.matcher(plain).matches());
    }

    /// A series without what must not be kept.
    public RawSeries series(RawSeries raw) {
        if (!on) {
            return raw;
        }
        return new RawSeries(
                text(raw.metric()),
                text(raw.unit()),
                raw.kind(),
                labels(raw.resource()),
                labels(raw.labels()));
    }

    private SortedMap<String, String> labels(SortedMap<String, String> labels) {
        SortedMap<String, String> masked = new TreeMap<>();
        labels.forEach((name, value) -> masked.put(text(name), label(name, value)));
        return masked;
    }

    private String text(String text, boolean thing) {
        if (!on) {
            return text;
        }
        String masked = text;
        for (Secret secret : own) {
            masked = without(secret, masked);
        }
        if (masked.length() < SHORTEST || !Suspicion.of(masked)) {
            return masked;
        }
        for (Secret secret : Secret.KNOWN) {
            if (!(thing && secret.kind().equals("hex"))) {
                masked = without(secret, masked);
            }
        }
        return masked;
    }

    private String without(Secret secret, String text) {
        List<int[]> found = secret.find(text);
        if (found.isEmpty()) {
            return text;
        }
        StringBuilder masked = new StringBuilder();
        int kept = 0;
        for (int[] place : found) {
            masked.append(text, kept, place[0])
                    .append(
                            replaced(
                                    secret.kind(),
                                    secret.folded(text.substring(place[0], place[1]))));
            kept = place[1];
        }
        return masked.append(text, kept, text.length()).toString();
    }

    private String replaced(String kind, String original) {
        counts.merge(kind, 1L, Long::sum);
        return pseudonyms.of(kind, original);
    }

    /// How often each kind was replaced.
    public Map<String, Long> counts() {
        return Map.copyOf(counts);
    }
}
