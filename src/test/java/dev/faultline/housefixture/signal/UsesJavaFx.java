package dev.faultline.housefixture.signal;

/// Breaks: JavaFX belongs to the window.
class UsesJavaFx {
    javafx.beans.property.DoubleProperty sigma;
}
