package dev.faultline.source.kafka;

import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.ApiException;
import org.apache.kafka.common.errors.RetriableException;

/// What an exception of Kafka's client means to a person.
///
/// @param sentence what was found and what to do
/// @param passes whether trying again may help without anybody doing anything
record KafkaTrouble(String sentence, boolean passes) {
    static KafkaTrouble of(KafkaException thrown, KafkaConnection connection) {
        return new KafkaTrouble(
                thrown.getClass().getSimpleName() + ": " + thrown.getMessage(),
                thrown instanceof RetriableException
                        || !(thrown instanceof ApiException || thrown instanceof ConfigException));
    }
}
