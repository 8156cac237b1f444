package dev.faultline.capture.importer;

import java.net.URISyntaxException;
import java.nio.file.Path;

/// The small parts of the data sets in the test resources.
final class TestData {
    private TestData() {}

    static Path of(String name) {
        try {
            return Path.of(TestData.class.getResource("/dev/faultline/capture/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
