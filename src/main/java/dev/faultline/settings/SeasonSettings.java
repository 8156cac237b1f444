package dev.faultline.settings;

import dev.faultline.model.Notice;
import dev.faultline.model.SpecialDay;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.MonthDay;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// The group `seasons` of a settings file, where its shape is right already: what a schema cannot
/// tell is whether there is such a time zone, such a date, and whether a day says enough.
final class SeasonSettings {
    private static final List<String> WHEN = List.of("date", "yearly", "monthly", "monthEnd");

    private final String where;
    private final SourceLines lines;
    private final List<Notice> notices;

    SeasonSettings(String where, SourceLines lines, List<Notice> notices) {
        this.where = where;
        this.lines = lines;
        this.notices = notices;
    }

    Settings.Seasons read(JsonNode seasons, Settings.Seasons otherwise) {
        List<SpecialDay> days = new ArrayList<>();
        JsonNode list = seasons.path("specialDays");
        for (int i = 0; i < list.size(); i++) {
            if (!list.get(i).isNull()) {
                day(list.get(i), i).ifPresent(days::add);
            }
        }
        return new Settings.Seasons(zone(seasons.path("timeZone"), otherwise.timeZone()), days);
    }

    private ZoneId zone(JsonNode name, ZoneId otherwise) {
        if (name.isMissingNode()) {
            return otherwise;
        }
        try {
            return ZoneId.of(name.asString());
        } catch (DateTimeException e) {
            tell(
                    "/seasons/timeZone",
                    "'seasons.timeZone' is "
                            + name.asString()
                            + ", but must be the name of a time zone such as Europe/Berlin. "
                            + otherwise
                            + " is used instead.");
            return otherwise;
        }
    }

    private Optional<SpecialDay> day(JsonNode day, int index) {
        String pointer = "/seasons/specialDays/" + index;
        List<String> when =
                WHEN.stream().filter(key -> day.has(key) && !isFalse(day.path(key))).toList();
        if (when.size() != 1) {
            return leftOut(
                    pointer,
                    when.isEmpty()
                            ? "does not say when it is: date, yearly, monthly or monthEnd"
                            : "says when it is twice: " + String.join(" and ", when));
        }
        if (!day.has("as") && !day.has("widen")) {
            return leftOut(pointer, "does not say what is special: as, widen or both");
        }
        String key = when.getFirst();
        String text = day.path(key).asString();
        SpecialDay.When matched;
        try {
            matched =
                    switch (key) {
                        case "date" -> new SpecialDay.When.On(LocalDate.parse(text));
                        case "yearly" -> new SpecialDay.When.Yearly(MonthDay.parse("--" + text));
                        case "monthly" -> new SpecialDay.When.Monthly(day.path(key).asInt());
                        default -> new SpecialDay.When.Monthly(31);
                    };
        } catch (DateTimeException e) {
            return leftOut(pointer, "is on " + text + ", and there is no such day");
        }
        Optional<DayOfWeek> as =
                day.has("as")
                        ? Optional.of(
                                DayOfWeek.valueOf(
                                        day.path("as").asString().toUpperCase(Locale.ROOT)))
                        : Optional.empty();
        return Optional.of(new SpecialDay(matched, as, day.path("widen").asDouble(1)));
    }

    private static boolean isFalse(JsonNode value) {
        return value.isBoolean() && !value.asBoolean();
    }

    private Optional<SpecialDay> leftOut(String pointer, String why) {
        String place = SettingsSchema.dotted(pointer);
        tell(pointer, "'" + place + "' " + why + ". It is left out.");
        return Optional.empty();
    }

    private void tell(String pointer, String sentence) {
        notices.add(Notice.warning(where + lines.of(pointer) + ": " + sentence));
    }
}
