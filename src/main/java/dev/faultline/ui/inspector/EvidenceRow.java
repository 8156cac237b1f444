package dev.faultline.ui.inspector;

import dev.faultline.model.SeriesId;

/// One line of the evidence table, worded.
///
/// @param method how the expected value was made
/// @param remark what else must be known, empty where nothing
/// @param logBayes what it counts, in natural-log odds
/// @param sentence the whole line as a sentence
public record EvidenceRow(
        SeriesId series,
        String metric,
        String method,
        String remark,
        String observed,
        String expected,
        String sigma,
        double logBayes,
        String weight,
        String sentence) {}
