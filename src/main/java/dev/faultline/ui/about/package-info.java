/// What this program is made of.
@NullMarked
package dev.faultline.ui.about;

import org.jspecify.annotations.NullMarked;
