/// Semi-synthetic incidents: real or simulated normal times on the components of random systems,
/// with faults injected by a mechanism that knows nothing of probabilities.
@NullMarked
package dev.faultline.evaluation.generator;

import org.jspecify.annotations.NullMarked;
