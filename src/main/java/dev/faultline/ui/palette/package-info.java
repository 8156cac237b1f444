/// Finding what is there, and having something done, by typing a part of its name.
@NullMarked
package dev.faultline.ui.palette;

import org.jspecify.annotations.NullMarked;
