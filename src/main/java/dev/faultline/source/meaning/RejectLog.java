package dev.faultline.source.meaning;

import dev.faultline.source.Reject;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A file of what could not be taken in, one JSON object a line. It grows to [#LARGEST] and then
/// begins anew; the one before is kept as `FILE.1`. Of a flood only so many a second are written,
/// and how many were left out. A file that cannot be written keeps nobody from reading: it is tried
/// again a minute later. Not thread-safe.
public final class RejectLog implements AutoCloseable {
    /// Bytes of a file before the next begins.
    public static final long LARGEST = 64L << 20;

    /// Lines in one second of arrival.
    static final int LINES = 500;

    private static final long PAUSE_SECONDS = 60;
    private static final Logger LOG = LoggerFactory.getLogger(RejectLog.class);
    private static final JsonMapper JSON = new JsonMapper();

    private final Path file;
    private final long largest;
    private @Nullable OutputStream out;
    private long size;
    private long second;
    private int lines;
    private long leftOut;
    private long notBefore = Long.MIN_VALUE;

    /// @param file appended to; need not exist
    public RejectLog(Path file) {
        this(file, LARGEST);
    }

    RejectLog(Path file, long largest) {
        this.file = file;
        this.largest = largest;
    }

    void add(Reject reject) {
        long now = reject.arrived().getEpochSecond();
        if (now != second) {
            second = now;
            lines = 0;
            flush(now);
        }
        if (now < notBefore || lines >= LINES) {
            leftOut++;
            return;
        }
        lines++;
        ObjectNode line = JSON.createObjectNode();
        if (leftOut > 0) {
            line.put("leftOutBefore", leftOut);
        }
        line.put("arrived", reject.arrived().toString())
                .put("topic", reject.position().topic())
                .put("partition", reject.position().partition())
                .put("offset", reject.position().offset())
                .put("reason", reject.reason().name())
                .put("detail", reject.detail())
                .put("excerpt", reject.excerpt());
        try {
            write((line + "\n").getBytes(StandardCharsets.UTF_8));
            leftOut = 0;
        } catch (IOException e) {
            failed(e, now);
        }
    }

    private void write(byte[] line) throws IOException {
        OutputStream to = out;
        if (to != null && size + line.length > largest) {
            close();
            Files.move(
                    file,
                    file.resolveSibling(file.getFileName() + ".1"),
                    StandardCopyOption.REPLACE_EXISTING);
            to = null;
        }
        if (to == null) {
            to =
                    new BufferedOutputStream(
                            Files.newOutputStream(
                                    file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
            out = to;
            size = Files.size(file);
        }
        to.write(line);
        size += line.length;
        if (lines == 1) {
            to.flush();
        }
    }

    private void flush(long now) {
        try {
            if (out != null) {
                out.flush();
            }
        } catch (IOException e) {
            failed(e, now);
        }
    }

    private void failed(IOException e, long now) {
        leftOut++;
        notBefore = now + PAUSE_SECONDS;
        LOG.warn(
                "Rejected records are not written to {} ({}). Reading goes on; it is tried again in"
                        + " {} s.",
                file,
                e.getMessage(),
                PAUSE_SECONDS);
        close();
    }

    @Override
    public void close() {
        OutputStream open = out;
        out = null;
        if (open != null) {
            try {
                open.close();
            } catch (IOException e) {
                LOG.warn("{} may lack its last lines ({}).", file, e.getMessage());
            }
        }
    }
}
