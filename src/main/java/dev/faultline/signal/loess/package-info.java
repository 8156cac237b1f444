/// LOESS on evenly spaced cells in a time that does not depend on the length of the window.
@NullMarked
package dev.faultline.signal.loess;

import org.jspecify.annotations.NullMarked;
