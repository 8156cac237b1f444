package dev.faultline.engine;

import dev.faultline.engine.history.Strand;
import dev.faultline.signal.Method;
import dev.faultline.signal.Reliability;
import dev.faultline.signal.SeriesWatcher;
import java.util.Arrays;

/// How each series was expected and how far it could be trusted after each cell: all of it every so
/// many cells, and in between what changed. Where more changes than is worth its room, small
/// changes of a score (below .01) are left out.
final class Standing {
    private static final int CELLS = 256;
    private static final int MOST_EXACT = 8192;
    private static final double SMALL = .01;

    private final Strand<Page> pages = new Strand<>();
    private Method[] methods = {};
    private Reliability[] reliabilities = {};
    private int exact;

    /// @param after how many cells had closed
    private record Change(int after, int series, Method method, Reliability reliability) {}

    /// @param changes since, by time
    @SuppressWarnings("ArrayRecordComponent") // written once
    private record Page(Method[] methods, Reliability[] reliabilities, Strand<Change> changes) {}

    private static final Page NOTHING = new Page(new Method[0], new Reliability[0], new Strand<>());

    /// How the series stood at one moment.
    @SuppressWarnings("ArrayRecordComponent") // the reader's own
    record State(Method[] methods, Reliability[] reliabilities) {}

    /// A page as it was when it was looked at.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Seen(
            Method[] methods, Reliability[] reliabilities, Strand.View<Change> changes) {}

    /// What was kept up to one moment.
    static final class View {
        private final Strand.View<Page> pages;
        private final Seen last;

        private View(Strand.View<Page> pages, Seen last) {
            this.pages = pages;
            this.last = last;
        }

        /// How so many series stood when so many cells had closed.
        State after(int cells, int series) {
            int place = cells / CELLS;
            Seen page = place == pages.to() - 1 ? last : seen(pages.get(place));
            Method[] methods = Arrays.copyOf(page.methods, series);
            Reliability[] reliabilities = Arrays.copyOf(page.reliabilities, series);
            Strand.View<Change> changes = page.changes;
            int until = changes.first(change -> change.after > cells);
            for (int i = changes.from(); i < until; i++) {
                Change change = changes.get(i);
                methods[change.series] = change.method;
                reliabilities[change.series] = change.reliability;
            }
            return new State(methods, reliabilities);
        }
    }

    private static Seen seen(Page page) {
        return new Seen(page.methods, page.reliabilities, page.changes.view());
    }

    private boolean isEmpty() {
        return pages.size() == 0;
    }

    /// Keeps how all series stand when so many cells have closed.
    void keep(int cells, SeriesWatcher watcher) {
        int known = methods.length;
        int count = watcher.size();
        methods = Arrays.copyOf(methods, count);
        reliabilities = Arrays.copyOf(reliabilities, count);
        if (pages.size() <= cells / CELLS) {
            for (int i = 0; i < count; i++) {
                methods[i] = watcher.method(i);
                reliabilities[i] = watcher.reliability(i);
            }
            while (pages.size() <= cells / CELLS) {
                pages.add(new Page(methods.clone(), reliabilities.clone(), new Strand<>()));
            }
            exact = 0;
            return;
        }
        Strand<Change> changes = pages.view().get(pages.size() - 1).changes;
        for (int i = 0; i < count; i++) {
            Method method = watcher.method(i);
            Reliability reliability = watcher.reliability(i);
            if (i >= known
                    || method != methods[i]
                    || differs(reliability, reliabilities[i], exact < MOST_EXACT)) {
                methods[i] = method;
                reliabilities[i] = reliability;
                changes.add(new Change(cells, i, method, reliability));
                exact++;
            }
        }
    }

    private static boolean differs(Reliability now, Reliability before, boolean exactly) {
        return (exactly || now.reason() != before.reason())
                ? !now.equals(before)
                : Math.abs(now.score() - before.score()) >= SMALL;
    }

    /// Forgets what was after so many cells had closed.
    void rewind(int cells) {
        pages.rewind(cells / CELLS + 1);
        if (pages.size() == 0) {
            return;
        }
        Page last = pages.view().get(pages.size() - 1);
        Strand.View<Change> changes = last.changes.view();
        int until = changes.first(change -> change.after > cells);
        Strand<Change> kept = new Strand<>();
        methods = last.methods.clone();
        reliabilities = last.reliabilities.clone();
        for (int i = changes.from(); i < until; i++) {
            Change change = changes.get(i);
            kept.add(change);
            methods = Arrays.copyOf(methods, Math.max(methods.length, change.series + 1));
            reliabilities = Arrays.copyOf(reliabilities, methods.length);
            methods[change.series] = change.method;
            reliabilities[change.series] = change.reliability;
        }
        int place = pages.size() - 1;
        pages.rewind(place);
        pages.add(new Page(last.methods, last.reliabilities, kept));
        exact = kept.size();
    }

    /// Forgets what was before so many cells had closed, a page at a time.
    void forget(int cells) {
        pages.forget(cells / CELLS);
    }

    /// What is kept now.
    View view() {
        Strand.View<Page> all = pages.view();
        return new View(all, seen(isEmpty() ? NOTHING : all.get(all.to() - 1)));
    }
}
