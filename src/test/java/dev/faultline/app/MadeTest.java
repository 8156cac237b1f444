package dev.faultline.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.ui.about.Provenance.Library;
import org.junit.jupiter.api.Test;

class MadeTest {
    @Test
    void readsLibrariesWithTheirLicencesFromWhatTheBuildWrites() {
        assertThat(
                        Made.parse(
                                """

                                Lists of 4 third-party dependencies.
                                     (Apache License, Version 2.0) LZ4 Java Compression (at.yawk.lz4:lz4-java:1.10.2 - https://github.com/yawkat/lz4-java)
                                     (LGPL3) (CeCILL-C) gs-core (org.graphstream:gs-core:2.0 - http://graphstream-project.org)
                                     (EPL-2.0) (The EPL (v2)) Layered (ELK) (org.eclipse.elk:core:0.12.1 - https://www.eclipse.org/elk)
                                     (MIT) Nameless (a:b:1 - no url defined)
                                """))
                .containsExactly(
                        new Library(
                                "LZ4 Java Compression (lz4-java)",
                                "1.10.2",
                                "Apache License, Version 2.0"),
                        new Library("gs-core (gs-core)", "2.0", "LGPL3, CeCILL-C"),
                        new Library("Layered (ELK) (core)", "0.12.1", "EPL-2.0, The EPL (v2)"),
                        new Library("Nameless (b)", "1", "MIT"));
        // Without a build there is nothing to be read, and that is no error.
        assertThat(Made.here().java()).isNotBlank();
    }
}
