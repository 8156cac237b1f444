package dev.faultline.app;

import dev.faultline.cause.Pin;
import dev.faultline.engine.PinAct;
import dev.faultline.model.Notice;
import dev.faultline.model.SeriesId;
import dev.faultline.model.ServiceId;
import dev.faultline.settings.UserFolder;
import dev.faultline.signal.Anomaly;
import dev.faultline.signal.AnomalyLabel;
import dev.faultline.signal.AnomalyLabel.Verdict;
import dev.faultline.store.Database;
import dev.faultline.store.SqliteSayings;
import dev.faultline.topology.Correction;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// What a person told the program of what it shows, a JSON object each, only ever added to: in the
/// user's database, and where there is none in `session.ndjson`, a line each. What earlier versions
/// kept in that file is read before what lies in the database. A line that cannot be read is told
/// and left out; one of a kind that is not known is skipped, so that newer programs may keep more.
final class SessionFile {
    static final String NAME = "session.ndjson";

    private static final String LABEL = "label";
    private static final String PIN = "pin";
    private static final String CORRECTION = "correction";
    private static final JsonMapper JSON = new JsonMapper();

    private final Path file;
    private final @Nullable SqliteSayings database;

    /// Another file in the same folder.
    Path beside(String name) {
        return file.resolveSibling(name);
    }

    /// In a file alone.
    SessionFile(Path file) {
        this(file, null);
    }

    /// @param file of an earlier version
    /// @param database empty to keep all in the file
    SessionFile(Path file, @Nullable SqliteSayings database) {
        this.file = file;
        this.database = database;
    }

    /// Of whoever runs this program.
    static SessionFile here() {
        Path folder = UserFolder.data();
        return new SessionFile(
                folder.resolve(NAME),
                new SqliteSayings(new Database(folder.resolve(Database.NAME))));
    }

    /// What was read, and what could not be.
    record Told(
            List<AnomalyLabel> labels,
            List<PinAct> pins,
            List<Correction.Act> corrections,
            List<Notice> notices) {}

    /// What was said of one system: labels of its anomalies, pins of its components and corrections
    /// of its graph, each in the order in which it was said.
    ///
    /// @param system the title of the recording, or of what is watched
    Told told(String system) {
        List<AnomalyLabel> labels = new ArrayList<>();
        List<PinAct> pins = new ArrayList<>();
        List<Correction.Act> corrections = new ArrayList<>();
        List<Notice> notices = new ArrayList<>();
        Told told = new Told(labels, pins, corrections, notices);
        if (Files.exists(file)) {
            try (Reader bytes = Files.newBufferedReader(file);
                    BufferedReader lines = new BufferedReader(bytes)) {
                int number = 0;
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    number++;
                    take(line, system, file + ", line " + number, told);
                }
            } catch (MalformedInputException e) {
                notices.add(unread("it is not text"));
            } catch (IOException e) {
                notices.add(unread(String.valueOf(e.getMessage())));
            }
        }
        if (database != null) {
            try {
                for (String row : database.rows(system)) {
                    take(row, system, "an entry of the database", told);
                }
            } catch (IOException e) {
                notices.add(
                        Notice.warning(
                                e.getMessage()
                                        + " Labels, pins and corrections in it are not used."));
            }
        }
        return told;
    }

    /// Reads one of them.
    private static void take(String line, String system, String where, Told told) {
        try {
            JsonNode row = JSON.readTree(line);
            if (!row.path("system").asString("").equals(system)) {
                return;
            }
            switch (row.path("kind").asString("")) {
                case LABEL -> told.labels().add(label(row));
                case PIN -> told.pins().add(act(row));
                case CORRECTION -> told.corrections().add(CorrectionRow.read(row));
                default -> {} // of a newer program
            }
        } catch (JacksonException
                | DateTimeException
                | IllegalArgumentException
                | ParseException e) {
            if (!line.isBlank()) {
                told.notices()
                        .add(
                                Notice.warning(
                                        where
                                                + ": it can't be used ("
                                                + firstLine(e)
                                                + "). It was left out; the others were read."));
            }
        }
    }

    private Notice unread(String why) {
        return Notice.warning(
                file
                        + " can't be read to its end ("
                        + why
                        + "): labels, pins and corrections in it are not used.");
    }

    private static String firstLine(Exception e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
    }

    /// Keeps a label; it is on the disk when this returns.
    ///
    /// @throws IOException if it could not be kept, with a sentence that says why
    void append(String system, AnomalyLabel label) throws IOException {
        append(system, "The label", row(system, label));
    }

    /// Keeps what was done with a pin; it is on the disk when this returns.
    ///
    /// @param said the time of day at which it was done, which a replay's own time is not
    /// @throws IOException if it could not be kept, with a sentence that says why
    void append(String system, PinAct act, Instant said) throws IOException {
        append(system, "The pin", row(system, act, said));
    }

    /// Keeps what was said of the graph; it is on the disk when this returns.
    ///
    /// @throws IOException if it could not be kept, with a sentence that says why
    void append(String system, Correction.Act act) throws IOException {
        ObjectNode row = JSON.createObjectNode();
        row.put("kind", CORRECTION);
        row.put("system", system);
        append(system, "The correction", CorrectionRow.write(act, row).toString());
    }

    private synchronized void append(String system, String what, String row) throws IOException {
        if (database != null) {
            try {
                database.append(system, row);
            } catch (IOException e) {
                throw new IOException(
                        what
                                + " could not be kept: "
                                + e.getMessage()
                                + " It holds until the recording is closed.",
                        e);
            }
            return;
        }
        try {
            Files.createDirectories(file.toAbsolutePath().getParent());
            try (FileChannel channel =
                    FileChannel.open(
                            file,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.READ,
                            StandardOpenOption.WRITE)) {
                long end = channel.size();
                byte[] line =
                        ((torn(channel, end) ? "\n" : "") + row + "\n")
                                .getBytes(StandardCharsets.UTF_8);
                ByteBuffer buffer = ByteBuffer.wrap(line);
                while (buffer.hasRemaining()) {
                    end += channel.write(buffer, end);
                }
                channel.force(true);
            }
        } catch (IOException e) {
            throw new IOException(
                    what
                            + " could not be kept in "
                            + file
                            + " ("
                            + e
                            + "). It holds until the recording is closed.",
                    e);
        }
    }

    /// Whether the last line was not written to its end.
    private static boolean torn(FileChannel channel, long end) throws IOException {
        if (end == 0) {
            return false;
        }
        ByteBuffer last = ByteBuffer.allocate(1);
        channel.read(last, end - 1);
        return last.get(0) != '\n';
    }

    private static String row(String system, AnomalyLabel label) {
        ObjectNode row = JSON.createObjectNode();
        row.put("kind", LABEL);
        row.put("system", system);
        row.put("at", label.at().toString());
        row.put("service", label.series().service().value());
        row.put("metric", label.series().metric());
        ObjectNode labels = row.putObject("labels");
        label.series().labels().forEach(labels::put);
        row.put("rule", label.rule().name());
        row.put("direction", label.direction().name());
        row.put("onset", label.onset().toString());
        row.put("lengthMillis", label.length().toMillis());
        row.put("peakSigma", label.peakSigma());
        switch (label.verdict()) {
            case Verdict.Real _ -> row.put("verdict", "real");
            case Verdict.FalseAlarm _ -> row.put("verdict", "false alarm");
            case Verdict.Expected(Instant until) -> {
                row.put("verdict", "expected");
                row.put("until", until.toString());
            }
        }
        row.put("reason", label.reason());
        return row.toString();
    }

    private static String row(String system, PinAct act, Instant said) {
        ObjectNode row = JSON.createObjectNode();
        row.put("kind", PIN);
        row.put("system", system);
        row.put("at", act.at().toString());
        row.put("by", act.by());
        row.put("said", said.toString());
        switch (act) {
            case PinAct.Pinned(Pin pin, Instant _, String _) ->
                    row.put("act", "pin").put("pin", pin.text());
            case PinAct.Unpinned(Pin pin, Instant _, String _) ->
                    row.put("act", "unpin").put("pin", pin.text());
            case PinAct.Undone _ -> row.put("act", "undo");
        }
        return row.toString();
    }

    private static PinAct act(JsonNode row) throws ParseException {
        Instant at = Instant.parse(text(row, "at"));
        String by = row.path("by").asString("");
        String act = text(row, "act");
        return switch (act) {
            case "pin" -> new PinAct.Pinned(Pin.parse(text(row, "pin")), at, by);
            case "unpin" -> new PinAct.Unpinned(Pin.parse(text(row, "pin")), at, by);
            case "undo" -> new PinAct.Undone(at, by);
            default ->
                    throw new IllegalArgumentException(
                            "act '" + act + "' is none of pin, unpin, undo");
        };
    }

    private static AnomalyLabel label(JsonNode row) {
        SortedMap<String, String> labels = new TreeMap<>();
        for (Map.Entry<String, JsonNode> each : row.path("labels").properties()) {
            labels.put(each.getKey(), each.getValue().asString());
        }
        String verdict = text(row, "verdict");
        return new AnomalyLabel(
                new SeriesId(new ServiceId(text(row, "service")), text(row, "metric"), labels),
                Anomaly.Rule.valueOf(text(row, "rule")),
                Anomaly.Direction.valueOf(text(row, "direction")),
                Instant.parse(text(row, "onset")),
                Duration.ofMillis(row.path("lengthMillis").asLong()),
                row.path("peakSigma").asDouble(),
                switch (verdict) {
                    case "real" -> new Verdict.Real();
                    case "false alarm" -> new Verdict.FalseAlarm();
                    case "expected" -> new Verdict.Expected(Instant.parse(text(row, "until")));
                    default ->
                            throw new IllegalArgumentException(
                                    "verdict '"
                                            + verdict
                                            + "' is none of real, false alarm, expected");
                },
                Instant.parse(text(row, "at")),
                row.path("reason").asString(""));
    }

    private static String text(JsonNode row, String field) {
        JsonNode value = row.path(field);
        if (!value.isString()) {
            throw new IllegalArgumentException("'" + field + "' is missing");
        }
        return value.asString();
    }
}
