package dev.faultline.ui.inspector;

/// One term of the sum from prior to posterior.
///
/// @param contribution in natural-log odds
/// @param figure the same, written
/// @param posterior the probability that the terms up to here make
/// @param total whether this is the sum itself
public record PartRow(
        String text, double contribution, String figure, double posterior, boolean total) {}
