/// What the program itself logged.
@NullMarked
package dev.faultline.ui.log;

import org.jspecify.annotations.NullMarked;
