/// The window as a whole.
@NullMarked
package dev.faultline.ui.window;

import org.jspecify.annotations.NullMarked;
