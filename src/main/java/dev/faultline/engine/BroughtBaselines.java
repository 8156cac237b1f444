package dev.faultline.engine;

import dev.faultline.model.Notice;
import dev.faultline.model.SeriesId;
import dev.faultline.model.SeriesInfo;
import dev.faultline.signal.Baselines;
import dev.faultline.signal.SeasonClock;
import dev.faultline.signal.SeriesWatcher;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Baselines that were learned elsewhere, on their way to the series of the same ids.
final class BroughtBaselines {
    private final Baselines brought;
    private final Optional<String> misfit;
    private final Map<SeriesId, Baselines.Known> known;

    BroughtBaselines(Baselines brought, long stepMillis, SeasonClock clock) {
        this.brought = brought;
        misfit = brought.misfit(stepMillis, clock);
        known = misfit.isPresent() ? Map.of() : brought.byId();
    }

    private Notice matched(List<SeriesInfo> series) {
        long here = series.stream().filter(info -> known.containsKey(info.id())).count();
        String text =
                "Of %d series here, %d are known from '%s', up to %s; %d are not, and %d of its series are not here."
                        .formatted(
                                series.size(),
                                here,
                                brought.source(),
                                brought.at(),
                                series.size() - here,
                                known.size() - here);
        return here == series.size() ? Notice.info(text) : Notice.warning(text);
    }

    /// What was found again among the series that there are so far, for a person.
    Notice notice(List<SeriesInfo> series) {
        return misfit.map(why -> Notice.warning(why + " They were left out."))
                .orElseGet(() -> matched(series));
    }

    /// Gives the watcher, for the series from a number on, what is worth more than what a reference
    /// says already.
    void to(SeriesWatcher watcher, List<SeriesInfo> series, int first) {
        for (int i = first; i < series.size(); i++) {
            Baselines.Known found = known.get(series.get(i).id());
            if (found != null
                    && watcher.baseline(i)
                            .map(reference -> found.baseline().replaces(reference, 0))
                            .orElse(true)) {
                watcher.bring(i, found.baseline(), found.cells());
            }
        }
    }
}
