/// The recorded format, read and written, and the importers of other formats. Never the truth of an
/// incident.
@NullMarked
package dev.faultline.capture;

import org.jspecify.annotations.NullMarked;
