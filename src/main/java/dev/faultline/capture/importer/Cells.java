package dev.faultline.capture.importer;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.OptionalLong;

/// Reads single cells of a table: numbers and times as people write them.
final class Cells {
    private Cells() {}

    /// The number, or `NaN` where the cell is empty or holds none; then a complaint is made, but
    /// for an empty cell.
    static double number(String cell, CsvRows row, String column, Complaints complaints) {
        if (cell.isEmpty()) {
            return Double.NaN;
        }
        double value;
        try {
            value = Double.parseDouble(cell);
        } catch (NumberFormatException e) {
            value = infinite(cell);
            if (value == 0) {
                complaints.add(
                        Complaints.Kind.NOT_A_NUMBER,
                        row.line(),
                        "column '" + column + "' holds '" + cell + "', which is not a number",
                        "The value was left out");
                return Double.NaN;
            }
        }
        if (!Double.isFinite(value)) {
            complaints.add(
                    Complaints.Kind.NOT_FINITE,
                    row.line(),
                    "column '" + column + "' holds '" + cell + "'",
                    "The value was taken as missing");
            return Double.NaN;
        }
        return value;
    }

    /// `NaN` for the other spellings of NaN and infinity, 0 for anything else.
    private static double infinite(String cell) {
        return switch (cell.toLowerCase(Locale.ROOT)) {
            case "nan",
                    "+nan",
                    "-nan",
                    "inf",
                    "+inf",
                    "-inf",
                    "infinity",
                    "+infinity",
                    "-infinity",
                    "null",
                    "na",
                    "n/a" ->
                    Double.NaN;
            default -> 0;
        };
    }

    /// A time as seconds since the epoch (with or without a fraction) or as ISO 8601; without a
    /// zone it is UTC. In ms.
    static OptionalLong time(String cell) {
        if (cell.isEmpty()) {
            return OptionalLong.empty();
        }
        if (isPlainNumber(cell)) {
            double seconds = Double.parseDouble(cell);
            // up to the year 9999: beyond it the number is no count of seconds
            return seconds >= 0 && seconds < 253_402_300_800.0
                    ? OptionalLong.of(Math.round(seconds * 1000))
                    : OptionalLong.empty();
        }
        String iso =
                cell.length() > 10 && cell.charAt(10) == ' ' ? cell.replaceFirst(" ", "T") : cell;
        try {
            return OptionalLong.of(OffsetDateTime.parse(iso).toInstant().toEpochMilli());
        } catch (DateTimeParseException e) {
            try {
                Instant at = LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
                return OptionalLong.of(at.toEpochMilli());
            } catch (DateTimeParseException none) {
                return OptionalLong.empty();
            }
        }
    }

    private static boolean isPlainNumber(String cell) {
        int dots = 0;
        for (int i = 0; i < cell.length(); i++) {
            char c = cell.charAt(i);
            if (c == '.') {
                dots++;
            } else if (c < '0' || c > '9') {
                return false;
            }
        }
        return dots <= 1 && cell.length() > dots;
    }
}
