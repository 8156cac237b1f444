package dev.faultline.remedy;

import java.nio.charset.StandardCharsets;
import java.util.Iterator;

/// What a script printed: counted all, kept the beginning and the end, shown line by line as fast
/// as a person can be shown lines. However much it prints, the memory that it takes is the same.
final class Output {
    /// Characters of a line, at most.
    static final int LINE = 8 * 1024;

    /// Characters of the beginning that are kept, at most, and bytes of the end.
    static final int PART = 64 * 1024;

    /// Characters of [#last()], at most.
    static final int LAST = 2 * 1024;

    /// Lines that are shown at once, and per second. Beyond it they are counted.
    private static final int BURST = 1_000;

    private static final int RATE = 2_000;

    private final Redaction redaction;
    private final Console console;

    private final byte[] line;
    private int lineLength;
    private boolean lineBroken;
    private boolean wanted = true; // whether anybody will see the line, decided at its start

    private final StringBuilder head = new StringBuilder();
    private boolean headFull;
    private long headEnd; // bytes of the output that the head stands for

    private final byte[] ring = new byte[PART];
    private long printed;

    private double budget = BURST;
    private long budgetAt = System.nanoTime();
    private long unseen;
    private final StringBuilder notes = new StringBuilder();
    private boolean over;

    Output(Redaction redaction, Console console) {
        this.redaction = redaction;
        this.console = console;
        this.line = new byte[LINE + redaction.longest()];
    }

    /// Takes what was printed next.
    synchronized void take(byte[] bytes, int count) {
        if (over) {
            return; // by something that the script left behind
        }
        refill();
        keep(bytes, count);
        int from = 0;
        for (int i = 0; i < count; i++) {
            if (bytes[i] == '\n') {
                grow(bytes, from, i);
                from = i + 1;
                endLine(printed + from);
            }
        }
        grow(bytes, from, count);
        printed += count;
    }

    /// Puts the newest into the ring; `printed` is still what was there before.
    private void keep(byte[] bytes, int count) {
        int from = Math.max(0, count - PART);
        for (int done = from; done < count; ) {
            int at = (int) ((printed + done) % PART);
            int now = Math.min(count - done, PART - at);
            System.arraycopy(bytes, done, ring, at, now);
            done += now;
        }
    }

    private void grow(byte[] bytes, int from, int to) {
        if (!wanted) {
            return;
        }
        int room = Math.min(to - from, line.length - lineLength);
        System.arraycopy(bytes, from, line, lineLength, room);
        lineLength += room;
        lineBroken |= room < to - from;
    }

    private void endLine(long end) {
        if (!wanted) {
            unseen++;
        } else {
            String text = seen(true);
            if (!headFull && head.length() + text.length() < PART) {
                head.append(text).append('\n');
                headEnd = end;
            } else {
                headFull = true;
            }
            show(text);
        }
        lineLength = 0;
        lineBroken = false;
        wanted = !headFull || budget >= 1;
    }

    private String seen(boolean whole) {
        int length = lineLength > 0 && line[lineLength - 1] == '\r' ? lineLength - 1 : lineLength;
        String text =
                redaction.line(
                        new String(line, 0, length, StandardCharsets.UTF_8),
                        whole && !lineBroken,
                        LINE);
        return lineBroken && !text.endsWith("…") ? text + "…" : text;
    }

    private void refill() {
        long now = System.nanoTime();
        budget = Math.min(BURST, budget + (now - budgetAt) * 1e-9 * RATE);
        budgetAt = now;
    }

    private void show(String text) {
        if (budget < 1) {
            unseen++;
            return;
        }
        budget--;
        tellUnseen();
        console.print(text);
    }

    private void tellUnseen() {
        if (unseen > 0) {
            console.print("… %,d lines came too fast to be shown …".formatted(unseen));
            unseen = 0;
        }
    }

    /// A line of this program's own, behind all others. After [#end()].
    synchronized void note(String text) {
        notes.append(text).append('\n');
        console.print(text);
    }

    /// Takes and shows nothing from now on; a line that was begun is its last.
    synchronized void end() {
        if (!over) {
            over = true;
            if (lineLength > 0) {
                String text = seen(false);
                tellUnseen();
                console.print(text);
                if (!headFull && !lineBroken && head.length() + text.length() < PART) {
                    head.append(text).append('\n');
                    headEnd = printed;
                }
            }
            tellUnseen();
        }
    }

    /// How many bytes there were.
    synchronized long printed() {
        return printed;
    }

    /// The beginning and the end, and how much was left out between them. After [#end()].
    synchronized String kept() {
        if (headEnd == printed) {
            return head.toString() + notes;
        }
        byte[] last = newest((int) Math.min(PART, printed - headEnd));
        int from = 0;
        if (last.length < printed - headEnd) {
            while (from < last.length && last[from] != '\n') {
                from++;
            }
            // Where it is one line, what may be the end of a secret is left out.
            from = from < last.length ? from + 1 : Math.min(redaction.longest(), last.length);
        }
        long leftOut = printed - headEnd - last.length + from;
        StringBuilder tail = new StringBuilder();
        String text = new String(last, from, last.length - from, StandardCharsets.UTF_8);
        for (Iterator<String> lines = text.lines().iterator(); lines.hasNext(); ) {
            String each = lines.next();
            boolean whole = lines.hasNext() || text.endsWith("\n");
            tail.append(redaction.line(each, whole, PART)).append('\n');
        }
        return head
                + (leftOut > 0 ? "… %,d bytes were left out …\n".formatted(leftOut) : "")
                + ending(tail.toString(), PART)
                + notes;
    }

    private byte[] newest(int count) {
        byte[] copy = new byte[count];
        for (int done = 0; done < count; ) {
            int at = (int) ((printed - count + done) % PART);
            int now = Math.min(count - done, PART - at);
            System.arraycopy(ring, at, copy, done, now);
            done += now;
        }
        return copy;
    }

    /// The last of it, a few lines.
    synchronized String last() {
        return ending(kept(), LAST);
    }

    private static String ending(String text, int most) {
        int from = Math.max(0, text.length() - most);
        return text.substring(
                from < text.length() && Character.isLowSurrogate(text.charAt(from))
                        ? from + 1
                        : from);
    }
}
