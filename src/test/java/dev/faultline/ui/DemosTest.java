package dev.faultline.ui;

import static org.assertj.core.api.Assertions.assertThat;

import dev.faultline.ui.charts.ChartDemo;
import dev.faultline.ui.graph.GraphDemo;
import dev.faultline.ui.graph.GraphPane;
import java.util.HashSet;
import java.util.Set;
import javafx.scene.Parent;
import javafx.scene.Scene;
import javafx.scene.image.PixelReader;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.testfx.framework.junit5.ApplicationExtension;
import org.testfx.util.WaitForAsyncUtils;

/// The demos of the window's own controls draw what they promise.
@ExtendWith(ApplicationExtension.class)
class DemosTest {
    @Test
    void theGraphDrawsEachClassOfPosterior() {
        Set<Color> seen =
                WaitForAsyncUtils.waitForAsyncFx(
                        10_000,
                        () -> {
                            GraphPane pane = GraphDemo.graph();
                            try {
                                pane.setSelected(java.util.Optional.of(GraphDemo.DB));
                                return colours(pane);
                            } finally {
                                pane.close();
                            }
                        });
        for (PosteriorClass each : PosteriorClass.values()) {
            assertThat(seen).as(each.name()).contains(Palette.DARK.fill(each));
        }
    }

    @Test
    void theChartsDrawUpToThePlayhead() {
        Set<Color> seen =
                WaitForAsyncUtils.waitForAsyncFx(10_000, () -> colours(ChartDemo.charts()));
        assertThat(seen).contains(Palette.DARK.surface(), Palette.DARK.accent());
    }

    private static Set<Color> colours(Parent root) {
        Scene scene = new Scene(root, 900, 500, Palette.DARK.surface());
        scene.snapshot(null); // from which what draws learns its size
        WritableImage image = scene.snapshot(null);
        PixelReader pixels = image.getPixelReader();
        Set<Color> colours = new HashSet<>();
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                colours.add(pixels.getColor(x, y));
            }
        }
        return colours;
    }
}
