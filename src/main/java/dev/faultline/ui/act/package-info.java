/// What is done about an incident: runbooks proposed, confirmed, run, and looked after.
@NullMarked
package dev.faultline.ui.act;

import org.jspecify.annotations.NullMarked;
