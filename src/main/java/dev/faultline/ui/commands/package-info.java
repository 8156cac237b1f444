/// What a person can have done from anywhere, by key or by name.
@NullMarked
package dev.faultline.ui.commands;

import org.jspecify.annotations.NullMarked;
