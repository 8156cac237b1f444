/// What workbenches tell each other, over Kafka.
@NullMarked
package dev.faultline.store.kafka;

import org.jspecify.annotations.NullMarked;
