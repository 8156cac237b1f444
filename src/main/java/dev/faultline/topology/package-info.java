/// The dependency graph, its owners, and the readers of its file formats.
@NullMarked
package dev.faultline.topology;

import org.jspecify.annotations.NullMarked;
