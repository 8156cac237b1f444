/// From the series that come in to those that are watched.
@NullMarked
package dev.faultline.engine.intake;

import org.jspecify.annotations.NullMarked;
