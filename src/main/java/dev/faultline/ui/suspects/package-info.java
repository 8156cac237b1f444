/// The ranking as a table.
@NullMarked
package dev.faultline.ui.suspects;

import org.jspecify.annotations.NullMarked;
