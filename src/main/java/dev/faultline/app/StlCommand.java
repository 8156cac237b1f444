package dev.faultline.app;

import dev.faultline.signal.Stl;
import dev.faultline.signal.StlParameters;
import dev.faultline.signal.StlResult;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// `faultline stl`: takes one series apart into season, trend and residual.
@Command(
        name = "stl",
        mixinStandardHelpOptions = true,
        description = {
            "Takes one series apart into season, trend and residual (STL, with the parameters and"
                    + " numbers of statsmodels).",
            "Reads column y of a CSV file; an empty field is a missing value. Writes"
                    + " y,seasonal,trend,resid,weights."
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  faultline stl cpu.csv --period 288 --out parts.csv",
            "  faultline stl taxi.csv.gz --period 336 --robust --json",
            "  faultline stl y.csv --period 24 --seasonal 13 --degrees 0,1,1 --out parts.csv"
        })
final class StlCommand implements Callable<Integer> {
    @Spec private CommandSpec spec;

    @Parameters(paramLabel = "FILE.csv", description = "the series: a header, then a line a value")
    private Path file;

    @Option(
            names = "--period",
            required = true,
            paramLabel = "P",
            description = "values in one season, at least 2")
    private int period;

    @Option(names = "--robust", description = "give outliers little weight (15 outer passes)")
    private boolean robust;

    @Option(
            names = "--seasonal",
            paramLabel = "N",
            defaultValue = "7",
            description = "length of the seasonal smoother, odd (default: ${DEFAULT-VALUE})")
    private int seasonal;

    @Option(
            names = "--trend",
            paramLabel = "N",
            description =
                    "length of the trend smoother, odd, above the period (default: by period)")
    private @Nullable Integer trend;

    @Option(
            names = "--low-pass",
            paramLabel = "N",
            description = "length of the low-pass smoother, odd (default: the next above period)")
    private @Nullable Integer lowPass;

    @Option(
            names = "--degrees",
            paramLabel = "s,t,l",
            defaultValue = "1,1,1",
            description = "degrees of season, trend and low-pass, 0 or 1 (default: 1,1,1)")
    private String degrees;

    @Option(names = "--out", paramLabel = "OUT.csv", description = "where the parts are written")
    private @Nullable Path out;

    @Option(names = "--force", description = "overwrite OUT.csv")
    private boolean force;

    @Option(names = "--json", description = "print the indices of the flagged values as JSON")
    private boolean json;

    /// The fields are filled by picocli.
    @SuppressWarnings("NullAway.Init")
    StlCommand() {}

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        StlParameters parameters = parameters();
        if (out == null && !json) {
            throw wrong("Nothing would come of it: give --out OUT.csv, --json or both.");
        }
        try {
            SeriesCsv series = SeriesCsv.read(file, "y");
            series.notices().forEach(err::println);
            Optional<String> unfit = unfit(series.values());
            if (unfit.isPresent()) {
                err.println(unfit.get());
                return 1;
            }
            StlResult result = Stl.decompose(series.values(), parameters);
            if (out != null) {
                write(out, series.values(), result);
            }
            if (json) {
                print(series.values(), result);
            }
            return 0;
        } catch (FileAlreadyExistsException e) {
            err.println(out + " exists. Choose another name, or add --force to overwrite it.");
            return 1;
        } catch (IOException e) {
            err.println(e.getMessage());
            return 1;
        }
    }

    private StlParameters parameters() {
        int[] each;
        try {
            each = Arrays.stream(degrees.split(",")).mapToInt(Integer::parseInt).toArray();
        } catch (NumberFormatException e) {
            each = new int[0];
        }
        if (each.length != 3) {
            throw wrong("--degrees is '" + degrees + "'; three of 0 or 1 are needed, as in 1,1,1.");
        }
        try {
            return StlParameters.of(
                    period,
                    robust,
                    seasonal,
                    Optional.ofNullable(trend),
                    Optional.ofNullable(lowPass),
                    each);
        } catch (IllegalArgumentException e) {
            throw wrong(e.getMessage() + ".");
        }
    }

    private ParameterException wrong(String sentence) {
        return new ParameterException(spec.commandLine(), sentence);
    }

    private Optional<String> unfit(double[] y) {
        if (y.length < 2L * period) {
            return Optional.of(
                    "%s has %,d values, fewer than two periods of %,d. Give a longer series or a shorter --period."
                            .formatted(file, y.length, period));
        }
        if (Arrays.stream(y).allMatch(Double::isNaN)) {
            return Optional.of(file + ": column y holds no number at all. Nothing was written.");
        }
        OptionalInt large =
                IntStream.range(0, y.length).filter(i -> Math.abs(y[i]) > Stl.LARGEST).findFirst();
        if (large.isPresent()) {
            return Optional.of(
                    "%s: value %,d of column y is %s, and values beyond ±%s cannot be taken apart. Give them in a larger unit."
                            .formatted(file, large.getAsInt(), y[large.getAsInt()], Stl.LARGEST));
        }
        return Optional.empty();
    }

    private void write(Path target, double[] y, StlResult result) throws IOException {
        OpenOption[] how =
                force
                        ? new OpenOption[] {
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE
                        }
                        : new OpenOption[] {
                            StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE
                        };
        try (BufferedWriter writer = Files.newBufferedWriter(target, how)) {
            writer.write("y,seasonal,trend,resid,weights\n");
            for (int i = 0; i < y.length; i++) {
                writer.write(field(y[i]));
                for (double part :
                        new double[] {
                            result.seasonal()[i],
                            result.trend()[i],
                            result.resid()[i],
                            result.weights()[i]
                        }) {
                    writer.write(',');
                    writer.write(field(part));
                }
                writer.write('\n');
            }
        }
    }

    /// As short as reads back to the same double; empty where missing.
    private static String field(double value) {
        return Double.isNaN(value) ? "" : Double.toString(value);
    }

    private void print(double[] y, StlResult result) {
        long missing = Arrays.stream(y).filter(Double::isNaN).count();
        StlParameters p = result.parameters();
        spec.commandLine()
                .getOut()
                .println(
                        "{\"period\":%d,\"seasonal\":%d,\"trend\":%d,\"lowPass\":%d,\"robust\":%b,\"n\":%d,\"missing\":%d,\"anomalies\":%s}"
                                .formatted(
                                        p.period(),
                                        p.seasonal(),
                                        p.trend(),
                                        p.lowPass(),
                                        p.robust(),
                                        y.length,
                                        missing,
                                        Arrays.toString(result.anomalies()).replace(" ", "")));
    }
}
