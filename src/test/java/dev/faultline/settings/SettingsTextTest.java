package dev.faultline.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SettingsTextTest {
    private static final String MINE =
            """
            # what I like
            window:
                theme: dark   # my eyes

                # larger at home
                zoom: 100
            masking: {labels: [customer.id]}   # by law
            """;

    @Test
    void changesOneLineAndKeepsEveryComment() {
        SettingsText text = new SettingsText(MINE);
        assertThat(text.with("window.theme", "light").orElseThrow().text())
                .isEqualTo(MINE.replace("theme: dark   #", "theme: light   #"));
        assertThat(text.with("window.zoom", "150").orElseThrow().text())
                .isEqualTo(MINE.replace("zoom: 100", "zoom: 150"));
        assertThat(text.with("playback.speed", "7.5").orElseThrow().text())
                .isEqualTo(MINE + "playback:\n  speed: 7.5\n");
        assertThat(new SettingsText("").with("cause.learned", "a b#c.json").orElseThrow().text())
                .isEqualTo("cause:\n  learned: \"a b#c.json\"\n");
        String half = "window:\n    theme: dark\n";
        assertThat(new SettingsText(half).with("window.zoom", "90").orElseThrow().text())
                .isEqualTo("window:\n    zoom: 90\n    theme: dark\n");
    }

    @Test
    void refusesWhatCannotBeChangedAlone() {
        assertThat(new SettingsText("window: {theme: dark}\n").with("window.theme", "light"))
                .isEmpty();
        assertThat(new SettingsText("window: {theme: dark}\n").with("window.zoom", "90")).isEmpty();
        assertThat(
                        new SettingsText("window:\n  theme: |\n    dark\n")
                                .with("window.theme", "light"))
                .isEmpty();
        assertThat(new SettingsText("window: [1, 2").with("window.zoom", "90")).isEmpty();
    }

    @Test
    void keepsTheFileAsItWasBesideTheNewOne(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("deeper").resolve(SettingsFile.NAME);
        new SettingsText("window:\n  zoom: 90\n").write(file);
        new SettingsText("window:\n  zoom: 95\n").write(file);
        assertThat(SettingsText.read(file).value("window.zoom")).contains("95");
        assertThat(Files.readString(file.resolveSibling(SettingsText.BACKUP))).contains("90");
    }

    @Test
    void describesEverySettingThatTheSchemaHas() {
        assertThat(Setting.all())
                .extracting(Setting::key)
                .containsExactlyElementsOf(SettingsSchema.shipped().settings());
        assertThat(Setting.all()).allSatisfy(s -> assertThat(s.meaning()).isNotBlank());
    }
}
