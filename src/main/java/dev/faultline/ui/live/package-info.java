/// What a running system's source says of itself: connection, lag, topics, what was left out.
@NullMarked
package dev.faultline.ui.live;

import org.jspecify.annotations.NullMarked;
