/// The bar on top: is it real, what is it likely, who owns it.
@NullMarked
package dev.faultline.ui.incidentbar;

import org.jspecify.annotations.NullMarked;
