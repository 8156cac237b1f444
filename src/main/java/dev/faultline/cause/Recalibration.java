package dev.faultline.cause;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A strictly monotone map from the P(cause) that the network gives to the one that is shown, so
/// that of what is called 80 % sure four in five come true. It changes no order, and leaves what is
/// certain certain. Piecewise linear between log odds; beyond the outer knots the outer slopes go
/// on.
///
/// @see "Platt (1999): Probabilistic outputs for support vector machines; Zadrozny, Elkan (2002):
///   Transforming classifier scores into accurate multiclass probability estimates"
public final class Recalibration {
    private static final String RESOURCE = "recalibration.json";

    /// The one that comes with the program, learned on generated incidents.
    public static final Recalibration DEFAULT = shipped();

    private final String version;
    private final double[] said;
    private final double[] meant;

    /// @param version which one it is, and what it was learned on
    /// @param said log odds that the network gives, ascending
    /// @param meant log odds that are shown for them, ascending; as many. Fewer than two change
    ///   nothing
    public Recalibration(String version, double[] said, double[] meant) {
        if (said.length != meant.length || !ascending(said) || !ascending(meant)) {
            throw new IllegalArgumentException(
                    "A recalibration needs as many log odds in as out, both strictly ascending;"
                            + " found "
                            + Arrays.toString(said)
                            + " and "
                            + Arrays.toString(meant));
        }
        this.version = version;
        this.said = said.clone();
        this.meant = meant.clone();
    }

    /// The one that changes nothing.
    public static Recalibration none() {
        return new Recalibration("none", new double[0], new double[0]);
    }

    public String version() {
        return version;
    }

    /// What is shown for a probability, 0..1.
    public double apply(double probability) {
        return probability <= 0 || probability >= 1 || said.length < 2
                ? probability
                : 1 / (1 + Math.exp(-logOdds(Math.log(probability) - Math.log1p(-probability))));
    }

    /// The same on log odds.
    public double logOdds(double given) {
        if (said.length < 2) {
            return given;
        }
        int place = Arrays.binarySearch(said, given);
        int right = Math.clamp(place < 0 ? -place - 1 : place, 1, said.length - 1);
        double slope = (meant[right] - meant[right - 1]) / (said[right] - said[right - 1]);
        return meant[right - 1] + slope * (given - said[right - 1]);
    }

    /// As JSON, to be kept with the parameters.
    public String toJson() {
        ObjectNode root = JsonMapper.shared().createObjectNode();
        root.put("version", version);
        ArrayNode from = root.putArray("said");
        Arrays.stream(said).forEach(from::add);
        ArrayNode to = root.putArray("meant");
        Arrays.stream(meant).forEach(to::add);
        return JsonMapper.shared().writerWithDefaultPrettyPrinter().writeValueAsString(root) + "\n";
    }

    /// Reads what [#toJson()] gave.
    ///
    /// @throws IllegalArgumentException where it is no such thing
    public static Recalibration parse(String json) {
        try {
            JsonNode root = JsonMapper.shared().readTree(json);
            return new Recalibration(
                    root.path("version").asString(""),
                    numbers(root.path("said")),
                    numbers(root.path("meant")));
        } catch (JacksonException e) {
            throw new IllegalArgumentException(
                    "A recalibration is JSON with 'version', 'said' and 'meant' ("
                            + e.getOriginalMessage()
                            + ").",
                    e);
        }
    }

    private static double[] numbers(JsonNode list) {
        List<JsonNode> values = list.valueStream().toList();
        return values.stream().mapToDouble(JsonNode::asDouble).toArray();
    }

    private static boolean ascending(double[] values) {
        for (int i = 0; i < values.length; i++) {
            if (!Double.isFinite(values[i]) || (i > 0 && values[i] <= values[i - 1])) {
                return false;
            }
        }
        return true;
    }

    private static Recalibration shipped() {
        try (InputStream in =
                Objects.requireNonNull(Recalibration.class.getResourceAsStream(RESOURCE))) {
            return parse(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
