package dev.faultline.ui.charts;

import dev.faultline.signal.Anomaly;
import dev.faultline.signal.AnomalyLabel.Verdict;
import dev.faultline.ui.charts.SignalPicture.Mark;
import dev.faultline.ui.pins.PinMenu;
import java.util.ArrayList;
import java.util.List;
import javafx.scene.control.ContextMenu;
import javafx.scene.control.Menu;
import javafx.scene.control.MenuItem;
import javafx.scene.control.SeparatorMenuItem;

/// What may be said about the anomalies of one chart: real, a false alarm, expected until a time.
final class LabelMenu {
    /// How many other anomalies can be chosen.
    private static final int OTHERS = 8;

    private final ChartsViewModel model;

    LabelMenu(ChartsViewModel model) {
        this.model = model;
    }

    ContextMenu of(SignalPicture picture, Mark chosen) {
        ContextMenu menu = new ContextMenu();
        MenuItem about = item(model.anomalyText(chosen, picture), () -> {});
        about.setDisable(true);
        about.getStyleClass().add(PinMenu.TITLE);
        menu.getItems().addAll(about, new SeparatorMenuItem());
        menu.getItems().addAll(verdicts(picture, chosen, menu));
        List<Mark> others =
                picture.anomalies().reversed().stream()
                        .filter(mark -> !mark.equals(chosen))
                        .limit(OTHERS)
                        .toList();
        if (!others.isEmpty()) {
            Menu more = new Menu(model.word("label.others"));
            for (Mark other : others) {
                Menu each = new Menu(model.anomalyText(other, picture));
                each.setMnemonicParsing(false);
                each.getItems().addAll(verdicts(picture, other, menu));
                more.getItems().add(each);
            }
            menu.getItems().addAll(new SeparatorMenuItem(), more);
        }
        return menu;
    }

    private List<MenuItem> verdicts(SignalPicture picture, Mark mark, ContextMenu menu) {
        Anomaly anomaly = mark.anomaly();
        List<MenuItem> items = new ArrayList<>();
        items.add(
                item(model.word("label.real"), () -> model.label(anomaly, new Verdict.Real(), "")));
        items.add(
                item(
                        model.word("label.false"),
                        () -> model.label(anomaly, new Verdict.FalseAlarm(), "")));
        items.add(
                item(
                        model.word("label.expected"),
                        () ->
                                new ExpectedDialog(model, picture, mark, menu.getOwnerWindow())
                                        .showAndWait()
                                        .ifPresent(said ->
                                                model.label(
                                                        anomaly,
                                                        new Verdict.Expected(said.until()),
                                                        said.reason()))));
        return items;
    }

    private static MenuItem item(String text, Runnable chosen) {
        MenuItem item = new MenuItem(text);
        item.setMnemonicParsing(false);
        item.setOnAction(event -> chosen.run());
        return item;
    }
}
