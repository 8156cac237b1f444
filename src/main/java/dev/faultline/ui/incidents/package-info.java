/// What persons do with incidents, all incidents with their logs, and what was with a component
/// before.
@NullMarked
package dev.faultline.ui.incidents;

import org.jspecify.annotations.NullMarked;
