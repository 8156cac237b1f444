package dev.faultline.app;

import dev.faultline.cause.CauseModel;
import dev.faultline.cause.Recalibration;
import dev.faultline.cause.evidence.CauseParameters;
import dev.faultline.cause.evidence.LearnedStrengths;
import dev.faultline.cause.learning.LearnedFile;
import dev.faultline.engine.EngineParameters;
import dev.faultline.settings.Settings;
import dev.faultline.settings.SettingsFile;
import dev.faultline.settings.UserFolder;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/// The numbers behind a diagnosis, from the files that the settings name.
final class CauseModelFiles {
    private CauseModelFiles() {}

    /// What the analysis of whoever runs this program goes by.
    ///
    /// @throws IOException where a file that the settings name can't be used
    static EngineParameters engineParameters() throws IOException {
        Settings settings = SettingsFile.load().settings();
        return EngineParameters.of(settings, read(settings.cause()));
    }

    /// @throws IOException where a file can't be used, with a sentence that says which
    static CauseModel read(Settings.Cause files) throws IOException {
        return new CauseModel(
                files.parameters().isEmpty()
                        ? CauseParameters.DEFAULT
                        : parameters(UserFolder.here().resolve(files.parameters())),
                files.learned().isEmpty()
                        ? LearnedStrengths.NONE
                        : learned(UserFolder.here().resolve(files.learned())),
                Recalibration.DEFAULT);
    }

    static CauseParameters parameters(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return CauseParameters.read(in, file.toString());
        } catch (NoSuchFileException e) {
            throw missing(file, e);
        }
    }

    private static LearnedStrengths learned(Path file) throws IOException {
        try {
            return LearnedFile.parse(file.toString(), Files.readString(file)).strengths();
        } catch (NoSuchFileException e) {
            throw missing(file, e);
        }
    }

    private static IOException missing(Path file, IOException cause) {
        return new IOException(
                file + ": there is no such file. Check `cause` in settings.yaml.", cause);
    }
}
