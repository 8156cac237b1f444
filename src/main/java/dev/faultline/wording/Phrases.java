package dev.faultline.wording;

import java.text.MessageFormat;
import java.util.List;
import java.util.Locale;
import java.util.ResourceBundle;

/// The patterns of one language, filled in.
record Phrases(ResourceBundle bundle) {
    /// @throws java.util.MissingResourceException where the bundle has no such pattern
    String say(String key, String... parts) {
        return new MessageFormat(bundle.getString(key), Locale.ROOT).format(parts);
    }

    /// `a, b and c`: one item or more, the last joined by the pattern `lastKey`.
    String list(List<String> items, String lastKey) {
        if (items.size() == 1) {
            return items.getFirst();
        }
        String head = items.getFirst();
        for (String item : items.subList(1, items.size() - 1)) {
            head = say("list.comma", head, item);
        }
        return say(lastKey, head, items.getLast());
    }
}
