/// Readers of other people's recordings, each into a [dev.faultline.capture.Recording].
@NullMarked
package dev.faultline.capture.importer;

import org.jspecify.annotations.NullMarked;
