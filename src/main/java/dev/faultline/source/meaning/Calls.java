package dev.faultline.source.meaning;

import dev.faultline.model.ServiceId;
import dev.faultline.model.Signal;
import dev.faultline.model.Unit;
import dev.faultline.source.format.Distribution;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// One family of calls of one component: of all routes, methods, answers and instances together how
/// many there were a second, how they ended, and how long they took, cell by cell. A flood of
/// routes is noise; what a person wants to know first is how the component fares.
///
/// Counts come at the sender's own pace: of each member the growth in a cell by the time that it
/// covers is its rate there. One that misses a cell by less than its usual pause keeps its last
/// one.
///
/// A little longer than most: what fills a cell and what closes it know the same columns.
final class Calls {
    /// How much longer than its usual pause a member may be quiet and still count.
    private static final double PATIENCE = 1.5;

    private static final List<StatusClass> ANSWERS = List.of(StatusClass.values());

    private static final long NEVER = Long.MIN_VALUE;

    /// Who comes more seldom than this is not waited for longer, ms.
    private static final long LONGEST_PAUSE = 600_000;

    private static final double[] SHARES = {.5, .95, .99};

    private final ServiceId service;
    private final Reading reading;
    private final Signal traffic;
    private final long step;
    private boolean statuses;

    // By member.
    private int[] answers = new int[4]; // places in ANSWERS
    private boolean[] ofBuckets = new boolean[4];
    private int[] clues = new int[4];
    private long[] last = new long[4]; // measured in a cell that is closed
    private long[] pause = new long[4];
    private double[] rates = new double[4];
    private int members;
    private boolean counted;

    private final ArrayDeque<Cell> open = new ArrayDeque<>();
    private @Nullable Cell spare;

    /// The values that come out, by what is behind the metric's name: their numbers.
    private final Map<String, Integer> numbers = new TreeMap<>();

    /// What was counted in one cell.
    private static final class Cell {
        private long end;
        private double[] growth = new double[4];
        private long[] covered = new long[4];
        private long[] newest = new long[4];
        private double observed;
        private double inBuckets;
        private double sum;
        private boolean sumKnown;
        private boolean sumMissing;
        private final Buckets buckets = new Buckets();
        private boolean bucketed;
        private final TreeMap<Double, double[]> told = new TreeMap<>();
    }

    /// Where values go.
    interface Out {
        /// The number of a series that is new.
        int series(ServiceId service, String metric, Signal signal, Unit unit);

        /// A member was there in a cell.
        ///
        /// @param clue what it tells of the graph
        /// @param any whether it counted any calls
        void counted(int clue, long cellEndMillis, boolean any);

        void value(int series, long atMillis, double value);
    }

    /// @param step of a cell, ms; cells end at its multiples
    Calls(ServiceId service, Reading reading, long step) {
        this.service = service;
        this.reading = reading;
        this.step = step;
        traffic = Readings.traffic(reading);
        statuses = Readings.tellsErrors(reading.metric());
    }

    /// A further raw series.
    ///
    /// @param answer how the calls of it ended; null where it does not say
    /// @param bucket whether it counts all calls as the uppermost bucket: only where nothing else
    ///   does
    /// @param clue what it tells of the graph
    /// @return its number in this family
    int join(@Nullable StatusClass answer, boolean bucket, int clue) {
        if (members == last.length) {
            int more = 2 * members;
            answers = Arrays.copyOf(answers, more);
            ofBuckets = Arrays.copyOf(ofBuckets, more);
            clues = Arrays.copyOf(clues, more);
            last = Arrays.copyOf(last, more);
            pause = Arrays.copyOf(pause, more);
            rates = Arrays.copyOf(rates, more);
        }
        answers[members] = ANSWERS.indexOf(answer == null ? StatusClass.OK : answer);
        statuses |= answer != null;
        ofBuckets[members] = bucket;
        clues[members] = clue;
        counted |= !bucket;
        last[members] = NEVER;
        return members++;
    }

    /// A member counted so many calls.
    ///
    /// @param covers the time in which they were, ms
    void calls(int member, long at, double growth, long covers) {
        Cell cell = cell(at);
        if (member >= cell.growth.length) {
            cell.growth = Arrays.copyOf(cell.growth, last.length);
            cell.covered = Arrays.copyOf(cell.covered, last.length);
            cell.newest = Arrays.copyOf(cell.newest, last.length);
        }
        cell.growth[member] += growth;
        cell.covered[member] += covers;
        cell.newest[member] = Math.max(cell.newest[member], at);
        pause[member] = Math.min(covers, LONGEST_PAUSE);
        if (ofBuckets[member]) {
            cell.inBuckets += growth;
        } else {
            cell.observed += growth;
        }
    }

    /// @param sum of what the calls took; `NaN` where it was not told
    void sum(long at, double sum) {
        Cell cell = cell(at);
        if (Double.isNaN(sum)) {
            cell.sumMissing = true;
        } else {
            cell.sum += sum;
            cell.sumKnown = true;
        }
    }

    void upTo(double bound, long at, double growth) {
        Cell cell = cell(at);
        cell.buckets.add(bound, growth);
        cell.bucketed = true;
    }

    void observations(long at, Distribution more) {
        Cell cell = cell(at);
        switch (more) {
            case Distribution.Explicit explicit -> {
                // One bucket tells how many, not how long.
                if (explicit.bounds().length > 0) {
                    cell.buckets.add(explicit);
                    cell.bucketed = true;
                }
            }
            case Distribution.Exponential exponential -> {
                cell.buckets.add(exponential);
                cell.bucketed = true;
            }
            case Distribution.Quantiles quantiles -> {
                for (int i = 0; i < quantiles.quantiles().length; i++) {
                    double value = quantiles.values()[i];
                    if (Double.isFinite(value) && quantiles.count() > 0) {
                        double[] mean =
                                cell.told.computeIfAbsent(
                                        quantiles.quantiles()[i], _ -> new double[2]);
                        mean[0] += value * quantiles.count();
                        mean[1] += quantiles.count();
                    }
                }
            }
        }
    }

    private Cell cell(long at) {
        long end = Math.ceilDiv(at, step) * step;
        Cell newest = open.peekLast();
        if (newest != null && newest.end == end) {
            return newest;
        }
        for (Cell cell : open) {
            if (cell.end == end) {
                return cell;
            }
        }
        Cell fresh = spare == null ? new Cell() : spare;
        spare = null;
        fresh.end = end;
        if (newest == null || newest.end < end) {
            open.addLast(fresh);
        } else {
            List<Cell> later = new ArrayList<>();
            while (!open.isEmpty() && open.getLast().end > end) {
                later.addFirst(open.removeLast());
            }
            open.addLast(fresh);
            open.addAll(later);
        }
        return fresh;
    }

    /// Ends the cells up to a moment.
    void closeUpTo(long end, Out out) {
        for (Cell cell = open.peekFirst();
                cell != null && cell.end <= end;
                cell = open.peekFirst()) {
            open.removeFirst();
            rates(cell, out);
            times(cell, out);
            cell.buckets.clear();
            cell.told.clear();
            cell.bucketed = false;
            cell.observed = 0;
            cell.inBuckets = 0;
            cell.sum = 0;
            cell.sumKnown = false;
            cell.sumMissing = false;
            Arrays.fill(cell.growth, 0);
            Arrays.fill(cell.covered, 0);
            Arrays.fill(cell.newest, 0);
            spare = cell;
        }
    }

    private void rates(Cell cell, Out out) {
        double[] byAnswer = new double[ANSWERS.size()];
        boolean any = false;
        double all = 0;
        for (int i = 0; i < members; i++) {
            if (ofBuckets[i] && counted) {
                continue;
            }
            boolean present = i < cell.covered.length && cell.covered[i] > 0;
            if (present) {
                rates[i] = 1000 * cell.growth[i] / cell.covered[i];
                last[i] = cell.newest[i];
                any = true;
                out.counted(clues[i], cell.end, cell.growth[i] > 0);
            } else if (last[i] == NEVER || last[i] + PATIENCE * pause[i] < cell.end) {
                continue;
            }
            byAnswer[answers[i]] += rates[i];
            all += rates[i];
        }
        if (!any) {
            return;
        }
        emit(out, "rate", traffic, Unit.PER_SECOND, cell.end, all);
        if (statuses && all > 0) {
            share(out, "error_share", Signal.ERRORS, StatusClass.SERVER, cell, byAnswer, all);
            share(
                    out,
                    "client_error_share",
                    Signal.CLIENT_ERRORS,
                    StatusClass.CLIENT,
                    cell,
                    byAnswer,
                    all);
            share(
                    out,
                    "denied_share",
                    Signal.CLIENT_ERRORS,
                    StatusClass.DENIED,
                    cell,
                    byAnswer,
                    all);
            share(
                    out,
                    "throttled_share",
                    Signal.CLIENT_ERRORS,
                    StatusClass.THROTTLED,
                    cell,
                    byAnswer,
                    all);
        }
    }

    private void share(
            Out out,
            String name,
            Signal signal,
            StatusClass answer,
            Cell cell,
            double[] byAnswer,
            double all) {
        boolean calls = traffic == Signal.TRAFFIC || reading.signal() == Signal.CLIENT_LATENCY;
        emit(
                out,
                name,
                calls ? signal : Signal.OTHER,
                Unit.RATIO,
                cell.end,
                byAnswer[ANSWERS.indexOf(answer)] / all);
    }

    private void times(Cell cell, Out out) {
        double calls = counted ? cell.observed : cell.inBuckets;
        if (cell.sumKnown && !cell.sumMissing && calls > 0) {
            observed(out, "mean", cell.end, cell.sum / calls);
        }
        if (cell.bucketed) {
            double[] found = cell.buckets.quantiles(SHARES);
            for (int i = 0; i < found.length; i++) {
                if (Double.isFinite(found[i])) {
                    observed(out, Quantile.name(SHARES[i]), cell.end, found[i]);
                }
            }
        }
        cell.told.forEach(
                (share, mean) -> observed(out, Quantile.name(share), cell.end, mean[0] / mean[1]));
    }

    private void observed(Out out, String name, long at, double value) {
        emit(out, name, reading.signal(), reading.unit(), at, value * reading.factor());
    }

    private void emit(Out out, String name, Signal signal, Unit unit, long at, double value) {
        Integer number = numbers.get(name);
        if (number == null) {
            number = out.series(service, reading.metric() + "." + name, signal, unit);
            numbers.put(name, number);
        }
        out.value(number, at, value);
    }
}
