/// The dependency graph.
@NullMarked
package dev.faultline.ui.graph;

import org.jspecify.annotations.NullMarked;
