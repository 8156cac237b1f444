/// The story of an incident: opened, spread, noted, closed. What is found is told apart from what
/// persons say, and both are folded into one.
@NullMarked
package dev.faultline.incident;

import org.jspecify.annotations.NullMarked;
