/// Why the selected component is believed to be the cause.
@NullMarked
package dev.faultline.ui.inspector;

import org.jspecify.annotations.NullMarked;
