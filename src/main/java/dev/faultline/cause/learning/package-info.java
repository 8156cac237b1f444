/// Strengths of dependencies and priors of faults, learned from incidents of which the cause is
/// known.
@NullMarked
package dev.faultline.cause.learning;

import org.jspecify.annotations.NullMarked;
