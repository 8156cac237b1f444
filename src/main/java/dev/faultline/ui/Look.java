package dev.faultline.ui;

import javafx.beans.binding.Bindings;
import javafx.beans.binding.DoubleBinding;
import javafx.beans.property.BooleanProperty;
import javafx.beans.property.IntegerProperty;
import javafx.beans.property.SimpleBooleanProperty;
import javafx.beans.property.SimpleIntegerProperty;

/// How large the window is drawn, and whether others see it. Lives on the FX thread.
public final class Look {
    public static final int SMALLEST = 80;
    public static final int LARGEST = 200;

    /// One press of a key, percent.
    private static final int STEP = 10;

    /// How much larger type is while others see the screen.
    private static final double SHARED = 1.25;

    private final IntegerProperty zoom = new SimpleIntegerProperty(100);
    private final BooleanProperty sharing = new SimpleBooleanProperty();
    private final DoubleBinding scale =
            Bindings.createDoubleBinding(
                    () -> Math.min(2, zoom.get() / 100.0 * (sharing.get() ? SHARED : 1)),
                    zoom,
                    sharing);

    /// Size of type and controls, percent, 80 to 200.
    public IntegerProperty zoomProperty() {
        return zoom;
    }

    /// Whether others see the screen: then notes, persons' names and money are not shown.
    public BooleanProperty sharingProperty() {
        return sharing;
    }

    /// How many times the usual size everything is drawn.
    public DoubleBinding scaleProperty() {
        return scale;
    }

    public void larger() {
        zoom.set(Math.min(LARGEST, zoom.get() + STEP));
    }

    public void smaller() {
        zoom.set(Math.max(SMALLEST, zoom.get() - STEP));
    }

    public void usual() {
        zoom.set(100);
    }
}
