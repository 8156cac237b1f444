/// The samples behind the windows, on a regular grid.
@NullMarked
package dev.faultline.engine.history;

import org.jspecify.annotations.NullMarked;
