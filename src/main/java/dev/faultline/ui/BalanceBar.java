package dev.faultline.ui;

import javafx.scene.layout.Region;

/// A signed number as a bar to the left or the right of zero.
public final class BalanceBar extends Region {
    private final Region bar = new Region();
    private final Region zero = new Region();
    private double value;
    private double limit = 1;

    public BalanceBar() {
        getStyleClass().add("balance");
        bar.getStyleClass().add("balance-bar");
        zero.getStyleClass().add("balance-zero");
        setMinSize(24, 12);
        getChildren().addAll(bar, zero);
    }

    /// Shows a number.
    ///
    /// @param newest what is shown
    /// @param largest the absolute value that fills one side, positive
    public void show(double newest, double largest) {
        value = newest;
        limit = largest;
        bar.getStyleClass().removeAll("raises", "lowers");
        bar.getStyleClass().add(newest >= 0 ? "raises" : "lowers");
        requestLayout();
    }

    @Override
    protected void layoutChildren() {
        double middle = Math.floor(getWidth() / 2);
        double half = middle - 1;
        double length = Math.clamp(Math.abs(value) / limit, 0, 1) * half;
        double height = Math.min(10, getHeight());
        double y = Math.floor((getHeight() - height) / 2);
        bar.resizeRelocate(value >= 0 ? middle : middle - length, y, length, height);
        zero.resizeRelocate(middle, 0, 1, getHeight());
    }

    @Override
    protected double computePrefWidth(double height) {
        return 64;
    }

    @Override
    protected double computePrefHeight(double width) {
        return 16;
    }
}
