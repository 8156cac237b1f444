package dev.faultline.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoFolderTest {
    @TempDir private Path below;

    @Test
    void itIsForItsOwnerAloneAndGoesWithTheRun() throws IOException {
        DemoFolder folder = DemoFolder.make(below);
        if (Files.getFileStore(below).supportsFileAttributeView("posix")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.path())))
                    .isEqualTo("rwx------");
        }
        Files.createDirectories(folder.path().resolve("log/topic-0"));
        Files.writeString(folder.path().resolve("log/topic-0/000.log"), "records");
        folder.close();
        assertThat(below).isEmptyDirectory();
    }

    @Test
    void theNextRunRemovesWhatAKilledOneLeftAndNothingElse() throws IOException {
        Path elsewhere = Files.createDirectory(below.resolve("elsewhere"));
        Files.writeString(elsewhere.resolve("precious"), "kept");
        Path stale = Files.createDirectory(below.resolve("faultline-demo-1"));
        Files.writeString(stale.resolve("lock"), "1"); // whoever held it is gone
        Files.createSymbolicLink(stale.resolve("link"), elsewhere);
        Path link = Files.createSymbolicLink(below.resolve("faultline-demo-2"), elsewhere);
        Path beingMade = Files.createDirectory(below.resolve("faultline-demo-3"));
        Path neverMade = Files.createDirectory(below.resolve("faultline-demo-4"));
        Files.setLastModifiedTime(
                neverMade, FileTime.from(Instant.now().minus(Duration.ofMinutes(2))));
        try (DemoFolder running = DemoFolder.make(below);
                DemoFolder next = DemoFolder.make(below)) {
            assertThat(stale).doesNotExist();
            assertThat(neverMade).doesNotExist();
            assertThat(running.path()).exists();
            assertThat(next.path()).exists();
            assertThat(beingMade).exists();
            assertThat(link).exists();
            assertThat(elsewhere.resolve("precious")).hasContent("kept");
        }
    }
}
