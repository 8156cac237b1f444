/// A live source put together: records in, samples and ticks out, in the order of time.
@NullMarked
package dev.faultline.source.live;

import org.jspecify.annotations.NullMarked;
