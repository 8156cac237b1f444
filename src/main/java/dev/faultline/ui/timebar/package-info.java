/// The time line and the transport keys.
@NullMarked
package dev.faultline.ui.timebar;

import org.jspecify.annotations.NullMarked;
