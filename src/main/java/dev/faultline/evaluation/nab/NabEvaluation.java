package dev.faultline.evaluation.nab;

import dev.faultline.signal.Surprise;
import dev.faultline.signal.SurpriseParameters;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/// The detector's scores on the files of the benchmark that are present, on the scale of the
/// published tables.
///
/// @param series the files, by path
/// @param scores of the detector, by series, then row
/// @param threshold the one with the best standard score
/// @param optimised scores with the best threshold of each profile, found on the files it is scored
///   on, as the official tool does it
/// @param shipped scores with [Surprise#ALERT]
/// @param evenToOdd threshold from the files with an even place, scored on the others
/// @param oddToEven the other way round
/// @param honest those two together: every file scored with a threshold from files without it
/// @param secondsPerPoint what the detector took, in the shortest of a few runs
public record NabEvaluation(
        List<NabSeries> series,
        List<double[]> scores,
        double threshold,
        Figures optimised,
        Figures shipped,
        Figures evenToOdd,
        Figures oddToEven,
        Figures honest,
        double secondsPerPoint) {
    /// The first runs are those of an interpreter; the shortest of some is told.
    private static final int TIMED_RUNS = 5;

    public NabEvaluation {
        series = List.copyOf(series);
        scores = List.copyOf(scores);
    }

    /// Runs the detector as shipped over some files and scores it.
    public static NabEvaluation of(NabCorpus corpus) {
        List<double[]> scores = NabDetector.run(corpus.series(), SurpriseParameters.defaults());
        long nanos = Long.MAX_VALUE;
        for (int i = 0; i < TIMED_RUNS; i++) {
            long start = System.nanoTime();
            NabDetector.run(corpus.series(), SurpriseParameters.defaults());
            nanos = Math.min(nanos, System.nanoTime() - start);
        }
        long points = corpus.series().stream().mapToLong(NabSeries::size).sum();
        return of(corpus.series(), scores, nanos / 1e9 / points);
    }

    /// Scores what a detector said.
    static NabEvaluation of(List<NabSeries> series, List<double[]> scores, double seconds) {
        NabSweep all = NabSweep.of(series, scores);
        NabSweep even = half(series, scores, 0);
        NabSweep odd = half(series, scores, 1);
        return new NabEvaluation(
                series,
                scores,
                all.best(NabProfile.STANDARD).threshold(),
                Figures.of(p -> all.normalised(p, all.best(p).score())),
                Figures.of(p -> all.normalised(p, all.at(p, Surprise.ALERT))),
                Figures.of(p -> odd.normalised(p, odd.at(p, even.best(p).threshold()))),
                Figures.of(p -> even.normalised(p, even.at(p, odd.best(p).threshold()))),
                Figures.of(p ->
                        all.normalised(
                                p,
                                odd.at(p, even.best(p).threshold())
                                        + even.at(p, odd.best(p).threshold()))),
                seconds);
    }

    /// What was reported in one file at the shipped threshold.
    public Line line(int index) {
        NabSeries one = series.get(index);
        double[] given = scores.get(index);
        int found = 0;
        for (NabSeries.Window window : one.windows()) {
            boolean hit = false;
            for (int i = Math.max(window.first(), one.probation()); i <= window.last(); i++) {
                hit |= given[i] >= Surprise.ALERT;
            }
            found += hit ? 1 : 0;
        }
        int falseAlarms = 0;
        for (int i = one.probation(); i < one.size(); i++) {
            if (given[i] >= Surprise.ALERT && !one.labelled(i)) {
                falseAlarms++;
            }
        }
        return new Line(one.path(), one.windows().size(), found, falseAlarms);
    }

    private static NabSweep half(List<NabSeries> series, List<double[]> scores, int parity) {
        List<NabSeries> some = new ArrayList<>();
        List<double[]> theirs = new ArrayList<>();
        for (int i = parity; i < series.size(); i += 2) {
            some.add(series.get(i));
            theirs.add(scores.get(i));
        }
        return NabSweep.of(some, theirs);
    }

    /// A score under each profile; `NaN` where no window is there to be found.
    public record Figures(double standard, double lowFp, double lowFn) {
        static Figures of(ToDoubleFunction<NabProfile> score) {
            return new Figures(
                    score.applyAsDouble(NabProfile.STANDARD),
                    score.applyAsDouble(NabProfile.LOW_FP),
                    score.applyAsDouble(NabProfile.LOW_FN));
        }
    }

    /// One file.
    ///
    /// @param windows labelled ones
    /// @param found of them with a report
    /// @param falseAlarms reports outside of them, after probation
    public record Line(String path, int windows, int found, int falseAlarms) {}
}
