package dev.faultline.housefixture.model;

/// Breaks: model imports nothing.
class KnowsTopology {
    dev.faultline.housefixture.topology.Graph graph;
}
