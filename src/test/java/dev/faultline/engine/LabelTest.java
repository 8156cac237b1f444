package dev.faultline.engine;

import static dev.faultline.engine.SmallShop.FAULT;
import static dev.faultline.engine.SmallShop.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.cause.evidence.SignalEvidence;
import dev.faultline.model.SeriesInfo;
import dev.faultline.signal.Anomaly;
import dev.faultline.signal.AnomalyLabel;
import dev.faultline.signal.AnomalyLabel.Verdict;
import dev.faultline.signal.Labels;
import dev.faultline.signal.Method;
import dev.faultline.source.RestorePoint;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What persons say about anomalies of the small shop, whose database is slow from cell
/// [SmallShop#FAULT] on.
class LabelTest {
    private final SmallShop shop = SmallShop.whole();

    @Test
    void whatIsCalledAFalseAlarmIsMutedAndNoEvidence() {
        Engine engine = begin();
        deliver(engine, 0, FAULT + 4);
        Snapshot before = engine.snapshot();
        assertThat(before.onset()).isPresent();
        assertThat(before.labels().none()).isTrue();
        for (Anomaly anomaly : before.anomalies()) {
            if (anomaly.open()) {
                engine.apply(say(before, anomaly, new Verdict.FalseAlarm()));
            }
        }
        Snapshot said = engine.snapshot();
        assertThat(said.anomalies()).as("still there").isEqualTo(before.anomalies());
        assertThat(said.reported()).noneMatch(Anomaly::open);
        assertThat(said.diagnosis().ranking().incident())
                .isLessThan(before.diagnosis().ranking().incident() / 2);
        deliver(engine, FAULT + 5, FAULT + 6);
        assertThat(engine.snapshot().onset()).as("nothing is left of the incident").isEmpty();
    }

    @Test
    void aRealOneIsOnlyMarkedAndTakesBackWhatWasSaidBefore() {
        Engine engine = begin();
        deliver(engine, 0, FAULT + 4);
        Snapshot before = engine.snapshot();
        Anomaly latency = open(before, "db/latency");
        engine.apply(say(before, latency, new Verdict.FalseAlarm()));
        assertThat(engine.snapshot().reported()).doesNotContain(latency);
        engine.apply(say(before, latency, new Verdict.Real()));
        Snapshot after = engine.snapshot();
        assertThat(after.reported()).isEqualTo(before.anomalies());
        assertThat(after.labels().about(latency).orElseThrow().verdict())
                .isEqualTo(new Verdict.Real());
        assertThat(after.diagnosis().ranking()).isEqualTo(before.diagnosis().ranking());
    }

    @Test
    void whatIsExpectedIsReportedOnlyAfterItsTime() {
        Engine engine = begin();
        deliver(engine, 0, FAULT + 4);
        Snapshot before = engine.snapshot();
        Anomaly latency = open(before, "db/latency");
        engine.apply(say(before, latency, new Verdict.Expected(at(FAULT + 8))));
        deliver(engine, FAULT + 5, FAULT + 7);
        Snapshot during = engine.snapshot();
        assertThat(during.reported()).noneMatch(a -> a.series() == latency.series() && a.open());
        assertThat(during.diagnosis().evidence(SmallShop.SERIES.get(latency.series()).service()))
                .extracting(SignalEvidence::deviation)
                .noneMatch(d -> d.seriesIndex() == latency.series());
        deliver(engine, FAULT + 8, FAULT + 9);
        Snapshot after = engine.snapshot();
        assertThat(after.reported()).anyMatch(a -> a.series() == latency.series() && a.open());
        assertThat(after.diagnosis().evidence(SmallShop.SERIES.get(latency.series()).service()))
                .extracting(SignalEvidence::deviation)
                .anyMatch(d -> d.seriesIndex() == latency.series());
    }

    /// A later event of the same size is muted, a larger one and one on the other side are not.
    @Test
    void aFalseAlarmRaisesTheBoundToItsSize() {
        SeriesInfo series = SmallShop.SERIES.get(1);
        Anomaly labelled = anomaly(100, 10, Anomaly.Direction.UP, Anomaly.Rule.RESIDUAL);
        AnomalyLabel label =
                AnomalyLabel.of(
                        labelled, series.id(), new Verdict.FalseAlarm(), at(110), "flaky probe");
        Labels labels = Labels.at(at(300), List.of(label), Map.of(series.id(), 1));
        assertThat(labels.mutes(labelled)).isTrue();
        assertThat(labels.mutes(anomaly(200, 10.9, Anomaly.Direction.UP, Anomaly.Rule.RESIDUAL)))
                .isTrue();
        assertThat(labels.mutes(anomaly(200, 12, Anomaly.Direction.UP, Anomaly.Rule.RESIDUAL)))
                .isFalse();
        assertThat(labels.mutes(anomaly(200, 6, Anomaly.Direction.DOWN, Anomaly.Rule.RESIDUAL)))
                .isFalse();
        assertThat(labels.mutes(anomaly(200, 0, Anomaly.Direction.UP, Anomaly.Rule.SILENCE)))
                .isFalse();
        assertThat(labels.mutes(anomaly(90, 6, Anomaly.Direction.UP, Anomaly.Rule.RESIDUAL)))
                .as("what was before it stays as it was reported")
                .isFalse();
    }

    @Test
    void saysTheSameWheneverTheLabelCameAndAfterARewind() throws Exception {
        Engine told = begin();
        deliver(told, 0, FAULT + 4);
        Snapshot seen = told.snapshot();
        List<EngineCommand> labels =
                seen.anomalies().stream()
                        .filter(Anomaly::open)
                        .map(a -> say(seen, a, new Verdict.FalseAlarm()))
                        .toList();
        labels.forEach(told::apply);
        deliver(told, FAULT + 5, FAULT + 30);

        // Read back at the next start: known from the beginning, in force only from its time on.
        Engine restarted = begin();
        labels.forEach(restarted::apply);
        deliver(restarted, 0, FAULT + 4);
        assertThat(restarted.snapshot().anomalies()).isEqualTo(seen.anomalies());
        deliver(restarted, FAULT + 5, FAULT + 30);
        Snapshots.assertSame(restarted.snapshot(), told.snapshot());

        Instant point = RestorePoint.before(SmallShop.START, SmallShop.STEP, at(FAULT + 2));
        told.apply(new EngineCommand.Rewind(point));
        int closed = (int) RestorePoint.closedCells(SmallShop.START, SmallShop.STEP, point);
        deliver(told, closed, FAULT + 2);
        assertThat(told.snapshot().labels().none()).as("not yet said then").isTrue();
        assertThat(told.snapshot().reported()).anyMatch(Anomaly::open);
        deliver(told, FAULT + 3, FAULT + 30);
        Snapshots.assertSame(told.snapshot(), restarted.snapshot());
    }

    private Engine begin() {
        Engine engine = new Engine();
        engine.apply(shop.start());
        return engine;
    }

    private void deliver(Engine engine, int first, int last) {
        for (int cell = first; cell <= last; cell++) {
            EngineTest.deliver(engine, shop, cell, 1);
        }
    }

    private static Anomaly anomaly(
            int cell, double peak, Anomaly.Direction direction, Anomaly.Rule rule) {
        return new Anomaly(
                1,
                at(cell),
                at(cell + 3),
                Optional.empty(),
                direction,
                peak,
                Anomaly.Kind.SPIKE,
                rule,
                Method.LEVEL);
    }

    private static EngineCommand say(Snapshot shown, Anomaly anomaly, Verdict verdict) {
        return new EngineCommand.Label(
                AnomalyLabel.of(
                        anomaly,
                        shown.series().get(anomaly.series()).id(),
                        verdict,
                        shown.at(),
                        "because"));
    }

    private static Anomaly open(Snapshot snapshot, String series) {
        return snapshot.anomalies().stream()
                .filter(Anomaly::open)
                .filter(a -> SmallShop.SERIES.get(a.series()).id().toString().equals(series))
                .findFirst()
                .orElseThrow();
    }
}
