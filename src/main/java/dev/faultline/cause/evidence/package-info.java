/// What was measured, as likelihood ratios of each component and strengths of each dependency.
@NullMarked
package dev.faultline.cause.evidence;

import org.jspecify.annotations.NullMarked;
