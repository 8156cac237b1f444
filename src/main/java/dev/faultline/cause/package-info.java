/// All of a system together: evidence, Bayesian network, posterior, ranking, explanation.
@NullMarked
package dev.faultline.cause;

import org.jspecify.annotations.NullMarked;
