package dev.faultline.housefixture.ui.graph;

/// Breaks: ui knows the root types of source alone.
class KnowsReplay {
    dev.faultline.housefixture.source.replay.Replay replay;
}
