package dev.faultline.source.kafka;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The properties file of a Kafka client, with what it refers to put in: `${env:NAME}` is a
/// variable of the environment, `${file:/path}` all of a file, `${file:/path:key}` one entry of a
/// file of properties, as Kafka's own providers write it. No message names a value.
final class ClientProperties {
    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file):([^}]+)}");

    private ClientProperties() {}

    /// Reads a file.
    ///
    /// @param environment a variable's value; null where it is not set
    static Map<String, String> read(Path file, UnaryOperator<@Nullable String> environment)
            throws BadConnectionException {
        Properties read;
        try {
            read = load(file);
        } catch (IOException | IllegalArgumentException e) {
            throw new BadConnectionException(
                    "--kafka-config: the file %s cannot be read (%s).".formatted(file, reason(e)));
        }
        Map<String, String> properties = new TreeMap<>();
        for (String key : read.stringPropertyNames()) {
            properties.put(key, resolved(key, read.getProperty(key), environment));
        }
        return properties;
    }

    private static String resolved(
            String key, String text, UnaryOperator<@Nullable String> environment)
            throws BadConnectionException {
        StringBuilder out = new StringBuilder();
        int end = 0;
        for (MatchResult reference : REFERENCE.matcher(text).results().toList()) {
            out.append(text, end, reference.start());
            String name = reference.group(2);
            out.append(
                    reference.group(1).equals("env")
                            ? variable(key, name, environment)
                            : content(key, name));
            end = reference.end();
        }
        return out.append(text, end, text.length()).toString();
    }

    private static String variable(
            String key, String name, UnaryOperator<@Nullable String> environment)
            throws BadConnectionException {
        String value = environment.apply(name);
        if (value == null) {
            throw new BadConnectionException(
                    "The property %s wants the environment variable %s, which is not set. Set it before you start."
                            .formatted(key, name));
        }
        return value;
    }

    private static String content(String key, String name) throws BadConnectionException {
        try {
            int colon = name.lastIndexOf(':');
            Path whole = Path.of(name);
            if (colon < 2 || Files.exists(whole)) {
                return Files.readString(whole).stripTrailing();
            }
            String entry = name.substring(colon + 1);
            String value = load(Path.of(name.substring(0, colon))).getProperty(entry);
            if (value != null) {
                return value;
            }
            throw new BadConnectionException(
                    "The property %s wants the entry %s of %s, which has none of that name."
                            .formatted(key, entry, name.substring(0, colon)));
        } catch (IOException | IllegalArgumentException e) {
            throw new BadConnectionException(
                    "The property %s wants the file %s, which cannot be read (%s)."
                            .formatted(key, name, reason(e)));
        }
    }

    private static Properties load(Path file) throws IOException {
        Properties properties = new Properties();
        try (var in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            properties.load(in);
        }
        return properties;
    }

    /// The kind of the failure: messages of parsers may quote what they read.
    private static String reason(Exception e) {
        return switch (e) {
            case java.nio.file.NoSuchFileException _ -> "it does not exist";
            case java.nio.file.AccessDeniedException _ -> "no permission";
            case java.nio.charset.CharacterCodingException _ -> "it is not UTF-8";
            case InvalidPathException _ -> "that is no path";
            default -> "it is no readable file of properties";
        };
    }
}
