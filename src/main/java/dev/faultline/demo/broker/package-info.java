/// A real Kafka of one node, in a process of its own, for as long as it is needed.
@NullMarked
package dev.faultline.demo.broker;

import org.jspecify.annotations.NullMarked;
