package dev.faultline.source.log;

import dev.faultline.model.LogSeries;
import dev.faultline.model.SeriesId;
import dev.faultline.model.SeriesInfo;
import dev.faultline.model.ServiceId;
import dev.faultline.model.Signal;
import dev.faultline.model.Unit;
import dev.faultline.source.format.Severity;
import dev.faultline.source.mask.Masking;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The lines of one component, all its instances together: how many a second, by severity and, from
/// WARN on, by template, cell by cell. What is known is 0 where it is not met: a series that is
/// there only when something is wrong has no normal.
final class ServiceLogs {
    private static final Severity[] SEVERITIES = Severity.values();

    private final ServiceId service;
    private final long step;
    private final boolean byTemplate;
    private final TemplateTree templates;
    private final ArrayDeque<Cell> open = new ArrayDeque<>();
    private final Map<Severity, Integer> severities = new EnumMap<>(Severity.class);
    private final Map<Severity, Integer> others = new EnumMap<>(Severity.class);

    /// By severity and name, as two names may be cut to one: its series, and what a cell counted.
    private final Map<Named, Slot> slots = new LinkedHashMap<>();

    private long first = Long.MAX_VALUE;
    private long otherLines;

    private record Named(Severity severity, String name) {}

    private static final class Slot {
        private final int series;
        private final String example;
        private long lines;

        Slot(int series, String example) {
            this.series = series;
            this.example = example;
        }
    }

    /// What was counted in one cell.
    private static final class Cell {
        private final long end;
        private final long[] bySeverity = new long[SEVERITIES.length];
        private int[] byTemplate = new int[8];

        Cell(long end) {
            this.end = end;
        }

        int of(Template template) {
            return template.index < byTemplate.length ? byTemplate[template.index] : 0;
        }
    }

    /// @param step of a cell, ms; cells end at its multiples
    /// @param most templates that are told apart; 0 to count severities only
    ServiceLogs(ServiceId service, long step, Masking masking, int most) {
        this.service = service;
        this.step = step;
        byTemplate = most > 0;
        templates = new TemplateTree(masking, most, this::merged);
    }

    private void merged(Template from, Template to) {
        for (Cell cell : open) {
            int lines = cell.of(from);
            if (lines > 0) {
                cell.byTemplate[from.index] = 0;
                if (to != from) {
                    count(cell, to, lines);
                }
            }
        }
    }

    /// A line that somebody wrote.
    ///
    /// @param text as it came; looked at from WARN on
    void line(Severity severity, long at, String text) {
        Cell cell = cell(at);
        cell.bySeverity[severity.place()]++;
        if (byTemplate && severity.isTrouble() && !text.isBlank()) {
            count(cell, templates.of(severity, text), 1);
        }
    }

    private static void count(Cell cell, Template template, int lines) {
        if (template.index >= cell.byTemplate.length) {
            cell.byTemplate = Arrays.copyOf(cell.byTemplate, 2 * template.index);
        }
        cell.byTemplate[template.index] += lines;
    }

    private Cell cell(long at) {
        long end = Math.ceilDiv(at, step) * step;
        Cell newest = open.peekLast();
        if (newest != null && newest.end == end) {
            return newest;
        }
        first = Math.min(first, end);
        for (Cell cell : open) {
            if (cell.end == end) {
                return cell;
            }
        }
        Cell fresh = new Cell(end);
        open.addLast(fresh);
        return fresh;
    }

    private @Nullable Cell take(long end) {
        for (Cell cell : open) {
            if (cell.end <= end) {
                open.remove(cell);
                return cell;
            }
        }
        return null;
    }

    /// The end of the cell of its first line, ms since the epoch.
    long first() {
        return first;
    }

    /// The cells that end up to then are over.
    ///
    /// @param heard whether lines can be heard: what is not met was not written
    void close(long end, boolean heard, Logs.Out out) {
        Cell cell = take(end);
        if (cell == null && (!heard || first > end)) {
            return;
        }
        templates.name();
        Cell counted = cell == null ? new Cell(end) : cell;
        for (Severity severity : SEVERITIES) {
            long lines = counted.bySeverity[severity.place()];
            if (lines > 0 || severities.containsKey(severity)) {
                int series = severities.computeIfAbsent(severity, s -> declared(s, "", out));
                out.value(series, end, rate(lines));
            }
        }
        if (byTemplate) {
            templates(counted, end, out);
        }
    }

    private void templates(Cell cell, long end, Logs.Out out) {
        long[] rest = cell.bySeverity.clone();
        slots.values().forEach(slot -> slot.lines = 0);
        for (Template template : templates.named()) {
            int lines = cell.of(template);
            rest[template.severity.place()] -= lines;
            slots.computeIfAbsent(
                                    new Named(template.severity, template.name),
                                    named ->
                                            new Slot(
                                                    declared(named.severity(), named.name(), out),
                                                    template.example))
                            .lines +=
                    lines;
        }
        slots.values().forEach(slot -> out.value(slot.series, end, rate(slot.lines)));
        for (Severity severity : SEVERITIES) {
            long lines = severity.isTrouble() ? rest[severity.place()] : 0;
            otherLines += lines;
            if (lines > 0 || others.containsKey(severity)) {
                int series =
                        others.computeIfAbsent(severity, s -> declared(s, LogSeries.OTHER, out));
                out.value(series, end, rate(lines));
            }
        }
    }

    private double rate(long lines) {
        return 1000.0 * lines / step;
    }

    /// @param template its name; empty for all lines of a severity
    private int declared(Severity severity, String template, Logs.Out out) {
        boolean tells = severity.isTrouble() && !template.equals(LogSeries.OTHER);
        return out.series(
                new SeriesInfo(
                        template.isEmpty()
                                ? LogSeries.of(service, severity.label())
                                : LogSeries.of(service, severity.label(), template),
                        Unit.PER_SECOND,
                        tells ? Signal.LOG_ERRORS : Signal.OTHER));
    }

    /// How many templates have a series.
    int templates() {
        return slots.size();
    }

    /// Lines from WARN on that were counted under no template of their own.
    long otherLines() {
        return otherLines;
    }

    /// Whether there were more templates than are told apart.
    boolean full() {
        return templates.full();
    }

    /// The example of each template that has a series, by its name.
    void examples(Map<SeriesId, String> to) {
        slots.forEach((named, slot) ->
                to.put(
                        LogSeries.of(service, named.severity().label(), named.name()),
                        slot.example));
    }
}
