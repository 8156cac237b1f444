package dev.faultline.capture.importer;

import dev.faultline.model.Notice;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// Gathers what was wrong with one file, so that each kind of trouble becomes one sentence: the
/// first case in full, and how many there were.
final class Complaints {
    /// Kinds of trouble in a table of numbers.
    enum Kind {
        NOT_A_NUMBER("value"),
        NOT_FINITE("value"),
        BAD_TIME("line"),
        DUPLICATE_TIME("line"),
        OUT_OF_ORDER("line"),
        SHORT_ROW("line"),
        LONG_ROW("line"),
        CLOCK("line"),
        EVENT("line");

        private final String what;

        Kind(String what) {
            this.what = what;
        }
    }

    private record Case(String text, String done, int count) {}

    private final String where;
    private final Map<Kind, Case> cases = new LinkedHashMap<>();

    Complaints(String where) {
        this.where = where;
    }

    /// @param line as an editor counts, from 1
    /// @param found what was found in the first case
    /// @param done what was done, of one or many, as a clause with `was`
    void add(Kind kind, long line, String found, String done) {
        Case first = cases.get(kind);
        cases.put(
                kind,
                first == null
                        ? new Case("line " + line + ": " + found, done, 1)
                        : new Case(first.text, first.done, first.count + 1));
    }

    int count(Kind kind) {
        Case first = cases.get(kind);
        return first == null ? 0 : first.count;
    }

    List<Notice> notices() {
        List<Notice> notices = new ArrayList<>();
        cases.forEach((kind, first) -> {
            String also =
                    first.count == 1
                            ? ""
                            : String.format(
                                    Locale.ROOT,
                                    " (and the same for %,d more %s%s)",
                                    first.count - 1,
                                    kind.what,
                                    first.count == 2 ? "" : "s");
            notices.add(Notice.warning(where + ", " + first.text + ". " + first.done + also + "."));
        });
        return notices;
    }
}
