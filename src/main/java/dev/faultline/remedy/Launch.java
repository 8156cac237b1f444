package dev.faultline.remedy;

import java.io.File;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/// How a script becomes a process: an argument list and an environment, no shell.
///
/// @param environment of this program: where the script's allow-list and secrets are read
/// @param system the name of the operating system, as in the system property `os.name`
record Launch(Map<String, String> environment, String system) {
    private static final int LONGEST_SECRET = 64 * 1024;

    /// Another thread that starts a process at this moment holds the script open for a blink, and
    /// Linux starts no file that is written (ETXTBSY).
    private static final String BUSY = "error=26";

    private static final int TRIES = 50;

    /// The secrets of a runbook, by the variable that the script reads.
    ///
    /// @throws IOException with a sentence that does not name a value
    Map<String, String> secrets(Runbook runbook) throws IOException {
        Map<String, String> values = new TreeMap<>();
        for (Runbook.Secret secret : runbook.secrets()) {
            values.put(
                    secret.variable(),
                    switch (secret.from()) {
                        case Runbook.Secret.From.Environment(String variable) -> {
                            String value = environment.get(variable);
                            if (value == null) {
                                throw new IOException(
                                        "The secret %s is to be read from the environment variable %s, which is not set."
                                                .formatted(secret.variable(), variable));
                            }
                            yield value;
                        }
                        case Runbook.Secret.From.File(Path path) -> file(secret.variable(), path);
                    });
        }
        return values;
    }

    private static String file(String variable, Path path) throws IOException {
        String reason;
        try {
            // A pipe or a device may never end.
            if (!Files.exists(path)) {
                reason = "it does not exist";
            } else if (!Files.isRegularFile(path)) {
                reason = "it is no plain file";
            } else if (Files.size(path) > LONGEST_SECRET) {
                reason = "it has more than " + LONGEST_SECRET + " bytes";
            } else {
                return Files.readString(path).stripTrailing();
            }
        } catch (CharacterCodingException e) {
            reason = "it is not UTF-8";
        } catch (IOException e) {
            reason = e.getClass().getSimpleName();
        }
        throw new IOException(
                "The secret %s is to be read from the file %s, which can't be (%s)."
                        .formatted(variable, path, reason));
    }

    /// Starts it.
    ///
    /// @param output where its output goes; empty for a pipe to this program
    /// @throws IOException with a sentence for the person
    Process start(
            Path script,
            List<String> arguments,
            Runbook runbook,
            Map<String, String> secrets,
            String action,
            Optional<Path> output)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(command(script));
        command.addAll(arguments);
        // There the arguments travel as one line, and Java does not escape a quote in it: what is
        // behind it would become arguments of its own.
        if (windows() && arguments.stream().anyMatch(each -> each.contains("\""))) {
            throw new IOException("On Windows no value may hold a quotation mark.");
        }
        ProcessBuilder builder =
                new ProcessBuilder(command)
                        .directory(Objects.requireNonNull(script.getParent()).toFile());
        Map<String, String> given = builder.environment();
        given.clear();
        allowed(runbook.environment()).forEach(given::put);
        given.putAll(secrets);
        given.put(ProcessTree.MARK, action);
        builder.redirectInput(new File(windows() ? "NUL" : "/dev/null")).redirectErrorStream(true);
        output.ifPresent(file -> builder.redirectOutput(file.toFile()));
        for (int tries = 1; ; tries++) {
            try {
                return builder.start();
            } catch (IOException e) {
                String reason = String.valueOf(e.getMessage());
                if (!reason.contains(BUSY) || tries == TRIES) {
                    throw new IOException(
                            "The script "
                                    + runbook.script().file()
                                    + " can't be started: "
                                    + reason,
                            e);
                }
                Thread.sleep(tries);
            }
        }
    }

    private Map<String, String> allowed(Collection<String> names) {
        Map<String, String> allowed = new TreeMap<>();
        for (String name : names) {
            String value = environment.get(name);
            if (value != null) {
                allowed.put(name, value);
            }
        }
        // Without it hardly anything starts there.
        if (windows() && environment.containsKey("SystemRoot")) {
            allowed.put("SystemRoot", environment.get("SystemRoot"));
        }
        return allowed;
    }

    /// What starts a script: itself, by its first line or as a program. Windows goes by the
    /// extension: programs and PowerShell are taken. Batch files are not: their arguments are read
    /// by a shell, however they are given.
    ///
    /// @throws IOException where it takes no such script
    List<String> command(Path script) throws IOException {
        if (!windows()) {
            return List.of(script.toString());
        }
        String name = script.getFileName().toString().toLowerCase(Locale.ROOT);
        if (name.endsWith(".exe")) {
            return List.of(script.toString());
        }
        if (name.endsWith(".ps1")) {
            return List.of(
                    environment.getOrDefault("SystemRoot", "C:\\Windows")
                            + "\\System32\\WindowsPowerShell\\v1.0\\powershell.exe",
                    "-NoProfile",
                    "-NonInteractive",
                    "-ExecutionPolicy",
                    "Bypass",
                    "-File",
                    script.toString());
        }
        throw new IOException(
                "On Windows a script is a .ps1 or an .exe; %s is neither.".formatted(name));
    }

    private boolean windows() {
        return system.startsWith("Windows");
    }
}
