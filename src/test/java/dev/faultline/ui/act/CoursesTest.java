package dev.faultline.ui.act;

import static dev.faultline.engine.SmallShop.FAULT;
import static dev.faultline.engine.SmallShop.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.engine.Engine;
import dev.faultline.engine.EngineCommand;
import dev.faultline.engine.SmallShop;
import dev.faultline.engine.Snapshot;
import dev.faultline.model.ServiceId;
import dev.faultline.model.Signal;
import dev.faultline.model.TimeSpan;
import dev.faultline.remedy.Verdict;
import dev.faultline.remedy.Verification;
import dev.faultline.remedy.Verification.Course;
import dev.faultline.remedy.Verification.Earlier;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The small shop: its database is in trouble for twelve cells.
class CoursesTest {
    private static final ServiceId DB = new ServiceId("db");
    private static final Instant BEFORE = at(FAULT - 30);

    private static Snapshot shop(int last) {
        SmallShop shop = SmallShop.whole();
        try (Engine engine = new Engine()) {
            engine.apply(shop.start());
            for (int cell = 0; cell <= last; cell++) {
                TimeSpan fresh = new TimeSpan(at(cell - 1).plusMillis(1), at(cell));
                shop.read(fresh, batch -> engine.apply(new EngineCommand.Samples(batch)));
                engine.apply(new EngineCommand.Tick(at(cell)));
            }
            return engine.snapshot();
        }
    }

    @Test
    void aSeriesIsToldCellByCellFromBeforeTheTroubleUpToNow() {
        Snapshot shown = shop(FAULT + 6);
        List<Course> courses = Courses.of(shown, DB, Set.of(Signal.LATENCY), BEFORE, at(FAULT + 3));
        assertThat(courses).hasSize(1);
        Course course = courses.getFirst();
        assertThat(course.ends()).startsWith(BEFORE.toEpochMilli()).hasSize(37);
        assertThat(course.ends()).endsWith(shown.at().toEpochMilli());
        assertThat(course.observed()[36]).isGreaterThan(2 * course.observed()[0]);
        assertThat(course.sigma()).hasSize(37).doesNotContain(Double.NaN);
        assertThat(Courses.of(shown, DB, Set.of(Signal.DISK), BEFORE, at(FAULT + 3)))
                .as("no such series")
                .isEmpty();
        assertThat(Courses.of(shown, DB, EnumSet.allOf(Signal.class), BEFORE, at(FAULT + 3)))
                .as("of its four signals latency and errors were out of the ordinary")
                .hasSize(2);
    }

    @Test
    void whatWasDoneInTimeIsToldApartFromWhatDidNothing() {
        // The shop heals twelve cells into its fault, whatever is done to it.
        Snapshot healed = shop(FAULT + 18);
        assertThat(judged(healed, FAULT + 11)).containsInstanceOf(Verdict.CannotTell.class);
        assertThat(judged(shop(FAULT + 10), FAULT + 2)).containsInstanceOf(Verdict.DidNot.class);
    }

    private static Optional<Verdict> judged(Snapshot shown, int began) {
        return Verification.judge(
                new Verification.Case(
                        at(FAULT),
                        at(began),
                        at(began),
                        Duration.between(at(0), at(6)),
                        Courses.of(shown, DB, Set.of(Signal.LATENCY), BEFORE, at(began)),
                        List.of(),
                        .9,
                        .9,
                        shown.diagnosis().ranking().of(DB).orElseThrow().trouble(),
                        false),
                shown.at());
    }

    @Test
    void earlierTroubleIsThatOfItsKindAndEndsWhereSomebodyActed() {
        Snapshot later = shop(FAULT + 18);
        Instant next = later.at();
        Duration length = Duration.between(at(FAULT), at(FAULT + 12));
        assertThat(Courses.earlier(later, DB, Set.of(Signal.LATENCY), next, List.of()))
                .hasSize(3)
                .containsOnly(new Earlier(length, true));
        assertThat(Courses.earlier(later, DB, Set.of(Signal.LATENCY), next, List.of(at(FAULT + 4))))
                .as("somebody acted meanwhile")
                .containsOnly(new Earlier(Duration.between(at(FAULT), at(FAULT + 4)), false));
        assertThat(Courses.earlier(later, DB, Set.of(Signal.LATENCY), at(FAULT), List.of()))
                .as("the trouble itself is not earlier")
                .isEmpty();
        assertThat(Courses.earlier(shop(FAULT + 6), DB, Set.of(Signal.LATENCY), next, List.of()))
                .as("it goes on")
                .containsOnly(new Earlier(Duration.between(at(FAULT), at(FAULT + 6)), false));
    }
}
