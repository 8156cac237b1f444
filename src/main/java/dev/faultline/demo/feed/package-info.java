/// What the bank's agents write: its frames as records of Kafka topics, encoded as the producers of
/// the field encode them.
@NullMarked
package dev.faultline.demo.feed;

import org.jspecify.annotations.NullMarked;
