/// Pictures of the window and its parts, as files.
@NullMarked
package dev.faultline.ui.picture;

import org.jspecify.annotations.NullMarked;
