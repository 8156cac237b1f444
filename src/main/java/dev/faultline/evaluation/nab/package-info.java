/// The Numenta Anomaly Benchmark: its files, its rules of scoring, and the detector run over it.
@NullMarked
package dev.faultline.evaluation.nab;

import org.jspecify.annotations.NullMarked;
