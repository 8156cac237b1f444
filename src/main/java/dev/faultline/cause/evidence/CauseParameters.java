package dev.faultline.cause.evidence;

import java.util.Map;

/// The numbers behind evidence and network. None is tuned to a data set by name;
/// `assets/docs/cause.md` says where each comes from.
///
/// @param incidentPrior P(an incident is going on) before looking
/// @param faultsPerIncident the sum of all components' priors of a fault, given an incident
/// @param neutralSigma the distance, in sigmas, at which a deviation says nothing either way
/// @param perSigma log Bayes factor of each sigma beyond it
/// @param floor the most that a normal reading takes away, negative
/// @param ceiling the most that an abnormal one adds: enough that one plain reading outweighs the
///   many components in which chance could have shown it
/// @param affected P(a given signal shows it | its component is in trouble)
/// @param correlation between series of one signal kind, for tempering
/// @param changeBonus log Bayes factor of a deploy or change of configuration shortly before the
///   onset
/// @param changeMinutes how long before the onset still counts as shortly
/// @param unknownEdge P(trouble passes an edge) where magnitudes say nothing
/// @param hostEdge the same of a host, zone or link
/// @param farEnd P(the unresolved far end of a call stands for a given service that its caller also
///   calls, and shows its trouble)
/// @param checks what each check that a person can do costs and tells; one that is absent is never
///   proposed
public record CauseParameters(
        double incidentPrior,
        double faultsPerIncident,
        double neutralSigma,
        double perSigma,
        double floor,
        double ceiling,
        double affected,
        double correlation,
        double changeBonus,
        int changeMinutes,
        double unknownEdge,
        double hostEdge,
        double farEnd,
        Map<Check, CheckQuality> checks) {
    public static final CauseParameters DEFAULT =
            new CauseParameters(
                    0.05,
                    1.2,
                    3,
                    0.5,
                    -1,
                    9,
                    0.5,
                    0.8,
                    2,
                    30,
                    0.5,
                    0.6,
                    0.3,
                    CheckQuality.DEFAULTS);

    public CauseParameters {
        checks = Map.copyOf(checks);
    }
}
