package dev.faultline.demo.broker;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;

/// Removes folders with all that is in them.
public final class Folders {
    private Folders() {}

    /// Removes a folder as far as it can. Another process may do the same at the same time; links
    /// are removed, not followed.
    ///
    /// @return whether it is gone
    public static boolean delete(Path folder) {
        try {
            Files.walkFileTree(
                    folder,
                    new SimpleFileVisitor<>() {
                        @Override
                        public FileVisitResult visitFile(Path file, BasicFileAttributes is) {
                            return remove(file);
                        }

                        @Override
                        public FileVisitResult visitFileFailed(Path file, IOException why) {
                            return FileVisitResult.CONTINUE; // gone already, or not ours
                        }

                        @Override
                        public FileVisitResult postVisitDirectory(Path in, IOException why) {
                            return remove(in);
                        }
                    });
        } catch (IOException e) {
            // what is left is told by what is returned
        }
        return !Files.exists(folder);
    }

    private static FileVisitResult remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            // as above
        }
        return FileVisitResult.CONTINUE;
    }
}
