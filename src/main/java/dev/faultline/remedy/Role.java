package dev.faultline.remedy;

import java.util.Locale;

/// What a person may do, the least first.
public enum Role {
    VIEWER,
    RESPONDER,
    COMMANDER,
    ADMIN;

    /// As written in files.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
