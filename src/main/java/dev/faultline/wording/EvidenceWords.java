package dev.faultline.wording;

/// What one series says about its component, cell by cell for a table.
///
/// @param series the metric with its labels
/// @param signal what it measures: latency, errors, …
/// @param observed since the onset, with unit
/// @param expected for the same time, with unit
/// @param sigma the distance that counts: the weaker of that to the expected value and that to the
///   time before the onset
/// @param logBayes the weight as evidence, natural log, with sign
/// @param method how the expected value was made
/// @param remark what must be known to read it rightly; mostly empty
/// @param sentence all of it in one line
public record EvidenceWords(
        String series,
        String signal,
        String observed,
        String expected,
        String sigma,
        String logBayes,
        String method,
        String remark,
        String sentence) {}
