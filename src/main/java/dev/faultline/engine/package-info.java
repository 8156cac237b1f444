/// The host of the analysis: commands in, snapshots out, one thread.
@NullMarked
package dev.faultline.engine;

import org.jspecify.annotations.NullMarked;
