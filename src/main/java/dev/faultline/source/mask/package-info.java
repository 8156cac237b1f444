/// Personal data and secrets replaced before anything is kept.
@NullMarked
package dev.faultline.source.mask;

import org.jspecify.annotations.NullMarked;
