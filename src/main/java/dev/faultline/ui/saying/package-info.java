/// Telling others: on the call, who comes back, who takes over, who owns it.
@NullMarked
package dev.faultline.ui.saying;

import org.jspecify.annotations.NullMarked;
