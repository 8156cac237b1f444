/// A bank to try the program on: a real broker, a simulated bank that runs in its own time, and a
/// door through which it is broken and mended.
@NullMarked
package dev.faultline.demo;

import org.jspecify.annotations.NullMarked;
