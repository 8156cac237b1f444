package dev.faultline.evaluation.nab;

import dev.faultline.signal.SurpriseParameters;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Tunes the detector's three settings and its threshold on one half of the files, and scores the
/// other half with them. Run as `assets/docs/nab.md` says.
final class NabTuning {
    private static final double[] RECORD_UNITS = {.01, .02, .03, .04, .05, .06, .08, .1, .15, .2};
    private static final double[] CALM_DECADES = {.5, 1, 1.3, 1.5, 1.7, 2, 2.5};
    private static final double[] HALF_LIVES = {25, 50, 70, 100, 150, 200};

    private final List<Run> runs = new ArrayList<>();
    private final PrintStream out;

    private NabTuning(NabCorpus corpus, PrintStream out) {
        this.out = out;
        for (double unit : RECORD_UNITS) {
            for (double calm : CALM_DECADES) {
                for (double halfLife : HALF_LIVES) {
                    SurpriseParameters parameters = new SurpriseParameters(unit, calm, halfLife);
                    runs.add(
                            new Run(
                                    parameters,
                                    sweep(corpus, parameters),
                                    sweep(corpus.half(true), parameters),
                                    sweep(corpus.half(false), parameters)));
                }
            }
        }
    }

    public static void main(String[] args) throws IOException {
        new NabTuning(NabCorpus.read(Path.of(args[0])), System.out).print();
    }

    private void print() {
        Run all = best(runs.stream().map(Run::all).toList());
        out.printf("tuned on all, scored on all: %.1f with %s%n", own(all.all), all.parameters);
        Run even = best(runs.stream().map(Run::even).toList());
        out.printf(
                "tuned on the even half (%.1f there), scored on the odd: %.1f with %s%n",
                own(even.even), other(even.even, even.odd), even.parameters);
        Run odd = best(runs.stream().map(Run::odd).toList());
        out.printf(
                "tuned on the odd half (%.1f there), scored on the even: %.1f with %s%n",
                own(odd.odd), other(odd.odd, odd.even), odd.parameters);
        double[] scores = runs.stream().mapToDouble(r -> own(r.all)).sorted().toArray();
        out.printf(
                "%d settings, best threshold of each: lowest %.1f, median %.1f, highest %.1f%n",
                scores.length, scores[0], scores[scores.length / 2], scores[scores.length - 1]);
    }

    private Run best(List<NabSweep> on) {
        int best = 0;
        for (int i = 1; i < on.size(); i++) {
            if (own(on.get(i)) > own(on.get(best))) {
                best = i;
            }
        }
        return runs.get(best);
    }

    private static NabSweep sweep(NabCorpus corpus, SurpriseParameters parameters) {
        return NabSweep.of(corpus.series(), NabDetector.run(corpus.series(), parameters));
    }

    private static double own(NabSweep sweep) {
        return other(sweep, sweep);
    }

    private static double other(NabSweep tuned, NabSweep scored) {
        NabProfile standard = NabProfile.STANDARD;
        return scored.normalised(standard, scored.at(standard, tuned.best(standard).threshold()));
    }

    private record Run(SurpriseParameters parameters, NabSweep all, NabSweep even, NabSweep odd) {}
}
