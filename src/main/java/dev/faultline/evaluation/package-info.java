/// Labelled data sets, protocols, scores and baselines. The only place that knows the truth.
@NullMarked
package dev.faultline.evaluation;

import org.jspecify.annotations.NullMarked;
