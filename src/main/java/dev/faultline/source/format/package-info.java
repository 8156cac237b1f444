/// From the bytes of records, as other programs write them, to points.
@NullMarked
package dev.faultline.source.format;

import org.jspecify.annotations.NullMarked;
