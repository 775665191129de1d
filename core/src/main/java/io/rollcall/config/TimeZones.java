package io.rollcall.config;

import io.rollcall.setting.MalformedValueException;
import io.rollcall.setting.Suggestions;
import io.rollcall.setting.ValueTypes;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;

/** Reads time zones; of one that is unknown, says which was probably meant. */
final class TimeZones {
    /** What people write for zones that have other names. */
    private static final Map<String, String> OTHER_NAMES = Map.of(
            "beijing", "Asia/Shanghai",
            "peking", "Asia/Shanghai",
            "china", "Asia/Shanghai",
            "cst", "Asia/Shanghai",
            "shenzhen", "Asia/Shanghai",
            "guangzhou", "Asia/Shanghai",
            "munich", "Europe/Berlin",
            "san_francisco", "America/Los_Angeles",
            "cest", "Europe/Berlin");

    private TimeZones() {}

    static ZoneId read(String text) {
        try {
            return ValueTypes.ZONE.read(text);
        } catch (MalformedValueException unknown) {
            throw new MalformedValueException(unknown.explanation() + "; did you mean " + nearest(text) + "?");
        }
    }

    /** By the whole name or by its last part, the city, whatever the case, with blanks for underscores. */
    static String nearest(String text) {
        String written = text.strip().replace(' ', '_').toLowerCase(Locale.ROOT);
        String city = city(written);
        if (OTHER_NAMES.containsKey(city)) {
            return OTHER_NAMES.get(city);
        }
        return ZoneId.getAvailableZoneIds().stream()
                .filter(id ->
                        id.equals("UTC") || (id.contains("/") && !id.startsWith("SystemV/") && !id.startsWith("Etc/")))
                .min(Comparator.<String>comparingInt(id -> distance(written, city, id.toLowerCase(Locale.ROOT)))
                        .thenComparing(id -> Suggestions.edits(written, id.toLowerCase(Locale.ROOT)))
                        .thenComparing(Comparator.naturalOrder()))
                .orElse("UTC");
    }

    private static int distance(String written, String city, String id) {
        return Math.min(Suggestions.edits(written, id), Suggestions.edits(city, city(id)));
    }

    private static String city(String id) {
        return id.substring(id.lastIndexOf('/') + 1);
    }
}
