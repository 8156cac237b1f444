/// Parts into sentences: the one place behind screen, terminal, alert and report.
@NullMarked
package dev.faultline.wording;

import org.jspecify.annotations.NullMarked;
