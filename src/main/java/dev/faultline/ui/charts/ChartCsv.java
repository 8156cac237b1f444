package dev.faultline.ui.charts;

import java.time.Instant;
import java.util.List;

/// What charts show as a table: one line a cell that is drawn.
final class ChartCsv {
    /// What a spreadsheet would take for a formula begins like this.
    private static final String FORMULA = "=+-@\t\r";

    private ChartCsv() {}

    static String of(List<SignalPicture> pictures) {
        StringBuilder all =
                new StringBuilder("time,series,unit,observed,expected,trend,sigma,residual\n");
        for (SignalPicture picture : pictures) {
            String series = quoted(picture.series().id().toString());
            for (SignalPicture.Point point : picture.points()) {
                all.append(Instant.ofEpochMilli(point.millis()))
                        .append(',')
                        .append(series)
                        .append(',')
                        .append(picture.series().unit())
                        .append(number(point.observed()))
                        .append(number(point.expected()))
                        .append(number(point.trend()))
                        .append(number(point.sigma()))
                        .append(number(point.residual()))
                        .append('\n');
            }
        }
        return all.toString();
    }

    /// A gap is left empty.
    private static String number(double value) {
        return Double.isFinite(value) ? "," + (float) value : ",";
    }

    private static String quoted(String text) {
        boolean formula = !text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0;
        return '"' + (formula ? "'" : "") + text.replace("\"", "\"\"") + '"';
    }
}
