/// What a person asserts about components: chips, menu and keys.
@NullMarked
package dev.faultline.ui.pins;

import org.jspecify.annotations.NullMarked;
