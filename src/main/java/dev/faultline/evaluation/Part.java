package dev.faultline.evaluation;

import dev.faultline.model.Signal;
import dev.faultline.signal.Deviation;
import dev.faultline.topology.Dependency;
import dev.faultline.topology.DependencyKind;
import dev.faultline.topology.Topology;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/// A part of the evidence, to be left out: what the answers lose without it is what it is worth.
public enum Part {
    /// All latencies.
    LATENCY {
        @Override
        Ranker.Question without(Ranker.Question asked) {
            return drop(asked, EnumSet.of(Signal.LATENCY, Signal.CLIENT_LATENCY));
        }
    },
    /// Failed calls, and the share of those that were answered.
    ERRORS {
        @Override
        Ranker.Question without(Ranker.Question asked) {
            return drop(asked, EnumSet.of(Signal.ERRORS, Signal.AVAILABILITY));
        }
    },
    /// Queues and other saturation.
    SATURATION {
        @Override
        Ranker.Question without(Ranker.Question asked) {
            return drop(asked, EnumSet.of(Signal.SATURATION));
        }
    },
    /// CPU, memory, disk, connections, network.
    RESOURCES {
        @Override
        Ranker.Question without(Ranker.Question asked) {
            return keep(asked, d -> !d.series().signal().isResource());
        }
    },
    /// Requests: what the strength of dependencies and starvation are told by.
    TRAFFIC {
        @Override
        Ranker.Question without(Ranker.Question asked) {
            return drop(asked, EnumSet.of(Signal.TRAFFIC));
        }
    },
    /// The comparison with the time just before the onset.
    BEFORE {
        @Override
        Ranker.Question without(Ranker.Question asked) {
            return with(asked, d -> d.at(d.zExpected(), Double.NaN));
        }
    },
    /// The comparison with the long reference.
    EXPECTED {
        @Override
        Ranker.Question without(Ranker.Question asked) {
            return with(asked, d -> d.at(d.zBefore(), d.zBefore()));
        }
    },
    /// Series that fell silent.
    SILENCE {
        @Override
        Ranker.Question without(Ranker.Question asked) {
            return keep(asked, d -> !(d.usual() >= .8 && d.present() <= .2));
        }
    },
    /// Deploys and changes of configuration.
    CHANGES {
        @Override
        Ranker.Question without(Ranker.Question asked) {
            return new Ranker.Question(
                    asked.topology(),
                    asked.deviations(),
                    List.of(),
                    asked.onset(),
                    asked.parameters(),
                    asked.recalibration());
        }
    },
    /// That components share a host or a zone.
    HOSTS {
        @Override
        Ranker.Question without(Ranker.Question asked) {
            return edges(
                    asked,
                    d -> d.kind() != DependencyKind.RUNS_ON && d.kind() != DependencyKind.IN_ZONE);
        }
    },
    /// All dependencies: every component for itself.
    GRAPH {
        @Override
        Ranker.Question without(Ranker.Question asked) {
            return edges(asked, d -> false);
        }
    };

    abstract Ranker.Question without(Ranker.Question asked);

    /// As written on the command line: lower case, words joined by `-`.
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// The part of that label.
    public static Optional<Part> of(String label) {
        return EnumSet.allOf(Part.class).stream().filter(p -> p.label().equals(label)).findFirst();
    }

    private static Ranker.Question drop(Ranker.Question asked, Set<Signal> signals) {
        return keep(asked, d -> !signals.contains(d.series().signal()));
    }

    private static Ranker.Question keep(Ranker.Question asked, Predicate<Deviation> kept) {
        return told(asked, asked.deviations().stream().filter(kept).toList());
    }

    private static Ranker.Question with(Ranker.Question asked, UnaryOperator<Deviation> seen) {
        return told(asked, asked.deviations().stream().map(seen).toList());
    }

    private static Ranker.Question told(Ranker.Question asked, List<Deviation> deviations) {
        return new Ranker.Question(
                asked.topology(),
                deviations,
                asked.changes(),
                asked.onset(),
                asked.parameters(),
                asked.recalibration());
    }

    private static Ranker.Question edges(Ranker.Question asked, Predicate<Dependency> kept) {
        Topology all = asked.topology();
        return new Ranker.Question(
                Topology.of(
                                "ablation",
                                all.components(),
                                all.dependencies().stream().filter(kept).toList())
                        .topology(),
                asked.deviations(),
                asked.changes(),
                asked.onset(),
                asked.parameters(),
                asked.recalibration());
    }
}
