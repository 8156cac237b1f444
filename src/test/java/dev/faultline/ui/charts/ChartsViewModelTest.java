package dev.faultline.ui.charts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.faultline.engine.SmallShop;
import dev.faultline.model.TimeSpan;
import dev.faultline.ui.Desk;
import dev.faultline.ui.Palette;
import dev.faultline.ui.charts.SignalPicture.Point;
import dev.faultline.wording.Wording;
import java.io.StringReader;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class ChartsViewModelTest {
    private final Desk desk = new Desk();
    private final ChartsViewModel model =
            desk.on(() -> new ChartsViewModel(desk.workbench, desk.words, Wording.english()));

    @AfterEach
    void close() {
        desk.close();
    }

    @Test
    void aStretchThatIsMarkedStaysWhateverComesInUntilItIsLeft() {
        desk.openShop();
        desk.run(() -> model.spanProperty().set(Duration.ofDays(1)));
        Instant at = first().at();
        TimeSpan stretch =
                new TimeSpan(at.minus(Duration.ofHours(9)), at.minus(Duration.ofHours(3)));
        desk.run(() -> model.zoom(stretch));
        assertThat(desk.on(() -> model.zoomedProperty().get())).isTrue();
        assertThat(first().from()).isEqualTo(stretch.from());
        assertThat(first().to()).isEqualTo(stretch.to());
        assertThat(first().points()).allMatch(p -> p.millis() <= stretch.to().toEpochMilli());
        desk.seek(SmallShop.FAULT + 8);
        assertThat(first().from()).as("kept over ticks").isEqualTo(stretch.from());
        desk.run(() -> model.zoom(new TimeSpan(at, at.plusSeconds(1))));
        assertThat(first().from()).as("too short to be meant").isEqualTo(stretch.from());
        desk.run(model::back);
        assertThat(desk.on(() -> model.zoomedProperty().get())).isFalse();
        assertThat(Duration.between(first().from(), first().at())).isEqualTo(Duration.ofDays(1));
        // A time before it was measured knows nothing of it.
        desk.run(() -> model.zoom(stretch));
        desk.seek(SmallShop.FAULT - 80);
        assertThat(desk.on(() -> model.zoomedProperty().get())).isFalse();
    }

    @Test
    void theCrosshairReadsTheNearestValueAndSaysWhereNothingWasMeasured() {
        desk.openShop();
        desk.run(() -> model.spanProperty().set(Duration.ofDays(1)));
        SignalPicture picture = first();
        Point point =
                picture.points().stream()
                        .filter(p -> !Double.isNaN(p.residual()))
                        .findFirst()
                        .orElseThrow();
        Instant there = Instant.ofEpochMilli(point.millis());
        assertThat(picture.at(there.plusSeconds(40))).contains(point);
        assertThat(model.readout(picture, there))
                .startsWith(there.toString().substring(11, 19) + " UTC")
                .contains("expected")
                .contains("σ");
        assertThat(model.readout(picture, picture.from().minus(Duration.ofDays(2))))
                .contains("nothing measured");
    }

    @Test
    void chartsAreWrittenAsTableAndAsPictureWithoutTrustingNames() throws Exception {
        desk.openShop();
        List<SignalPicture> pictures = desk.on(() -> model.picturesProperty().get());
        String[] lines = ChartCsv.of(pictures).split("\n");
        int points = pictures.stream().mapToInt(p -> p.points().size()).sum();
        assertThat(lines).hasSize(points + 1);
        String[] cells = lines[1].split(",(?=[^\"]*(\"[^\"]*\"[^\"]*)*$)", -1);
        Point first = pictures.getFirst().points().getFirst();
        assertThat(cells).hasSize(8);
        assertThat(Instant.parse(cells[0]).toEpochMilli()).isEqualTo(first.millis());
        if (!Double.isNaN(first.observed())) {
            assertThat(Double.parseDouble(cells[3]))
                    .isCloseTo(first.observed(), within(1e-4 * Math.abs(first.observed())));
        }
        String svg = ChartSvg.of(pictures, Palette.LIGHT);
        var document =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(new InputSource(new StringReader(svg)));
        assertThat(document.getElementsByTagName("polyline").getLength())
                .isGreaterThanOrEqualTo(pictures.size());
        assertThat(document.getElementsByTagName("polygon").getLength()).isPositive();
    }

    private SignalPicture first() {
        return desk.on(() -> model.picturesProperty().get().getFirst());
    }
}
