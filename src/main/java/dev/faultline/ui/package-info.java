/// The window.
@NullMarked
package dev.faultline.ui;

import org.jspecify.annotations.NullMarked;
