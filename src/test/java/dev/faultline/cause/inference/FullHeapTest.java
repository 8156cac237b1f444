package dev.faultline.cause.inference;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/// An answer does not depend on how much garbage lies in the heap when it is asked for: in a JVM of
/// its own, whose heap is small and collected only when it is full.
class FullHeapTest {
    /// Asks, leaves garbage until next to nothing is free, asks again.
    static final class Asker {
        private static final int BLOCK = 1 << 20;
        private static final int LEFT = 34 << 20;

        public static void main(String[] args) {
            System.out.println(answer());
            List<byte[]> garbage = new ArrayList<>();
            System.gc();
            while (free() > LEFT) {
                garbage.add(new byte[BLOCK]);
            }
            System.out.println(garbage.size());
            garbage = null;
            System.out.println(answer());
        }

        /// A core of 466,504 numbers, 7 MB and as much again for messages.
        private static String answer() {
            RandomSystem system = RandomSystem.of(RandomSystem.Shape.DENSE, 49, 90_899);
            Posterior all =
                    Inference.of(system.network(), new Inference.Limits(1_000_000, 0.01, 0))
                            .query(system.evidence());
            return "%s %x %x %s"
                    .formatted(
                            all.exactness(),
                            Arrays.hashCode(all.trouble()),
                            Arrays.hashCode(all.fault()),
                            all.logEvidence());
        }

        private static long free() {
            Runtime runtime = Runtime.getRuntime();
            return runtime.maxMemory() - (runtime.totalMemory() - runtime.freeMemory());
        }
    }

    @Test
    void garbageChangesNoAnswer() throws Exception {
        Process asker =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Asker.class.getName())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (BufferedReader out =
                new BufferedReader(
                        new InputStreamReader(asker.getInputStream(), StandardCharsets.UTF_8))) {
            String roomy = out.readLine();
            assertThat(roomy).startsWith("Within[");
            assertThat(Integer.parseInt(out.readLine())).as("MB of garbage").isGreaterThan(100);
            assertThat(out.readLine()).isEqualTo(roomy);
        } finally {
            asker.destroyForcibly();
        }
    }
}
