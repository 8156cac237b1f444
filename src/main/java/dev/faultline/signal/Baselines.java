package dev.faultline.signal;

import dev.faultline.model.SeriesId;
import dev.faultline.model.SeriesInfo;
import dev.faultline.model.ServiceId;
import dev.faultline.model.Signal;
import dev.faultline.model.Unit;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;

/// What is normal for the series of a system, as bytes that can be carried to another workbench:
/// one that is opened in an outage knows normal at once. Series are found again by their ids.
///
/// The bytes: the eight letters `FAULTBAS`, an int version, then by [DataOutputStream] where they
/// come from, the moment (ms since the epoch), the step (ms), the zone of the season's clock, the
/// number of series, for each its id, unit, signal, cells of history and [Baseline]; and a CRC-32
/// of all that.
///
/// @param source what they were learned from, for a person
/// @param at up to when
/// @param stepMillis length of a cell that they speak of: scatter depends on it
/// @param zone by whose local time days and weeks repeat
public record Baselines(
        String source, Instant at, long stepMillis, String zone, List<Known> series) {
    private static final byte[] MAGIC = "FAULTBAS".getBytes(StandardCharsets.US_ASCII);
    private static final int VERSION = 1;

    /// Bytes of the checksum at the end, and of what is there at least.
    private static final int CHECKSUM = 8;

    private static final int LEAST = MAGIC.length + 4 + CHECKSUM;

    /// The normal of one series.
    ///
    /// @param cells of history behind it
    public record Known(SeriesInfo series, Baseline baseline, int cells) {}

    public Baselines {
        series = List.copyOf(series);
    }

    /// By id; of two with the same id the last.
    public Map<SeriesId, Known> byId() {
        Map<SeriesId, Known> map = new HashMap<>();
        series.forEach(known -> map.put(known.series().id(), known));
        return map;
    }

    /// Why they say nothing about a grid of this step and clock; empty where they do.
    public Optional<String> misfit(long otherStepMillis, SeasonClock clock) {
        if (otherStepMillis != stepMillis) {
            return Optional.of(
                    "The baselines of '%s' were learned at %d s a value, here it is %d s."
                            .formatted(source, stepMillis / 1000, otherStepMillis / 1000));
        }
        if (!clock.zone().getId().equals(zone)) {
            return Optional.of(
                    "The baselines of '%s' follow the local time of %s, the settings that of %s."
                            .formatted(source, zone, clock.zone().getId()));
        }
        return Optional.empty();
    }

    /// All of it as bytes.
    public byte[] bytes() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(MAGIC);
            out.writeInt(VERSION);
            out.writeUTF(source);
            out.writeLong(at.toEpochMilli());
            out.writeLong(stepMillis);
            out.writeUTF(zone);
            out.writeInt(series.size());
            for (Known known : series) {
                SeriesId id = known.series().id();
                out.writeUTF(id.service().value());
                out.writeUTF(id.metric());
                out.writeInt(id.labels().size());
                for (Map.Entry<String, String> label : id.labels().entrySet()) {
                    out.writeUTF(label.getKey());
                    out.writeUTF(label.getValue());
                }
                out.writeUTF(known.series().unit().name());
                out.writeUTF(known.series().signal().name());
                out.writeInt(known.cells());
                known.baseline().write(out);
            }
            out.writeLong(checksum(bytes.toByteArray(), bytes.size()));
        }
        return bytes.toByteArray();
    }

    /// Reads what [#bytes] made.
    ///
    /// @param name of the file, for the sentence
    /// @param clock by whose local time seasons will be asked for
    /// @throws IOException in one sentence, where they are something else, of a later version, cut
    ///   short or damaged
    public static Baselines of(byte[] bytes, String name, SeasonClock clock) throws IOException {
        if (bytes.length < LEAST
                || !Arrays.equals(bytes, 0, MAGIC.length, MAGIC, 0, MAGIC.length)) {
            throw new IOException(
                    "%s is no baseline file; 'faultline baseline save' writes one."
                            .formatted(name));
        }
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            in.skipNBytes(MAGIC.length);
            int version = in.readInt();
            if (version != VERSION) {
                throw new IOException(
                        "%s is a baseline file of version %d, this program reads version %d."
                                .formatted(name, version, VERSION));
            }
            if (checksum(bytes, bytes.length - CHECKSUM) != last(bytes)) {
                throw new IOException(
                        "%s is cut short or damaged: its checksum does not match. Save it again."
                                .formatted(name));
            }
            return read(in, clock);
        } catch (IllegalArgumentException e) {
            throw new IOException(
                    "%s holds what no baseline file does: %s.".formatted(name, e.getMessage()), e);
        }
    }

    private static Baselines read(DataInputStream in, SeasonClock clock) throws IOException {
        String source = in.readUTF();
        Instant at = Instant.ofEpochMilli(in.readLong());
        long step = in.readLong();
        String zone = in.readUTF();
        int count = in.readInt();
        List<Known> series = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ServiceId service = new ServiceId(in.readUTF());
            String metric = in.readUTF();
            SortedMap<String, String> labels = new TreeMap<>();
            for (int label = in.readInt(); label > 0; label--) {
                labels.put(in.readUTF(), in.readUTF());
            }
            SeriesInfo info =
                    new SeriesInfo(
                            new SeriesId(service, metric, labels),
                            Unit.valueOf(in.readUTF()),
                            Signal.valueOf(in.readUTF()));
            int cells = in.readInt();
            series.add(new Known(info, Baseline.read(in, clock), cells));
        }
        return new Baselines(source, at, step, zone, series);
    }

    private static long checksum(byte[] bytes, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, length);
        return crc.getValue();
    }

    private static long last(byte[] bytes) {
        long value = 0;
        for (int i = bytes.length - CHECKSUM; i < bytes.length; i++) {
            value = (value << 8) | (bytes[i] & 0xff);
        }
        return value;
    }
}
