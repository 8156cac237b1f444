/// Whether the screen can be trusted.
@NullMarked
package dev.faultline.ui.statusbar;

import org.jspecify.annotations.NullMarked;
