package dev.faultline.ui;

import java.text.MessageFormat;
import java.util.Locale;
import java.util.ResourceBundle;

/// The words of the window that are not sentences about an analysis.
public final class Words {
    private final ResourceBundle bundle;

    /// In English.
    public Words() {
        this(Locale.ROOT);
    }

    /// In a language: `words_de.properties` beside `words.properties` has German ones. What it does
    /// not say is said in English, never in the language of the computer.
    public Words(Locale language) {
        bundle =
                ResourceBundle.getBundle(
                        "dev.faultline.ui.words",
                        language,
                        ResourceBundle.Control.getNoFallbackControl(
                                ResourceBundle.Control.FORMAT_PROPERTIES));
    }

    /// The bundle itself, for FXML.
    public ResourceBundle bundle() {
        return bundle;
    }

    /// A text, with `{0}`, `{1}` … replaced by the arguments.
    public String get(String key, Object... arguments) {
        String pattern = bundle.getString(key);
        return arguments.length == 0
                ? pattern
                : new MessageFormat(pattern, Locale.ROOT).format(arguments);
    }
}
