/// Where a person says which running system to watch.
@NullMarked
package dev.faultline.ui.connect;

import org.jspecify.annotations.NullMarked;
