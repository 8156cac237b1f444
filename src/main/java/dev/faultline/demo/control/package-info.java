/// The door through which scripts break and mend the simulated bank, and how to find it.
@NullMarked
package dev.faultline.demo.control;

import org.jspecify.annotations.NullMarked;
