package dev.faultline.ui;

import atlantafx.base.theme.PrimerDark;
import atlantafx.base.theme.PrimerLight;
import java.util.Locale;

/// The two looks of the window.
public enum Theme {
    DARK,
    LIGHT;

    /// The style sheet that dresses JavaFX's own controls.
    public String stylesheet() {
        return switch (this) {
            case DARK -> new PrimerDark().getUserAgentStylesheet();
            case LIGHT -> new PrimerLight().getUserAgentStylesheet();
        };
    }

    /// The colours of what is drawn by hand.
    public Palette palette() {
        return switch (this) {
            case DARK -> Palette.DARK;
            case LIGHT -> Palette.LIGHT;
        };
    }

    public Theme other() {
        return this == DARK ? LIGHT : DARK;
    }

    /// The style class on the root of the scene: `dark`, `light`.
    public String styleClass() {
        return name().toLowerCase(Locale.ROOT);
    }
}
