/// What is told without taking the focus.
@NullMarked
package dev.faultline.ui.notifications;

import org.jspecify.annotations.NullMarked;
