/// What comes in, kept as a capture while it is watched.
@NullMarked
package dev.faultline.source.record;

import org.jspecify.annotations.NullMarked;
