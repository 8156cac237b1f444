/// A recorded capture played as if it came in live.
@NullMarked
package dev.faultline.source.replay;

import org.jspecify.annotations.NullMarked;
