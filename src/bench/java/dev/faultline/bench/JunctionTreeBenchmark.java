package dev.faultline.bench;

import dev.faultline.cause.inference.JunctionTree;
import dev.faultline.cause.inference.Propagation;
import dev.faultline.cause.network.BifReader;
import dev.faultline.cause.network.DiscreteNetwork;
import dev.faultline.cause.network.DiscreteNetwork.Table;
import dev.faultline.cause.network.DiscreteNetwork.Variable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import weka.classifiers.bayes.net.BIFReader;
import weka.classifiers.bayes.net.MarginCalculator;

/// All marginals of networks of the Bayesian Network Repository on one core, beside Weka in the same
/// JVM. Weka's `calcMargins` makes its tree anew each time, so the like of it is `compileAndAsk`.
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 4, time = 1)
@Fork(1)
public class JunctionTreeBenchmark {
    @Param({"asia", "alarm", "insurance", "hailfinder", "win95pts", "hepar2", "andes", "pathfinder"})
    public String network;

    private int[] states;
    private List<JunctionTree.Factor> factors;
    private Propagation propagation;
    private BIFReader weka;
    private boolean tooWideForWeka;
    private double[] sure;
    private double[] open;
    private boolean seen;

    @Setup(Level.Trial)
    public void read() throws Exception {
        Path file = Path.of("src/test/resources/bayes", network + ".bif");
        DiscreteNetwork read = BifReader.parse(file.toString(), Files.readString(file));
        states = read.variables().stream().mapToInt(v -> v.states().size()).toArray();
        factors =
                read.tables().stream()
                        .map(t -> new JunctionTree.Factor(t.variables(), t.values()))
                        .toList();
        propagation = compile().propagation();
        open = new double[states[states.length - 1]];
        Arrays.fill(open, 1);
        sure = new double[open.length];
        sure[0] = 1;
        // Of andes Weka gave nothing within a minute; pathfinder was not tried.
        tooWideForWeka = network.equals("andes") || network.equals("pathfinder");
        if (!tooWideForWeka) {
            weka = new BIFReader();
            weka.processString(xml(read));
            requireTheSame();
        }
    }

    /// Two programs that answer differently are not compared.
    private void requireTheSame() throws Exception {
        MarginCalculator theirs = weka();
        propagation.refresh();
        for (int v = 0; v < states.length; v++) {
            for (int s = 0; s < states[v]; s++) {
                double difference = theirs.getMargin(v)[s] - propagation.marginal(v, s);
                if (!(Math.abs(difference) < 1e-6)) {
                    throw new IllegalStateException(network + ", variable " + v + ": " + difference);
                }
            }
        }
    }

    private JunctionTree compile() {
        return ((JunctionTree.Compiled.Ready)
                        JunctionTree.compile(states, factors, JunctionTree.Budget.LIVE))
                .tree();
    }

    /// Everything asked anew of a tree that is there.
    @Benchmark
    public double ask() {
        propagation.forget();
        propagation.refresh();
        return propagation.marginal(0, 0);
    }

    /// One finding comes or goes.
    @Benchmark
    public double oneFinding() {
        seen = !seen;
        propagation.weigh(states.length - 1, seen ? sure : open);
        propagation.refresh();
        return propagation.marginal(0, 0);
    }

    @Benchmark
    public double compileAndAsk() {
        Propagation fresh = compile().propagation();
        fresh.refresh();
        return fresh.marginal(0, 0);
    }

    @Benchmark
    public MarginCalculator weka() throws Exception {
        if (tooWideForWeka) {
            throw new IllegalStateException(network + " is too wide for Weka");
        }
        MarginCalculator margins = new MarginCalculator();
        margins.calcMargins(weka);
        return margins;
    }

    /// The network as Weka reads it, XMLBIF 0.3: the variable itself varies fastest, then the last
    /// parent.
    private static String xml(DiscreteNetwork network) {
        StringBuilder text = new StringBuilder("<?xml version=\"1.0\"?>\n<BIF VERSION=\"0.3\">\n");
        text.append("<NETWORK>\n<NAME>n</NAME>\n");
        for (int v = 0; v < network.variables().size(); v++) {
            text.append("<VARIABLE TYPE=\"nature\"><NAME>v").append(v).append("</NAME>");
            for (int s = 0; s < network.variables().get(v).states().size(); s++) {
                text.append("<OUTCOME>s").append(s).append("</OUTCOME>");
            }
            text.append("</VARIABLE>\n");
        }
        for (Table table : network.tables()) {
            int[] scope = table.variables();
            text.append("<DEFINITION><FOR>v").append(scope[0]).append("</FOR>");
            for (int j = 1; j < scope.length; j++) {
                text.append("<GIVEN>v").append(scope[j]).append("</GIVEN>");
            }
            text.append("<TABLE>");
            List<Variable> variables = network.variables();
            int k = variables.get(scope[0]).states().size();
            int rows = table.values().length / k;
            for (int row = 0; row < rows; row++) {
                int rest = row;
                int[] digit = new int[scope.length];
                for (int j = scope.length - 1; j > 0; j--) {
                    int of = variables.get(scope[j]).states().size();
                    digit[j] = rest % of;
                    rest /= of;
                }
                int at = 0;
                int stride = 1;
                for (int j = 1; j < scope.length; j++) {
                    at += stride * digit[j];
                    stride *= variables.get(scope[j]).states().size();
                }
                for (int s = 0; s < k; s++) {
                    text.append(table.values()[at * k + s]).append(' ');
                }
            }
            text.append("</TABLE></DEFINITION>\n");
        }
        return text.append("</NETWORK>\n</BIF>\n").toString();
    }
}
