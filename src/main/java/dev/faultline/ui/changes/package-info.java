/// What changed in the system and in what is known of it: deploys, the graph, corrections.
@NullMarked
package dev.faultline.ui.changes;

import org.jspecify.annotations.NullMarked;
