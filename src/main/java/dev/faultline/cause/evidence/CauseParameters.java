package dev.faultline.cause.evidence;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Objects;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// The numbers behind evidence and network, as `cause-parameters.yaml` documents them one by one.
/// None is tuned to a data set by name; `assets/docs/cause.md` says where each comes from.
///
/// @param version of the file they come from
/// @param incidentPrior P(an incident is going on) before looking
/// @param faultsPerIncident the sum of all components' priors of a fault, given an incident
/// @param neutralSigma the distance, in sigmas, at which a deviation says nothing either way
/// @param perSigma log Bayes factor of each sigma beyond it
/// @param floor the most that a normal reading takes away, negative
/// @param ceiling the most that an abnormal one adds: enough that one plain reading outweighs the
///   many components in which chance could have shown it
/// @param unlearned what a series counts that lacks one of the two comparisons, 0..1
/// @param fewCalls so many calls a minute count half of what many count
/// @param affected P(a given signal shows it | its component is in trouble)
/// @param correlation between series of one signal kind, for tempering
/// @param lines the most that lines of its own log add
/// @param warning what lines of severity WARN count of what worse ones do
/// @param named the most that lines of a caller's log add for a component that they name
/// @param surge so many times what is expected is more than what comes and goes: who sends that is
///   a source of load
/// @param swollen so many times what is expected is passed on from such a source
/// @param overload P(trouble of a source of load reaches who gets more because of it)
/// @param byTenant what the load of a host counts that one on it brings which was changed
/// @param changeBonus log Bayes factor of a deploy or change of configuration shortly before the
///   onset
/// @param changeMinutes how long before the onset still counts as shortly
/// @param unknownEdge P(trouble passes an edge) where magnitudes say nothing
/// @param lostOnTheWay the same where its caller waits so much longer for others as it takes longer
///   itself
/// @param unseen the most that an edge is worth by calls that never arrived at the callee
/// @param outOfOrder the least share of that which is left where the caller was in trouble first
/// @param hostEdge `unknownEdge` of a host, zone or link
/// @param farEnd P(the unresolved far end of a call stands for a given service that its caller also
///   calls, and shows its trouble)
/// @param checks what each check that a person can do costs and tells; one that is absent is never
///   proposed
public record CauseParameters(
        String version,
        double incidentPrior,
        double faultsPerIncident,
        double neutralSigma,
        double perSigma,
        double floor,
        double ceiling,
        double unlearned,
        double fewCalls,
        double affected,
        double correlation,
        double lines,
        double warning,
        double named,
        double surge,
        double swollen,
        double overload,
        double byTenant,
        double changeBonus,
        int changeMinutes,
        double unknownEdge,
        double lostOnTheWay,
        double unseen,
        double outOfOrder,
        double hostEdge,
        double farEnd,
        Map<Check, CheckQuality> checks) {
    private static final String CHECKS = "checks";

    /// Those that come with the program.
    public static final CauseParameters DEFAULT = bundled();

    public CauseParameters {
        checks = Map.copyOf(checks);
    }

    /// Reads a file of them. Every number must be there and known.
    ///
    /// @param name of the file, for messages
    /// @throws IOException where it is no such file, with what was found
    public static CauseParameters read(InputStream yaml, String name) throws IOException {
        YAMLMapper mapper =
                YAMLMapper.builder()
                        .enable(
                                DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES,
                                DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES,
                                DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                        .build();
        try {
            if (!(mapper.readTree(yaml) instanceof ObjectNode root)) {
                throw new IOException(name + " holds no parameters of the cause model.");
            }
            ObjectNode checks = mapper.createObjectNode();
            for (Map.Entry<String, JsonNode> each : root.path(CHECKS).properties()) {
                Check check =
                        Check.of(each.getKey())
                                .orElseThrow(() ->
                                        new IOException(
                                                name
                                                        + ": there is no check '"
                                                        + each.getKey()
                                                        + "'."));
                checks.set(check.name(), each.getValue());
            }
            root.set(CHECKS, checks);
            return mapper.treeToValue(root, CauseParameters.class);
        } catch (JacksonException e) {
            throw new IOException(
                    name
                            + " holds no parameters of the cause model: "
                            // The name of the number; what follows is Jackson's own.
                            + e.getOriginalMessage().split("[;\\n]", 2)[0]
                            + ". Nothing of it was used.",
                    e);
        }
    }

    private static CauseParameters bundled() {
        String name = "cause-parameters.yaml";
        try (InputStream in =
                Objects.requireNonNull(CauseParameters.class.getResourceAsStream(name), name)) {
            return read(in, name);
        } catch (IOException e) {
            throw new IllegalStateException("the program's own " + name + " cannot be read", e);
        }
    }
}
