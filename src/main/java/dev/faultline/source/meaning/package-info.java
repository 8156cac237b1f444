/// From points to samples: what a series is about, counts to rates, histograms to quantiles.
@NullMarked
package dev.faultline.source.meaning;

import org.jspecify.annotations.NullMarked;
