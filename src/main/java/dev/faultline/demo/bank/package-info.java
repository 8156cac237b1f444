/// The simulated bank: how its requests queue, wait, fail and are tried again, what its instruments
/// read, and what is done to it. No clock, no network, no threads.
@NullMarked
package dev.faultline.demo.bank;

import org.jspecify.annotations.NullMarked;
