/// Records out of Kafka: the only place that knows its client.
@NullMarked
package dev.faultline.source.kafka;

import org.jspecify.annotations.NullMarked;
