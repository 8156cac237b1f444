package dev.faultline.source.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.ListOffsetsResult;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class BrokerInJvmTest {
    @Test
    void recordsThatWereSentAreThere() {
        BrokerInJvm broker = BrokerInJvm.plain();
        String topic = broker.newTopic(2);
        broker.send(topic, 1, 1000, new byte[] {1});
        broker.flush();
        Map<TopicPartition, ListOffsetsResult.ListOffsetsResultInfo> ends =
                BrokerInJvm.done(
                        broker.admin()
                                .listOffsets(
                                        Map.of(new TopicPartition(topic, 1), OffsetSpec.latest()))
                                .all());
        assertThat(List.copyOf(ends.values())).extracting(end -> end.offset()).containsExactly(1L);
    }
}
