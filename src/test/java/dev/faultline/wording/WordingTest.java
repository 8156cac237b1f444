package dev.faultline.wording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.cause.Explanation;
import dev.faultline.cause.Explanation.Part;
import dev.faultline.cause.Explanation.Relation;
import dev.faultline.cause.JointCause;
import dev.faultline.cause.Pin;
import dev.faultline.cause.RankedCause;
import dev.faultline.cause.Ranking;
import dev.faultline.cause.Sensitivity;
import dev.faultline.cause.Verdict;
import dev.faultline.cause.evidence.Check;
import dev.faultline.cause.evidence.SignalEvidence;
import dev.faultline.cause.inference.Exactness;
import dev.faultline.model.ChangeEvent;
import dev.faultline.model.Notice;
import dev.faultline.model.SeriesId;
import dev.faultline.model.SeriesInfo;
import dev.faultline.model.ServiceId;
import dev.faultline.model.Signal;
import dev.faultline.model.Unit;
import dev.faultline.signal.Anomaly;
import dev.faultline.signal.Deviation;
import dev.faultline.signal.Method;
import dev.faultline.topology.ComponentKind;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class WordingTest {
    private static final Instant AT = Instant.parse("2026-03-05T14:02:00Z");
    private static final ServiceId PAYMENTS = new ServiceId("payments");
    private static final SeriesInfo LATENCY =
            new SeriesInfo(SeriesId.of("payments", "latency_p95"), Unit.SECONDS, Signal.LATENCY);

    private final Wording wording = Wording.english();

    @Test
    void namesTheOneLikelyCauseWithItsPosterior() {
        Headline headline =
                wording.headline(ranking(0.97, "payments", 0.83, "ledger", 0.11), 36, 1);
        assertThat(headline.text()).isEqualTo("payments likely failing · 0.83");
        assertThat(headline.state()).isEqualTo(Headline.State.LIKELY);
        assertThat(headline.suspects()).containsExactly(PAYMENTS);
        assertThat(headline.figure()).isEqualTo(0.83);
    }

    @Test
    void namesTwoLikelyCausesTogether() {
        assertThat(wording.headline(ranking(1, "payments", 0.91, "ledger", 0.88), 36, 1).text())
                .isEqualTo("payments and ledger likely failing · 0.91 and 0.88");
    }

    @Test
    void saysThatItIsCalmWithTheHighestTrouble() {
        Headline headline = wording.headline(ranking(0.06, "payments", 0.4, "ledger", 0.3), 36, 1);
        assertThat(headline.text())
                .isEqualTo("No incident · highest 0.04 · watching 36 components");
        assertThat(headline.state()).isEqualTo(Headline.State.CALM);
        assertThat(headline.suspects()).isEmpty();
    }

    @Test
    void doesNotCallItCalmBeforeItKnowsWhatIsNormal() {
        Headline headline = wording.headline(ranking(0.06, "payments", 0.4), 36, 0.37);
        assertThat(headline.text()).isEqualTo("Learning what is normal · 37 % there");
        assertThat(headline.state()).isEqualTo(Headline.State.LEARNING);
    }

    @Test
    void neitherCallsAnIncidentNorDismissesItBetweenATenthAndAHalf() {
        Headline headline = wording.headline(ranking(0.37, "payments", 0.56, "ledger", 0.3), 36, 1);
        assertThat(headline.text()).isEqualTo("Incident possible · if so, suspect payments · 0.56");
        assertThat(headline.state()).isEqualTo(Headline.State.POSSIBLE);
        assertThat(headline.suspects()).containsExactly(PAYMENTS);
    }

    @Test
    void cannotTellWhereTheMarginIsSmall() {
        Headline headline =
                wording.headline(
                        ranking(0.9, "payments", 0.31, "ledger", 0.29, "cache", 0.05), 36, 1);
        assertThat(headline.text()).isEqualTo("Cannot tell: payments 0.31 or ledger 0.29");
        assertThat(headline.state()).isEqualTo(Headline.State.UNSURE);
    }

    @Test
    void namesAtMostThreeOfManyEquals() {
        assertThat(
                        wording.headline(ranking(0.9, "a", 0.2, "b", 0.2, "c", 0.2, "d", 0.2), 4, 1)
                                .text())
                .isEqualTo("Cannot tell: a 0.20, b 0.20 or c 0.20");
    }

    @Test
    void suspectsWhoIsWellAheadYetUnlikely() {
        assertThat(wording.headline(ranking(0.9, "payments", 0.41, "ledger", 0.12), 36, 1).text())
                .isEqualTo("payments suspected · 0.41");
    }

    @Test
    void hasAHeadlineForAnIncidentWithoutComponents() {
        assertThat(wording.headline(ranking(0.9), 0, 1).text())
                .isEqualTo("Incident likely · 0.90 · no component to suspect");
    }

    @Test
    void saysEvidenceInCellsAndInOneLine() {
        EvidenceWords words = wording.evidence(evidence(1.83, 0.21, 0.2, 14.24, 12.5, 1));
        assertThat(words.observed()).isEqualTo("1.83 s");
        assertThat(words.expected()).isEqualTo("210 ms");
        assertThat(words.sigma()).isEqualTo("+12.5 σ");
        assertThat(words.logBayes()).isEqualTo("+3.10");
        assertThat(words.remark()).isEmpty();
        assertThat(words.sentence())
                .isEqualTo(
                        "latency_p95: 1.83 s, expected 210 ms (+12.5 σ, trend and season (STL)) ·"
                                + " ln Bayes +3.10");
    }

    @Test
    void remarksThatASeriesWasOffBeforeTheOnset() {
        assertThat(wording.evidence(evidence(1.83, 0.21, 1.8, 14.2, 0.4, 1)).remark())
                .isEqualTo("was +15.9 σ off before the onset too");
    }

    @Test
    void saysThatASeriesFellSilent() {
        EvidenceWords words =
                wording.evidence(evidence(Double.NaN, 0.21, 0.2, Double.NaN, Double.NaN, 0));
        assertThat(words.observed()).isEqualTo("no data");
        assertThat(words.sigma()).isEqualTo("–");
        assertThat(words.sentence())
                .startsWith(
                        "latency_p95 fell silent: 0 % of its values since the onset, usually 100 %");
    }

    @Test
    void wordsEveryFindingAndEveryChangeThatTheFirstPlaceHangsOn() {
        ServiceId ledger = new ServiceId("ledger");
        List<Pin> pins = new ArrayList<>();
        pins.add(new Pin.Healthy(ledger));
        pins.add(new Pin.Healthy(ledger, 0.9, 0.95));
        pins.add(new Pin.InTrouble(ledger));
        pins.add(new Pin.IsCause(ledger));
        pins.add(new Pin.NotCause(ledger));
        for (Check check : Check.values()) {
            for (Pin.Outcome outcome : Pin.Outcome.values()) {
                pins.add(new Pin.Checked(ledger, check, outcome));
            }
        }
        assertThat(pins.stream().map(wording::pin).toList())
                .doesNotHaveDuplicates()
                .contains(
                        "ledger was checked, it is fine",
                        "ledger is not the cause",
                        "the owner's word of ledger: abnormal");
        List<Sensitivity.Change> changes =
                List.of(
                        new Sensitivity.Unseen(ledger, 3, PAYMENTS),
                        new Sensitivity.Unpinned(new Pin.IsCause(ledger), PAYMENTS),
                        new Sensitivity.Prior(PAYMENTS, 2.5, PAYMENTS),
                        new Sensitivity.Prior(ledger, 0.4, PAYMENTS),
                        new Sensitivity.Trust(0.5, PAYMENTS),
                        new Sensitivity.Trust(2, PAYMENTS),
                        new Sensitivity.Strength(PAYMENTS, ledger, 0.25, PAYMENTS),
                        new Sensitivity.Strength(PAYMENTS, ledger, 4, PAYMENTS));
        assertThat(changes.stream().map(wording.answers()::change).toList())
                .doesNotHaveDuplicates()
                .contains(
                        "payments would be first without what was seen of ledger",
                        "payments would be first if a fault of its own were 2.5 times as likely"
                                + " before looking",
                        "payments would be first if all measurements weighed 2.0 times less");
    }

    @Test
    void wordsEveryVerdict() {
        List<Verdict> verdicts = new ArrayList<>();
        verdicts.add(new Verdict.Clear(PAYMENTS, 0.3));
        verdicts.add(new Verdict.Together(List.of(PAYMENTS, new ServiceId("ledger"))));
        verdicts.add(new Verdict.Tie(List.of(PAYMENTS, new ServiceId("ledger"))));
        for (Verdict.Reason reason : Verdict.Reason.values()) {
            verdicts.add(new Verdict.CannotTell(reason));
        }
        assertThat(verdicts.stream().map(wording.answers()::verdict).toList())
                .doesNotHaveDuplicates()
                .contains(
                        "payments is ahead of all others by 0.30.",
                        "Not told apart: payments and ledger. The order between them means"
                                + " little.");
    }

    @Test
    void wordsEveryPartOfAnExplanation() {
        List<Part> parts = new ArrayList<>();
        parts.add(new Part.Prior(-3));
        parts.add(new Part.Own(evidence(1.83, 0.21, 0.2, 14, 12, 1), 3));
        for (Relation relation : Relation.values()) {
            parts.add(new Part.Neighbour(new ServiceId("ledger"), relation, 1, 0.4));
            parts.add(new Part.Neighbour(new ServiceId("ledger"), relation, 1, -0.4));
            parts.add(new Part.Neighbour(new ServiceId("ledger"), relation, -1, 0.4));
            parts.add(new Part.Neighbour(new ServiceId("ledger"), relation, -1, -0.4));
        }
        parts.add(new Part.Changed(deploy(), 1));
        parts.add(new Part.Pinned(new Pin.NotCause(PAYMENTS), -2));
        parts.add(new Part.Remainder(0.1));
        List<String> sentences = parts.stream().map(wording::part).toList();
        assertThat(sentences)
                .doesNotHaveDuplicates()
                .contains(
                        "latency_p95 is 1.83 s, expected 210 ms (+12.0 σ)",
                        "ledger depends on it and is in trouble",
                        "ledger, which it depends on, may explain its trouble",
                        "Deploy at 14:02: v2.3");
        assertThat(wording.sum(new Explanation(PAYMENTS, parts, List.of(), Math.log(0.83 / 0.17))))
                .isEqualTo("Posterior 0.83 (log odds +1.59)");
    }

    @Test
    void saysWhoWouldBeTheCausesTogether() {
        assertThat(wording.joint(joint("payments"))).isEqualTo("payments alone");
        assertThat(wording.joint(joint("a", "b", "c"))).isEqualTo("a, b and c, nobody else");
        assertThat(wording.joint(joint())).isEqualTo("no component has a fault of its own");
    }

    @Test
    void saysHowFarTheNumbersMayBeOff() {
        assertThat(wording.exactness(new Exactness.Exact())).isEqualTo("exact");
        assertThat(wording.exactness(new Exactness.Within(0.0123)))
                .isEqualTo("within 0.013 of exact");
        assertThat(wording.exactness(new Exactness.Sampled(40_000, 0.02)))
                .isEqualTo("sampled: 40,000 draws, 95 % within 0.020");
    }

    @Test
    void tellsAnomaliesAndChanges() {
        Anomaly anomaly =
                new Anomaly(
                        0,
                        AT,
                        AT.plusSeconds(60),
                        Optional.empty(),
                        Anomaly.Direction.UP,
                        14.2,
                        Anomaly.Kind.LEVEL_SHIFT,
                        Anomaly.Rule.RESIDUAL,
                        Method.STL);
        assertThat(wording.anomaly(anomaly, LATENCY))
                .isEqualTo("payments latency_p95 above what was expected, up to 14.2 σ, lasts");
        assertThat(wording.change(deploy())).isEqualTo("Deploy of payments: v2.3");
        assertThat(wording.notice(Notice.warning("x was left out.")))
                .isEqualTo("Warning: x was left out.");
    }

    @ParameterizedTest
    @EnumSource(Signal.class)
    void knowsEverySignal(Signal signal) {
        assertThat(wording.signal(signal)).isNotBlank();
    }

    @Test
    void knowsEveryOtherName() {
        assertThat(
                        Stream.of(
                                        Stream.of(ComponentKind.values()).map(wording::kind),
                                        Stream.of(ChangeEvent.Kind.values()).map(wording::kind),
                                        Stream.of(Method.values()).map(wording::method),
                                        Stream.of(Anomaly.Rule.values()).map(wording::rule),
                                        Stream.of(Relation.values()).map(wording::relation))
                                .flatMap(names -> names))
                .allSatisfy(name -> assertThat(name).isNotBlank());
    }

    @ParameterizedTest
    @CsvSource({
        "0.000023, SECONDS, 23 µs",
        "0.1832, SECONDS, 183 ms",
        "1.8349, SECONDS, 1.83 s",
        "0.0123, RATIO, 1.23 %",
        "99.87, PERCENT, 99.9 %",
        "1203.4, PER_SECOND, 1203/s",
        "23456, PER_SECOND, 23.5k/s",
        "536870912, BYTES, 512 MiB",
        "-2.5, COUNT, −2.50",
        "0, SECONDS, 0 s",
        "0.00001, COUNT, <0.001",
        "NaN, COUNT, –",
    })
    void showsValuesInTheirUnit(double value, Unit unit, String text) {
        assertThat(Figures.value(value, unit)).isEqualTo(text);
    }

    @Test
    void neverRoundsAProbabilityToCertainty() {
        assertThat(
                        Stream.of(0.0, 0.001, 0.05, 0.994, 0.9991, 1.0)
                                .map(Figures::probability)
                                .toList())
                .containsExactly("0.00", "<0.01", "0.05", "0.99", ">0.99", "1.00");
    }

    @Test
    void showsTimesInUtcAndLengthsInTwoParts() {
        assertThat(Figures.moment(AT)).isEqualTo("2026-03-05 14:02");
        assertThat(Figures.clock(AT.plusSeconds(11))).isEqualTo("14:02:11");
        assertThat(
                        Stream.of(40, 720, 750, 3660, 187_200)
                                .map(s -> Figures.duration(Duration.ofSeconds(s)))
                                .toList())
                .containsExactly("40 s", "12 min", "12 min 30 s", "1 h 1 min", "2 d 4 h");
    }

    private static ChangeEvent deploy() {
        return new ChangeEvent(AT, PAYMENTS, ChangeEvent.Kind.DEPLOY, "v2.3");
    }

    private static JointCause joint(String... names) {
        return new JointCause(Stream.of(names).map(ServiceId::new).toList(), 0.5);
    }

    private static SignalEvidence evidence(
            double observed,
            double expected,
            double before,
            double zExpected,
            double zBefore,
            double present) {
        return new SignalEvidence(
                new Deviation(
                        LATENCY,
                        0,
                        observed,
                        expected,
                        before,
                        0.1,
                        zExpected,
                        zBefore,
                        present,
                        1,
                        Method.STL),
                3.1,
                false);
    }

    /// Name and P(cause) in turns; P(in trouble) is a tenth of P(cause).
    private static Ranking ranking(double incident, Object... nameAndCause) {
        List<RankedCause> causes = new ArrayList<>();
        for (int i = 0; i < nameAndCause.length; i += 2) {
            double cause = ((Number) nameAndCause[i + 1]).doubleValue();
            causes.add(
                    new RankedCause(
                            causes.size() + 1,
                            new ServiceId((String) nameAndCause[i]),
                            cause,
                            cause / 10));
        }
        return new Ranking(incident, causes, new Exactness.Exact());
    }
}
