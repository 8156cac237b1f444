/// The charts of the selected component.
@NullMarked
package dev.faultline.ui.charts;

import org.jspecify.annotations.NullMarked;
