package dev.faultline.housefixture.capture;

/// Breaks: the truth is for evaluation alone.
class ReadsTruth {
    dev.faultline.housefixture.evaluation.Truth truth;
}
