package dev.faultline.ui.charts;

import dev.faultline.model.Unit;
import dev.faultline.wording.Figures;
import java.text.FieldPosition;
import java.text.NumberFormat;
import java.text.ParsePosition;
import org.jfree.chart.axis.NumberTickUnit;
import org.jfree.chart.axis.TickUnits;

/// The numbers on an axis, all of one width so that charts side by side line up.
abstract class AxisFormat extends NumberFormat {
    private static final long serialVersionUID = 1;

    abstract String say(double value);

    @Override
    public StringBuffer format(double value, StringBuffer to, FieldPosition position) {
        return to.append("%9s".formatted(say(value)));
    }

    @Override
    public StringBuffer format(long value, StringBuffer to, FieldPosition position) {
        return format((double) value, to, position);
    }

    @Override
    public Number parse(String text, ParsePosition position) {
        throw new UnsupportedOperationException("an axis is only written");
    }

    /// Steps that are round in bytes: 20 MiB, not 19.1.
    static TickUnits binary() {
        TickUnits steps = new TickUnits();
        for (double unit = 1; unit <= 1L << 40; unit *= 1024) {
            for (double step : new double[] {1, 2, 5, 10, 20, 50, 100, 200, 500}) {
                steps.add(new NumberTickUnit(step * unit));
            }
        }
        return steps;
    }

    /// Measured values.
    static final class OfUnit extends AxisFormat {
        private static final long serialVersionUID = 1;
        private final Unit unit;

        OfUnit(Unit unit) {
            this.unit = unit;
        }

        @Override
        String say(double value) {
            return Figures.value(value, unit);
        }
    }

    /// Distances in sigmas.
    static final class OfSigmas extends AxisFormat {
        private static final long serialVersionUID = 1;

        @Override
        String say(double value) {
            String sign = value < -0.5 ? "−" : value > 0.5 ? "+" : "";
            return sign + Math.round(Math.abs(value)) + " σ";
        }
    }
}
