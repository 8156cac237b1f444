package dev.faultline.source.log;

import dev.faultline.model.ChangeEvent;
import dev.faultline.model.LogSeries;
import dev.faultline.model.Notice;
import dev.faultline.model.SeriesId;
import dev.faultline.model.SeriesInfo;
import dev.faultline.model.ServiceId;
import dev.faultline.source.LiveState;
import dev.faultline.source.format.LogLine;
import dev.faultline.source.mask.Masking;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// All lines that come in: counted by component, and what was done to it told from them. Keeps no
/// text but a masked example of each template. Not thread-safe.
public final class Logs {
    /// Components whose lines are told apart by template; of further ones only the severities are
    /// counted.
    static final int MOST_SERVICES = 500;

    /// While nobody wrote a line for so long, nothing is said: the way here may be cut. Where
    /// somebody did, a line that is not there was not written.
    private static final long QUIET_MILLIS = 3_600_000;

    /// Cells that are closed at once, at most.
    private static final int MOST_CELLS = 20_000;

    /// Where values go.
    public interface Out {
        /// The number of a series, new or known.
        int series(SeriesInfo info);

        void value(int series, long atMillis, double value);
    }

    private final Masking masking;
    private final int most;
    private final long step;
    private final Map<ServiceId, ServiceLogs> services = new LinkedHashMap<>();
    private final ChangesTold changes;
    private final List<Notice> notices = new ArrayList<>();
    private final List<ServiceId> full = new ArrayList<>();
    private Map<SeriesId, String> examples = Map.of();
    private long lines;
    private long newest = Long.MIN_VALUE;
    private long closed = Long.MIN_VALUE;

    /// @param most templates of one component that are told apart; 0 for severities only
    /// @param step of a cell, ms; cells end at its multiples
    public Logs(Masking masking, int most, long step) {
        this.masking = masking;
        this.most = most;
        this.step = step;
        changes = new ChangesTold(masking);
    }

    /// A line that came.
    ///
    /// @param at when it was written, ms since the epoch, in a cell that is not closed
    public void line(ServiceId service, long at, LogLine line) {
        lines++;
        newest = Math.max(newest, at);
        if (!line.event().isEmpty()) {
            changes.line(service, at, line);
        }
        ServiceLogs of = services.get(service);
        if (of == null) {
            of =
                    new ServiceLogs(
                            service, step, masking, services.size() < MOST_SERVICES ? most : 0);
            services.put(service, of);
        }
        of.line(line.severity(), at, line.text());
    }

    /// The cells that end up to then are over: what was counted in them becomes values.
    ///
    /// @param end of a cell, ms since the epoch
    public void closeUpTo(long end, Out out) {
        if (services.isEmpty()) {
            return;
        }
        long from = end;
        for (ServiceLogs of : services.values()) {
            from = Math.min(from, of.first());
        }
        from = Math.max(Math.max(closed + step, from), end - MOST_CELLS * step);
        for (long cell = from; cell <= end; cell += step) {
            boolean heard = newest + QUIET_MILLIS >= cell;
            for (ServiceLogs of : services.values()) {
                of.close(cell, heard, out);
            }
        }
        closed = Math.max(closed, end);
        tell();
    }

    /// What a person should know, once for each component.
    private void tell() {
        services.forEach((service, of) -> {
            if (of.full() && !full.contains(service)) {
                full.add(service);
                notices.add(
                        Notice.warning(
                                ("%s: its log has more than %,d templates, the most that are told apart; further"
                                                + " ones are counted together as '%s'. Raise intake.templatesPerService in settings.yaml.")
                                        .formatted(service, most, LogSeries.OTHER)));
            }
        });
    }

    /// What was done to components since the last call, as lines told.
    public List<ChangeEvent> changes() {
        return changes.take();
    }

    /// What a person should know since the last call.
    public List<Notice> notices() {
        if (notices.isEmpty()) {
            return List.of();
        }
        List<Notice> now = List.copyOf(notices);
        notices.clear();
        return now;
    }

    /// What was taken in.
    public LiveState.Logs state() {
        int templates = services.values().stream().mapToInt(ServiceLogs::templates).sum();
        if (templates != examples.size()) {
            Map<SeriesId, String> all = new HashMap<>();
            services.values().forEach(of -> of.examples(all));
            examples = Map.copyOf(all);
        }
        return new LiveState.Logs(
                lines,
                templates,
                services.values().stream().mapToLong(ServiceLogs::otherLines).sum(),
                full.size(),
                changes.told(),
                examples);
    }
}
