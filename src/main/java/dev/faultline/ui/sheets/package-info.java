/// What lies over the window, one sheet at a time.
@NullMarked
package dev.faultline.ui.sheets;

import org.jspecify.annotations.NullMarked;
