/// Known fixes as scripts: read, proposed, confirmed by a person, run, verified, remembered.
/// Nothing here runs without a [dev.faultline.remedy.Confirmation].
@NullMarked
package dev.faultline.remedy;

import org.jspecify.annotations.NullMarked;
