/// What a user may change, as a form and as the file itself.
@NullMarked
package dev.faultline.ui.settings;

import org.jspecify.annotations.NullMarked;
