/// What stands where nothing is open.
@NullMarked
package dev.faultline.ui.welcome;

import org.jspecify.annotations.NullMarked;
