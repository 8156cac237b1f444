package dev.faultline.ui.charts;

import dev.faultline.engine.Engine;
import dev.faultline.engine.EngineCommand;
import dev.faultline.engine.SmallShop;
import dev.faultline.model.ServiceId;
import dev.faultline.ui.Palette;
import java.time.Duration;
import java.util.List;
import javafx.application.Application;
import javafx.scene.Scene;
import javafx.scene.layout.HBox;
import javafx.scene.layout.Priority;
import javafx.stage.Stage;

/// The charts by themselves: the database of the small shop, six cells into its fault. Run its
/// `main`.
public final class ChartDemo extends Application {
    /// One tile a series of the database.
    public static HBox charts() {
        SmallShop shop = SmallShop.withReference().cutAt(SmallShop.at(SmallShop.FAULT + 6));
        Engine engine = new Engine();
        engine.apply(shop.start());
        engine.apply(new EngineCommand.Reference(shop.reference()));
        engine.apply(new EngineCommand.Samples(shop.samples()));
        for (int cell = 0; cell <= SmallShop.FAULT + 6; cell++) {
            engine.apply(new EngineCommand.Tick(SmallShop.at(cell)));
        }
        HBox row = new HBox(16);
        for (SignalPicture picture :
                SignalPicture.of(
                        engine.snapshot(), new ServiceId("db"), null, Duration.ofDays(1), 300, 4)) {
            ChartTile tile =
                    new ChartTile(
                            picture,
                            Palette.DARK,
                            true,
                            new ChartTile.Texts("title", "", "value", "method", List.of()));
            HBox.setHgrow(tile, Priority.ALWAYS);
            row.getChildren().add(tile);
        }
        return row;
    }

    @Override
    public void start(Stage stage) {
        stage.setScene(new Scene(charts(), 1200, 300, Palette.DARK.surface()));
        stage.show();
    }

    public static void main(String[] arguments) {
        launch(ChartDemo.class, arguments);
    }
}
