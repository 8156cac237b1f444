package dev.faultline.remedy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class VerificationTest {
    private static final Instant ZERO = Instant.parse("2026-03-02T10:00:00Z");
    private static final Duration WITHIN = Duration.ofMinutes(10);

    /// A level of 100 with sigma 2 that is 40 higher from the onset on until it heals, a cell a
    /// minute; the expected value follows the trouble as a model does that adapts.
    private static Verification.Course course(
            Random random, int onset, int healed, int until, boolean followed) {
        int n = until + 1;
        long[] ends = new long[n];
        double[] observed = new double[n];
        double[] expected = new double[n];
        double[] trend = new double[n];
        double[] sigma = new double[n];
        for (int i = 0; i < n; i++) {
            ends[i] = ZERO.plusSeconds(60L * i).toEpochMilli();
            boolean off = i >= onset && i < healed;
            observed[i] = 100 + 2 * random.nextGaussian() + (off ? 40 : 0);
            trend[i] = followed && i > onset + 20 ? 140 : 100;
            expected[i] = trend[i];
            sigma[i] = 2;
        }
        return new Verification.Course(ends, observed, expected, trend, sigma);
    }

    private static Verification.Case run(
            Verification.Course course,
            int onset,
            int started,
            double trouble,
            List<Verification.Earlier> earlier) {
        return new Verification.Case(
                minute(onset),
                minute(started),
                minute(started),
                WITHIN,
                List.of(course),
                earlier,
                .9,
                .1,
                trouble,
                false);
    }

    private static Instant minute(int minute) {
        return ZERO.plus(Duration.ofMinutes(minute));
    }

    /// Judged at each cell, as the window does, until something is said.
    private static Verdict judged(
            Random random, int onset, int started, int healed, List<Verification.Earlier> earlier) {
        int last = started + (int) WITHIN.toMinutes() + 5;
        Verification.Course all = course(random, onset, healed, last, false);
        for (int now = started; now <= last; now++) {
            Optional<Verdict> said =
                    Verification.judge(
                            run(cut(all, now + 1), onset, started, now < healed ? .9 : .1, earlier),
                            minute(now));
            if (said.isPresent()) {
                return said.get();
            }
        }
        throw new AssertionError("nothing was said within " + last + " cells");
    }

    private static Verification.Course cut(Verification.Course course, int n) {
        return new Verification.Course(
                java.util.Arrays.copyOf(course.ends(), n),
                java.util.Arrays.copyOf(course.observed(), n),
                java.util.Arrays.copyOf(course.expected(), n),
                java.util.Arrays.copyOf(course.trend(), n),
                java.util.Arrays.copyOf(course.sigma(), n));
    }

    @Test
    void whatComesBackRightAfterALongTroubleWorked() {
        Verdict said = judged(new Random(1), 60, 120, 122, List.of());
        assertThat(said).isInstanceOf(Verdict.Worked.class);
        assertThat(said.figures().before()).isBetween(15.0, 25.0);
        assertThat(said.figures().after()).isLessThan(Verification.USUAL);
        assertThat(said.figures().byItself()).isLessThanOrEqualTo(Verification.RARELY);
    }

    @Test
    void whatStaysDidNotAndWhatGrowsIsWorse() {
        assertThat(judged(new Random(2), 60, 120, 1_000, List.of()))
                .isInstanceOf(Verdict.DidNot.class);
        Verification.Course off = course(new Random(3), 60, 1_000, 131, false);
        for (int i = 121; i <= 131; i++) {
            off.observed()[i] += 60;
        }
        assertThat(Verification.judge(run(off, 60, 120, .9, List.of()), minute(131)))
                .containsInstanceOf(Verdict.Worse.class);
    }

    @Test
    void aLevelThatTheModelHasAcceptedIsNoCure() {
        Verification.Course followed = course(new Random(4), 60, 1_000, 131, true);
        assertThat(Verification.judge(run(followed, 60, 120, .1, List.of()), minute(131)))
                .containsInstanceOf(Verdict.DidNot.class);
    }

    @Test
    void nothingIsToldOfWhatWasNotHeard() {
        Verification.Course silent = course(new Random(5), 60, 1_000, 131, false);
        for (int i = 119; i <= 131; i++) {
            silent.observed()[i] = Double.NaN;
        }
        assertThat(Verification.judge(run(silent, 60, 120, .9, List.of()), minute(131)))
                .hasValueSatisfying(said ->
                        assertThat(said)
                                .isEqualTo(
                                        new Verdict.CannotTell(
                                                said.figures(), Verdict.Reason.TOO_LITTLE_DATA)));
        assertThat(Verification.judge(run(silent, 60, 120, .9, List.of()), minute(125))).isEmpty();
    }

    @Test
    void earlierTroubleThatOftenWentAwayByItselfIsHeldAgainstIt() {
        List<Verification.Earlier> often =
                IntStream.range(0, 30)
                        .mapToObj(i ->
                                new Verification.Earlier(Duration.ofMinutes(61 + i % 10), true))
                        .toList();
        assertThat(judged(new Random(6), 60, 120, 122, often))
                .isInstanceOf(Verdict.CannotTell.class);
        List<Verification.Earlier> never =
                IntStream.range(0, 400)
                        .mapToObj(_ -> new Verification.Earlier(Duration.ofHours(5), true))
                        .toList();
        assertThat(judged(new Random(7), 60, 80, 82, never)).isInstanceOf(Verdict.Worked.class);
        assertThat(judged(new Random(7), 60, 80, 82, List.of()))
                .as("the same, and nothing known of earlier")
                .isInstanceOf(Verdict.CannotTell.class);
    }

    static Stream<Arguments> lengths() {
        return Stream.of(
                Arguments.of("exponential", of(r -> -60 * Math.log(1 - r.nextDouble()))),
                Arguments.of("log-normal", of(r -> 30 * Math.exp(1.2 * r.nextGaussian()))),
                Arguments.of("always the same", of(_ -> 90)),
                Arguments.of(
                        "short or long", of(r -> r.nextBoolean() ? 15 : 600 * r.nextDouble())));
    }

    private static ToDoubleFunction<Random> of(ToDoubleFunction<Random> length) {
        return length;
    }

    /// A placebo, at any moment of trouble that goes away by itself or a few minutes after it
    /// began; with what is known of two hundred earlier troubles of the kind, of few, and of none.
    @ParameterizedTest(name = "{0}")
    @MethodSource("lengths")
    void aPlaceboRarelyWorks(String name, ToDoubleFunction<Random> length) {
        for (int known : new int[] {0, 8, 200}) {
            Random random = new Random(20261129 + known);
            int runs = 4_000;
            int[] worked = new int[2];
            for (int i = 0; i < runs; i++) {
                List<Verification.Earlier> earlier =
                        IntStream.range(0, known)
                                .mapToObj(_ ->
                                        new Verification.Earlier(
                                                Duration.ofMillis(
                                                        (long)
                                                                (60_000
                                                                        * length.applyAsDouble(
                                                                                random))),
                                                true))
                                .toList();
                int onset = 30;
                int lasts = Math.max(1, (int) Math.round(length.applyAsDouble(random)));
                int started =
                        onset
                                + (i % 2 == 0
                                        ? (int) (random.nextDouble() * lasts)
                                        : Math.min(lasts - 1, 5));
                Verdict said = judged(random, onset, started, onset + lasts, earlier);
                worked[i % 2] += said instanceof Verdict.Worked ? 1 : 0;
            }
            System.out.printf(
                    "placebo %s %d: %.3f %.3f%n",
                    name, known, 2.0 * worked[0] / runs, 2.0 * worked[1] / runs);
            for (int early = 0; early < 2; early++) {
                assertThat(2.0 * worked[early] / runs)
                        .as(
                                "%s, %d earlier known, %s, seed %d",
                                name,
                                known,
                                early == 0 ? "at any moment" : "after five minutes",
                                20261129 + known)
                        .isLessThanOrEqualTo(0.05);
            }
        }
    }
}
