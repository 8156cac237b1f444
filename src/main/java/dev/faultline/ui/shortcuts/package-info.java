/// The list of all keys.
@NullMarked
package dev.faultline.ui.shortcuts;

import org.jspecify.annotations.NullMarked;
