package dev.faultline.ui.about;

import java.util.List;

/// What this program is made of, as its build and the runtime say it.
///
/// @param version of the program; empty where it runs from classes that are no build
/// @param commit from which it was built; empty where that is not known
/// @param libraries what it was built with; empty where it runs from classes that are no build
/// @param data where the recordings come from that come with it; empty where there are none
public record Provenance(
        String version,
        String commit,
        String java,
        String javafx,
        List<Library> libraries,
        String data) {
    public Provenance {
        libraries = List.copyOf(libraries);
    }

    /// A library with the terms on which it is used.
    public record Library(String name, String version, String licence) {}
}
