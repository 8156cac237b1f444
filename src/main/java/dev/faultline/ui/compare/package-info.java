/// Two zones, regions or hosts side by side.
@NullMarked
package dev.faultline.ui.compare;

import org.jspecify.annotations.NullMarked;
