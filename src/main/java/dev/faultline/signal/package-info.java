/// One series at a time: regular grid, STL, residual, anomaly.
@NullMarked
package dev.faultline.signal;

import org.jspecify.annotations.NullMarked;
