/// Values everybody shares: components, series, samples, time spans. Imports nothing of ours.
@NullMarked
package dev.faultline.model;

import org.jspecify.annotations.NullMarked;
