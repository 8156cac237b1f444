package dev.faultline.ui.commands;

import java.util.Optional;
import javafx.beans.value.ObservableValue;

/// One thing that a person can have done: by its key, from the palette, from a menu. There is one
/// list of them ([Commands]), so that key handling, palette and shortcut sheet cannot differ.
///
/// @param id what its words are found by: `command.<id>`
/// @param title what it does, in a few words
/// @param key empty for one that has none
/// @param scope where its key is heard
/// @param detail what exactly it would do now, where that changes; else empty
/// @param refusal why it cannot be done now, in a sentence; empty while it can
/// @param run does it, on the FX thread; asks first what is dangerous
public record Command(
        String id,
        Group group,
        String title,
        Optional<Key> key,
        Scope scope,
        ObservableValue<String> detail,
        ObservableValue<String> refusal,
        Runnable run) {
    /// What it has to do with, in the order of the shortcut sheet.
    public enum Group {
        FIND,
        SOURCE,
        GO,
        SAY,
        KNOW,
        ACT,
        LOOK
    }

    /// Where a key is heard.
    public enum Scope {
        /// Anywhere in the window.
        WINDOW,
        /// Where a component is marked: in the table and in the graph.
        COMPONENT,
        /// The same, for what has a key of its own in the window already.
        AGAIN,
        GRAPH,
        CHARTS,
        CHANGES;

        /// Whether the palette can have it done: what needs the focus in one region it cannot.
        public boolean fromAnywhere() {
            return this == WINDOW || this == COMPONENT;
        }
    }

    /// Whether it can be done now.
    public boolean possible() {
        return refusal.getValue().isEmpty();
    }
}
