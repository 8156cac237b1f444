package dev.faultline.capture;

import dev.hardwood.InputFile;
import java.io.IOException;
import java.util.List;

/// The files of a capture, in a folder or in a zip.
sealed interface CaptureStore extends AutoCloseable permits FolderStore, ZipStore {
    /// No text file of a capture is larger.
    int LARGEST_TEXT = 256 << 20;

    /// The names of all files, sorted.
    List<String> names();

    /// The content of a text file.
    ///
    /// @throws CaptureException where it is larger than [#LARGEST_TEXT]
    /// @throws IOException where it cannot be read
    String text(String name) throws IOException;

    /// A Parquet file for reading; the caller closes it.
    InputFile parquet(String name) throws IOException;

    @Override
    void close() throws IOException;
}
