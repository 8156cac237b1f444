package dev.faultline.evaluation.nab;

import dev.faultline.signal.Surprise;
import dev.faultline.signal.SurpriseParameters;
import java.util.ArrayList;
import java.util.List;

/// The workbench's detector of one series, run over files of the benchmark: row by row, from
/// nothing, with the same settings for every file and no knowledge of which it is.
public final class NabDetector {
    /// Its name in result files.
    public static final String NAME = "faultline";

    private NabDetector() {}

    /// A score 0..1 for each row of each file.
    public static List<double[]> run(List<NabSeries> series, SurpriseParameters parameters) {
        Surprise surprise = new Surprise(parameters);
        List<double[]> all = new ArrayList<>();
        for (NabSeries one : series) {
            double[] state = new double[Surprise.SIZE];
            double[] scores = new double[one.size()];
            for (int i = 0; i < scores.length; i++) {
                scores[i] = surprise.step(state, 0, one.seconds()[i], one.values()[i]);
            }
            all.add(scores);
        }
        return all;
    }
}
