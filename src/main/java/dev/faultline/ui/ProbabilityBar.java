package dev.faultline.ui;

import dev.faultline.wording.Figures;
import javafx.geometry.Pos;
import javafx.scene.control.Label;
import javafx.scene.layout.Region;
import javafx.scene.layout.StackPane;
import javafx.scene.layout.VBox;

/// A probability as a number with a bar below it.
public final class ProbabilityBar extends VBox {
    private final Region bar = new Region();
    private final StackPane track = new StackPane(bar);
    private final Label number = new Label();
    private double probability;

    public ProbabilityBar() {
        getStyleClass().add("probability");
        track.getStyleClass().add("probability-track");
        bar.getStyleClass().add("probability-bar");
        number.getStyleClass().add("figure");
        StackPane.setAlignment(bar, Pos.CENTER_LEFT);
        setAlignment(Pos.CENTER_RIGHT);
        getChildren().addAll(number, track);
        track.widthProperty().addListener((p, before, now) -> size());
    }

    /// Shows a probability, 0..1, in the colour of its class.
    public void show(double newest) {
        probability = newest;
        number.setText(Figures.probability(newest));
        bar.getStyleClass().removeIf(s -> s.startsWith("class-"));
        bar.getStyleClass().add("class-" + PosteriorClass.of(newest).step());
        size();
    }

    private void size() {
        double width = Math.max(probability > 0.005 ? 2 : 0, track.getWidth() * probability);
        bar.setMinWidth(width);
        bar.setMaxWidth(width);
    }
}
