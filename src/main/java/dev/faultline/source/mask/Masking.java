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

    /// Characters of one name or value; what is longer is cut.
    private static final int LONGEST = 1_024;

    private static final int REMEMBERED = 50_000;
    private static final int REMEMBERED_LENGTH = 200;

    private final Pseudonyms pseudonyms;
    private final Set<String> denied;
    private final List<Secret> own;
    private final boolean on;
    private final Map<String, String> plainNames = new HashMap<>();
    private final Set<String> clean = new HashSet<>();
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

    /// A line of a log without what must not be kept. As [#text], but not remembered: lines are
    /// many, and labels come again.
    public String line(String text) {
        return on && !text.isEmpty() ? masked(text, false) : text;
    }

    /// The value of a label without what must not be kept.
    public String label(String name, String value) {
        if (!on || value.isEmpty()) {
            return value;
        }
        String plain = plain(name);
        if (denied.contains(plain)) {
            return Checks.isMasked(value) ? value : replaced("hidden", value);
        }
        return clean.contains(value) ? value : text(value, THINGS.matcher(plain).matches());
    }

    private String plain(String label) {
        if (plainNames.size() > REMEMBERED) {
            plainNames.clear();
        }
        return plainNames.computeIfAbsent(label, SignalRules::normalised);
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
        labels.forEach((name, value) -> {
            String kept = text(name);
            masked.put(kept, label(kept, value));
        });
        return masked;
    }

    private String text(String text, boolean thing) {
        if (!on || text.isEmpty() || clean.contains(text)) {
            return text;
        }
        String masked = masked(text, thing);
        if (!thing && masked.equals(text) && text.length() <= REMEMBERED_LENGTH) {
            remember(text);
        }
        return masked;
    }

    private String masked(String text, boolean thing) {
        if (text.length() > LONGEST) {
            // Two long texts that begin alike stay apart.
            return masked(Excerpt.withoutCutEnd(text.substring(0, LONGEST)), thing)
                    + "…"
                    + pseudonyms.of("rest", text);
        }
        String masked = text;
        for (Secret secret : own) {
            masked = without(secret, masked, Glance.at(masked));
        }
        Glance glance = Glance.at(masked);
        for (Secret secret : Secret.KNOWN) {
            if (!(thing && secret.kind().equals("hex"))) {
                String before = masked;
                masked = without(secret, masked, glance);
                // What was replaced is gone, and pseudonyms are words of their own.
                glance = masked.equals(before) ? glance : Glance.at(masked);
            }
        }
        return masked;
    }

    /// Routes, methods and services come again in many series. Only what is clean is remembered.
    private void remember(String text) {
        if (clean.size() >= REMEMBERED) {
            clean.clear();
        }
        clean.add(text);
    }

    private String without(Secret secret, String text, Glance glance) {
        List<int[]> found = secret.find(text, glance);
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
