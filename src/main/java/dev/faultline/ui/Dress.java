package dev.faultline.ui;

import java.util.Objects;
import javafx.scene.control.DialogPane;

/// What dialogs have of the window's looks: they are no part of it and have not its style sheet.
public final class Dress {
    private Dress() {}

    /// Dresses a dialog.
    public static void on(DialogPane dialog) {
        dialog.getStylesheets()
                .add(
                        Objects.requireNonNull(Dress.class.getResource("focus.css"), "focus.css")
                                .toExternalForm());
    }
}
