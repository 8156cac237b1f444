package dev.faultline.app;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineCommandTest {
    private static final Path CAPTURE = Path.of("sample-data/online-boutique-08-22.capture");
    private static final Path OTHER = Path.of("sample-data/petshop-low-latency.capture");

    @TempDir Path folder;
    private String out = "";
    private String err = "";

    @Test
    void savesWhatACaptureTeachesAndFindsItAgain() throws IOException {
        Path file = folder.resolve("shop.baseline");
        assertThat(run("baseline", "save", CAPTURE, "--at", "06:00", "--out", file))
                .as(err)
                .isZero();
        assertThat(out).contains("Wrote " + file + ": the normal of ");
        assertThat(run("baseline", "save", CAPTURE, "--at", "06:00", "--out", file)).isOne();
        assertThat(err).contains("shop.baseline exists", "--force");
        byte[] before = Files.readAllBytes(file);
        assertThat(run("baseline", "save", CAPTURE, "--at", "06:00", "--out", file, "--force"))
                .isZero();
        assertThat(file).hasBinaryContent(before);

        assertThat(run("baseline", "load", file, CAPTURE)).as(err).isZero();
        assertThat(out).contains(" are known from '", "--baseline");
        assertThat(run("investigate", CAPTURE, "--at", "04:10", "--baseline", file)).isZero();

        assertThat(run("baseline", "load", file, OTHER)).isOne();
        assertThat(err).contains("were learned at 60 s a value", "cannot be used with it");
    }

    @Test
    void saysWhatItCannotRead() throws IOException {
        Path text = Files.writeString(folder.resolve("x.baseline"), "no baseline, just a text");
        assertThat(run("investigate", CAPTURE, "--baseline", text)).isOne();
        assertThat(err).contains("x.baseline is no baseline file");
        assertThat(run("baseline", "load", folder.resolve("none"), CAPTURE)).isOne();
        assertThat(err).contains("There is no file");
        assertThat(run("baseline")).isEqualTo(2);
        assertThat(run("baseline", "save", CAPTURE)).isEqualTo(2);
    }

    private int run(Object... args) {
        StringWriter said = new StringWriter();
        StringWriter complained = new StringWriter();
        String[] words = new String[args.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = args[i].toString();
        }
        int code =
                Main.commandLine()
                        .setOut(new PrintWriter(said))
                        .setErr(new PrintWriter(complained))
                        .execute(words);
        out = said.toString();
        err = complained.toString();
        return code;
    }
}
