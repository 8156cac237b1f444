package dev.faultline.cause.inference;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import weka.classifiers.bayes.net.EditableBayesNet;
import weka.classifiers.bayes.net.MarginCalculator;
import weka.core.Attribute;
import weka.core.Instances;

/// All marginals of a noisy-OR tree of 300 components with 30 hard findings, beside Weka's junction
/// tree on the same network. Both are timed from the network to the marginals.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 2, time = 2)
@Fork(1)
public class TreePeerBenchmark {
    private static final int SIZE = 300;
    private static final int FINDINGS = 30;

    private CauseNetwork network;
    private Evidence evidence;
    private EditableBayesNet peer;
    private final int[] value = new int[SIZE];

    @Setup(Level.Trial)
    public void makeTree() throws Exception {
        network = RandomSystem.of(RandomSystem.Shape.TREE, SIZE, 7).network();
        double[] found = new double[SIZE];
        Random random = new Random(7);
        Arrays.fill(value, -1);
        for (int k = 0; k < FINDINGS; k++) {
            int at = random.nextInt(SIZE);
            value[at] = random.nextInt(5) == 0 ? 1 : 0;
            found[at] = value[at] == 1 ? Double.POSITIVE_INFINITY : Double.NEGATIVE_INFINITY;
        }
        evidence = Evidence.onTrouble(found);
        ArrayList<Attribute> nodes = new ArrayList<>();
        for (int i = 0; i < SIZE; i++) {
            nodes.add(new Attribute("n" + i, List.of("0", "1")));
        }
        Instances none = new Instances("tree", nodes, 0);
        none.setClassIndex(SIZE - 1);
        peer = new EditableBayesNet(none);
        for (int i = 0; i < SIZE; i++) {
            double sound = 1 - network.leak(i);
            if (network.parentCount(i) == 0) {
                peer.setDistribution(i, new double[][] {{sound, 1 - sound}});
            } else {
                peer.addArc(network.parent(i, 0), i);
                double spared = sound * (1 - network.weight(i, 0));
                peer.setDistribution(i, new double[][] {{sound, 1 - sound}, {spared, 1 - spared}});
            }
        }
        Posterior own = faultline();
        double[] theirs = weka();
        for (int i = 0; i < SIZE; i++) {
            if (Math.abs(own.trouble()[i] - theirs[i]) > 1e-9) {
                throw new IllegalStateException(
                        "P(X_%d): %s, Weka says %s".formatted(i, own.trouble()[i], theirs[i]));
            }
        }
    }

    @Benchmark
    public Posterior faultline() {
        return Inference.of(network).query(evidence);
    }

    @Benchmark
    public double[] weka() throws Exception {
        MarginCalculator calculator = new MarginCalculator();
        calculator.calcMargins(peer);
        for (int i = 0; i < SIZE; i++) {
            if (value[i] >= 0) {
                calculator.setEvidence(i, value[i]);
            }
        }
        double[] one = new double[SIZE];
        for (int i = 0; i < SIZE; i++) {
            one[i] = calculator.getMargin(i)[1];
        }
        return one;
    }
}
