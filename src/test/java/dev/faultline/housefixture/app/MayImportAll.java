package dev.faultline.housefixture.app;

/// Breaks nothing: app may import all.
public class MayImportAll {
    dev.faultline.housefixture.model.Value value;
    dev.faultline.housefixture.source.replay.Replay replay;
    dev.faultline.housefixture.evaluation.Truth truth;
}
