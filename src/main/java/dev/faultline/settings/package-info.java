/// What a user may change, `settings.yaml` and its schema, and where it lies on each operating
/// system.
@NullMarked
package dev.faultline.settings;

import org.jspecify.annotations.NullMarked;
