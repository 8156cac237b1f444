/// Where samples come from: what a source promises, whatever it reads.
@NullMarked
package dev.faultline.source;

import org.jspecify.annotations.NullMarked;
