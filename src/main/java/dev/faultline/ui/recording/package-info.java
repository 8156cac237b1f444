/// What is kept of a running system: a recording that goes on, and the last hours.
@NullMarked
package dev.faultline.ui.recording;

import org.jspecify.annotations.NullMarked;
