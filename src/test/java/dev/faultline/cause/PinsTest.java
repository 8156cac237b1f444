package dev.faultline.cause;

import static dev.faultline.cause.Shop.CACHE;
import static dev.faultline.cause.Shop.DB;
import static dev.faultline.cause.Shop.SHOP;
import static dev.faultline.cause.Shop.WEB;
import static dev.faultline.cause.Shop.pins;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.faultline.cause.evidence.Check;
import dev.faultline.cause.inference.CauseNetwork;
import dev.faultline.cause.inference.Evidence;
import dev.faultline.model.ServiceId;
import java.text.ParseException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PinsTest {
    private final Diagnosis measured = Shop.diagnose(Shop.slow());
    private final CauseNetwork network = Shop.network(Shop.slow());
    private final Evidence seen = Shop.evidence(Shop.slow());

    @Test
    void theFourMeaningsGiveWhatTheSumOverAllWorldsGives() {
        int db = 2;
        double inf = Double.POSITIVE_INFINITY;
        equal(measured.ranking(), new Worlds(network, seen));
        equal(with(new Pin.Healthy(DB)), new Worlds(network, seen.with(db, -inf, 0)));
        equal(with(new Pin.InTrouble(DB)), new Worlds(network, seen.with(db, inf, 0)));
        equal(with(new Pin.IsCause(DB)), new Worlds(network, seen.with(db, seen.trouble(db), inf)));
        equal(
                with(new Pin.NotCause(DB)),
                new Worlds(network, seen.with(db, seen.trouble(db), -inf)));
        double unsure = Math.log(0.1 / 0.95);
        equal(
                with(new Pin.Healthy(DB, 0.9, 0.95)),
                new Worlds(network, seen.with(db, seen.trouble(db) + unsure, 0)));
    }

    @Test
    void aHealthyOneIsNoCauseYetOneThatIsNoCauseMayBeInTrouble() {
        RankedCause healthy = with(new Pin.Healthy(SHOP)).of(SHOP).orElseThrow();
        RankedCause ruledOut = with(new Pin.NotCause(SHOP)).of(SHOP).orElseThrow();
        RankedCause inTrouble = with(new Pin.InTrouble(SHOP)).of(SHOP).orElseThrow();
        RankedCause guilty = with(new Pin.IsCause(SHOP)).of(SHOP).orElseThrow();

        assertThat(List.of(healthy.cause(), healthy.trouble())).containsExactly(0.0, 0.0);
        assertThat(ruledOut.cause()).isZero();
        assertThat(ruledOut.trouble()).isGreaterThan(0.9);
        assertThat(inTrouble.trouble()).isEqualTo(1, within(1e-12));
        assertThat(inTrouble.cause()).isBetween(0.01, 0.9);
        assertThat(guilty.cause()).isEqualTo(1, within(1e-12));
    }

    @Test
    void whatIsCertainlyWrongSomewhereIsAnIncidentForSure() {
        Diagnosis calm = Shop.diagnose(List.of(Shop.latency(WEB, 0)));
        assertThat(calm.ranking().incident()).isLessThan(0.1);
        assertThat(calm.with(pins(new Pin.InTrouble(WEB))).ranking().incident()).isEqualTo(1);
    }

    @Test
    void aCheckTakesThePlaceOfWhatItsSeriesSaid() {
        Ranking unmeasured =
                Shop.diagnose(List.of(Shop.latency(WEB, 9), Shop.latency(SHOP, 10)))
                        .with(pins(new Pin.Checked(DB, Check.LATENCY, Pin.Outcome.NORMAL)))
                        .ranking();
        Ranking replaced = with(new Pin.Checked(DB, Check.LATENCY, Pin.Outcome.NORMAL));
        // Not the same edges: strengths follow the measured magnitudes, which are not replaced.
        double log = Shop.P.checks().get(Check.LATENCY).logBayes(false);
        equal(replaced, new Worlds(network, seen.with(2, log, 0)));
        assertThat(unmeasured.of(DB).orElseThrow().cause()).isLessThan(0.3);
    }

    @Test
    void undoingGivesTheSameNumbersBitByBit() {
        Pins before = pins(new Pin.NotCause(SHOP));
        Pins after =
                before.with(new Pin.Healthy(DB), Shop.ONSET, "ines")
                        .without(new Pin.NotCause(SHOP));

        assertThat(after.undo().undo()).isEqualTo(before);
        assertThat(measured.with(after).with(after.undo().undo()).ranking())
                .isEqualTo(measured.with(before).ranking());
        assertThat(measured.with(before).with(before.undo()).ranking())
                .isEqualTo(measured.ranking());
    }

    @Test
    void keepsOneStanceASubjectAndUndoBringsTheFormerBack() {
        Pins pins = pins(new Pin.Healthy(DB), new Pin.NotCause(DB), new Pin.InTrouble(DB));
        assertThat(pins.pins()).containsExactly(new Pin.NotCause(DB), new Pin.InTrouble(DB));
        assertThat(pins.undo().pins()).containsExactly(new Pin.Healthy(DB), new Pin.NotCause(DB));
        assertThat(pins.entries().getFirst().by()).isEqualTo("ines");
        assertThat(pins.steps()).isEqualTo(3);
        assertThat(pins.undo().steps()).isEqualTo(2);
        assertThat(Pins.NONE.canUndo()).isFalse();
        assertThat(Pins.NONE.undo()).isEqualTo(Pins.NONE);
    }

    @Test
    void namesThePinsThatContradictEachOtherAndKeepsTheOthers() {
        Pins pins = pins(new Pin.Healthy(DB), new Pin.NotCause(WEB), new Pin.IsCause(DB));
        Diagnosis diagnosis = measured.with(pins);

        assertThat(diagnosis.contradictory())
                .containsExactly(new Pin.Healthy(DB), new Pin.IsCause(DB));
        assertThat(diagnosis.verdict())
                .isEqualTo(new Verdict.CannotTell(Verdict.Reason.CONTRADICTION));
        assertThat(diagnosis.pins()).isEqualTo(pins);
        assertThat(diagnosis.ranking())
                .isEqualTo(measured.with(pins(new Pin.NotCause(WEB))).ranking());
    }

    @Test
    void findsAContradictionThatOnlyTheGraphKnows() {
        // db depends on nobody: in trouble without a fault of its own it can't be.
        Diagnosis diagnosis = measured.with(pins(new Pin.InTrouble(DB), new Pin.NotCause(DB)));
        assertThat(diagnosis.contradictory()).hasSize(2);
        assertThat(diagnosis.ranking().causes())
                .allSatisfy(c -> assertThat(c.cause()).isBetween(0.0, 1.0));
    }

    @Test
    void saysThatNobodyIsLeftWhereAllAreRuledOut() {
        Diagnosis diagnosis =
                measured.with(
                        pins(
                                new Pin.NotCause(WEB),
                                new Pin.NotCause(SHOP),
                                new Pin.NotCause(DB),
                                new Pin.NotCause(CACHE)));
        assertThat(diagnosis.contradictory()).isEmpty();
        assertThat(diagnosis.verdict())
                .isEqualTo(new Verdict.CannotTell(Verdict.Reason.NOBODY_LEFT));
        assertThat(diagnosis.ranking().incident()).isZero();
        assertThat(diagnosis.nextChecks(3)).isEmpty();
        assertThat(diagnosis.explain(DB).posteriorLogOdds()).isFinite();
        assertThat(diagnosis.whatIf(DB).effects()).allSatisfy(e -> assertThat(e.after()).isZero());
    }

    @Test
    void keepsAPinOnAComponentThatIsGoneAndSaysThatItHasNoEffect() {
        Pin gone = new Pin.Healthy(new ServiceId("gone"));
        Diagnosis diagnosis = measured.with(pins(gone));
        assertThat(diagnosis.withoutEffect()).containsExactly(gone);
        assertThat(diagnosis.pins().pins()).containsExactly(gone);
        assertThat(diagnosis.ranking()).isEqualTo(measured.ranking());
    }

    @Test
    void showsWhatWasBelievedWithoutThePins() {
        Diagnosis diagnosis = measured.with(pins(new Pin.Healthy(DB)));
        assertThat(diagnosis.before()).isEqualTo(measured.ranking());
        assertThat(diagnosis.ranking()).isNotEqualTo(diagnosis.before());
    }

    @Test
    void jointSetsKnowThePins() {
        Diagnosis pinned = measured.with(pins(new Pin.IsCause(CACHE)));
        assertThat(pinned.joint()).isNotEmpty();
        assertThat(pinned.joint().getFirst().components()).contains(CACHE);
        double sum = pinned.joint().stream().mapToDouble(JointCause::probability).sum();
        assertThat(sum).isBetween(0.8, 1 + 1e-9);
        assertThat(pinned.joint())
                .filteredOn(j -> !j.components().contains(CACHE))
                .allSatisfy(j -> assertThat(j.probability()).isZero());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "healthy:db-1",
                "healthy@0.9/0.95:db-1",
                "trouble:db-1",
                "cause:a:b",
                "not-cause:db-1",
                "normal:a:b:latency",
                "abnormal:sms-provider:status-page",
                "unknown:db-1:owner"
            })
    void readsWhatItWrites(String text) throws ParseException {
        assertThat(Pin.parse(text).text()).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "db-1                | names no component",
                "healthy:            | names no component",
                "broken:db-1         | is no finding",
                "healthy@0.9:db-1    | sensitivity and specificity",
                "healthy@2/0.9:db-1  | sensitivity and specificity",
                "normal:db-1         | does not end with a check",
                "normal:db-1:colour  | does not end with a check",
            })
    void saysWhatIsWrongWithAFinding(String text, String sentence) {
        assertThatThrownBy(() -> Pin.parse(text))
                .isInstanceOf(ParseException.class)
                .hasMessageContaining(sentence);
    }

    private Ranking with(Pin pin) {
        return measured.with(pins(pin)).ranking();
    }

    private static void equal(Ranking ranking, Worlds worlds) {
        List<ServiceId> order = List.of(WEB, SHOP, DB, CACHE);
        for (int i = 0; i < order.size(); i++) {
            RankedCause cause = ranking.of(order.get(i)).orElseThrow();
            assertThat(cause.cause())
                    .as("%s", cause.service())
                    .isCloseTo(worlds.fault[i], within(1e-9));
            assertThat(cause.trouble() / ranking.incident())
                    .as("%s", cause.service())
                    .isCloseTo(worlds.trouble[i], within(1e-9));
        }
    }
}
