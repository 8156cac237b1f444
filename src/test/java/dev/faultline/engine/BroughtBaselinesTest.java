package dev.faultline.engine;

import static dev.faultline.engine.SmallShop.CELLS;
import static dev.faultline.engine.SmallShop.FAULT;
import static dev.faultline.engine.SmallShop.at;
import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.model.Notice;
import dev.faultline.signal.Baselines;
import dev.faultline.signal.Method;
import dev.faultline.signal.SeasonClock;
import dev.faultline.signal.SpecialDays;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BroughtBaselinesTest {
    private final SmallShop shop = SmallShop.whole();

    @Test
    void aWorkbenchOpenedInAnOutageKnowsNormalAtOnce() throws IOException {
        Baselines learned = Baselines.of(learned().bytes(), "F", SeasonClock.UTC);
        Engine opened = new Engine();
        opened.apply(startingAt(FAULT));
        opened.apply(new EngineCommand.Known(learned));
        for (int cell = FAULT; cell < FAULT + 4; cell++) {
            EngineTest.deliver(opened, shop, cell, 1);
        }
        Snapshot snapshot = opened.snapshot();
        assertThat(snapshot.onset()).as("seed %d", SmallShop.SEED).contains(at(FAULT));
        assertThat(snapshot.history().method(0)).isEqualTo(Method.STL);
        assertThat(snapshot.history().learned(1)).isEqualTo(1);
        assertThat(snapshot.diagnosis().ranking().top().orElseThrow().service().value())
                .isEqualTo("db");
        assertThat(snapshot.notices())
                .extracting(Notice::text)
                .anyMatch(text -> text.contains("Of 12 series here, 12 are known from 'shop'"));

        Engine ignorant = new Engine();
        ignorant.apply(startingAt(FAULT));
        for (int cell = FAULT; cell < FAULT + 4; cell++) {
            EngineTest.deliver(ignorant, shop, cell, 1);
        }
        assertThat(ignorant.snapshot().onset()).isEmpty();
    }

    @Test
    void aSeasonBroughtAlongOutlivesTheFirstShortFits() {
        Engine opened = new Engine();
        opened.apply(startingAt(0));
        opened.apply(new EngineCommand.Known(learned()));
        for (int cell = 0; cell < 280; cell++) {
            EngineTest.deliver(opened, shop, cell, 1);
        }
        assertThat(opened.snapshot().history().method(0)).isEqualTo(Method.STL);
        for (int cell = 280; cell < CELLS; cell++) {
            EngineTest.deliver(opened, shop, cell, 1);
        }
        assertThat(opened.snapshot().history().method(0)).isEqualTo(Method.STL);
    }

    @Test
    void comesBackWithARewindToTheBeginning() {
        Engine opened = new Engine();
        opened.apply(startingAt(0));
        opened.apply(new EngineCommand.Known(learned()));
        for (int cell = 0; cell < 70; cell++) {
            EngineTest.deliver(opened, shop, cell, 1);
        }
        Snapshot before = opened.snapshot();
        opened.apply(new EngineCommand.Rewind(at(0)));
        for (int cell = 0; cell < 70; cell++) {
            EngineTest.deliver(opened, shop, cell, 1);
        }
        Snapshots.assertSame(opened.snapshot(), before);
    }

    @Test
    void keepsEveryBitAndSaysInOneSentenceWhatItCannotRead() throws IOException {
        byte[] bytes = learned().bytes();
        assertThat(Baselines.of(bytes, "F", SeasonClock.UTC).bytes()).isEqualTo(bytes);
        assertThat(bytes.length / SmallShop.SERIES.size()).as("bytes a series").isLessThan(1000);
        assertThat(
                        refused(
                                "a,b,c,1,2,3,4,5,6,7,8,9"
                                        .getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                .isEqualTo("F is no baseline file; 'faultline baseline save' writes one.");
        assertThat(refused(new byte[0])).contains("no baseline file");
        for (int length : new int[] {21, bytes.length / 2, bytes.length - 1}) {
            assertThat(refused(Arrays.copyOf(bytes, length))).contains("cut short or damaged");
        }
        byte[] damaged = bytes.clone();
        damaged[bytes.length / 3] ^= 4;
        assertThat(refused(damaged)).contains("cut short or damaged");
        byte[] later = bytes.clone();
        later[11] = 9;
        assertThat(refused(later)).contains("version 9", "reads version 1");
    }

    @Test
    void saysNothingAboutAnotherStepOrTimeZone() {
        Baselines learned = learned();
        SeasonClock berlin = new SeasonClock(ZoneId.of("Europe/Berlin"), SpecialDays.NONE);
        assertThat(learned.misfit(600_000, SeasonClock.UTC)).isEmpty();
        assertThat(learned.misfit(60_000, SeasonClock.UTC).orElseThrow())
                .contains("600 s a value, here it is 60 s");
        assertThat(learned.misfit(600_000, berlin).orElseThrow()).contains("Europe/Berlin");
        Engine other = new Engine();
        other.apply(
                new EngineCommand.Start(
                        shop.start().topology(),
                        SmallShop.SERIES,
                        SmallShop.START,
                        Duration.ofMinutes(1)));
        other.apply(new EngineCommand.Known(learned));
        assertThat(other.snapshot().notices())
                .singleElement()
                .satisfies(n -> assertThat(n.text()).endsWith("They were left out."));
    }

    @Test
    void countsWhatIsNotFoundAgain() {
        Engine fewer = new Engine();
        fewer.apply(
                new EngineCommand.Start(
                        shop.start().topology(),
                        SmallShop.SERIES.subList(0, 5),
                        SmallShop.START,
                        SmallShop.STEP));
        Baselines all = learned();
        List<Baselines.Known> some = all.series().subList(2, 12);
        fewer.apply(
                new EngineCommand.Known(
                        new Baselines("some", all.at(), all.stepMillis(), all.zone(), some)));
        assertThat(fewer.snapshot().notices())
                .extracting(Notice::text)
                .singleElement()
                .asString()
                .startsWith("Of 5 series here, 3 are known from 'some'")
                .endsWith("2 are not, and 7 of its series are not here.");
    }

    private Baselines learned() {
        Engine engine = new Engine();
        engine.apply(shop.start());
        for (int cell = 0; cell < FAULT; cell++) {
            EngineTest.deliver(engine, shop, cell, 1);
        }
        return engine.baselines("shop");
    }

    private EngineCommand.Start startingAt(int cell) {
        return new EngineCommand.Start(
                shop.start().topology(), SmallShop.SERIES, at(cell), SmallShop.STEP);
    }

    private static String refused(byte[] bytes) {
        Optional<String> sentence = Optional.empty();
        try {
            Baselines.of(bytes, "F", SeasonClock.UTC);
        } catch (IOException e) {
            sentence = Optional.ofNullable(e.getMessage());
        }
        assertThat(sentence).as("refused").isPresent();
        return sentence.orElseThrow();
    }
}
