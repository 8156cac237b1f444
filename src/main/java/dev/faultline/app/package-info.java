/// Entry points and wiring: commands of the command line, and what is plugged into what.
@NullMarked
package dev.faultline.app;

import org.jspecify.annotations.NullMarked;
