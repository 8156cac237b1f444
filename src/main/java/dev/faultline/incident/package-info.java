/// The story of an incident and what was recorded of it.
@NullMarked
package dev.faultline.incident;

import org.jspecify.annotations.NullMarked;
