/// Posteriors of networks of components that pass trouble on: noisy-OR, junction tree, tolerance.
/// Knows nothing of services and signals.
@NullMarked
package dev.faultline.cause.inference;

import org.jspecify.annotations.NullMarked;
