package io.rollcall.sandbox.internal.company;

import io.rollcall.sandbox.internal.company.StreamSettings.Faults;
import io.rollcall.sandbox.internal.company.StreamSettings.OddFrame;
import io.rollcall.sandbox.internal.company.StreamSettings.Subscription;
import io.rollcall.sandbox.internal.company.StreamSettings.Times;
import io.rollcall.sandbox.internal.company.StreamSettings.Variant;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Reads the {@code stream} section of a company file. */
final class StreamReader {
    private static final long YEAR_MILLIS = 365L * 86_400_000;
    private static final long TWENTY_HOURS_MILLIS = 72_000_000;

    private StreamReader() {}

    static StreamSettings read(JsonSection section) {
        StreamSettings settings = new StreamSettings(
                section.present(),
                section.text("endpoint", ""),
                section.present() ? some(section, "subscriptions", Subscription.class) : Set.of(),
                section.number("monthlyPushes", 0, 0, Long.MAX_VALUE),
                percent(section, "registeredPercent", 80),
                section.second("fields", "stream", "all"),
                section.second("diffInfo", "array", "object"),
                section.number("seed", 1, Long.MIN_VALUE, Long.MAX_VALUE),
                times(section),
                faults(section.section("faults")));
        section.end();
        return settings;
    }

    private static Times times(JsonSection section) {
        return new Times(
                Duration.ofSeconds(section.number("ticketSeconds", 90, 1, 1_000_000)),
                millis(section, "keepAliveMillis", 25_000),
                millis(section, "pingMillis", 30_000),
                millis(section, "connectionMillis", TWENTY_HOURS_MILLIS),
                millis(section, "closingMillis", 10_000),
                repeats(section));
    }

    private static List<Duration> repeats(JsonSection section) {
        if (!section.has("repeatMillis")) {
            return List.of(Duration.ofSeconds(10), Duration.ofSeconds(30));
        }
        List<Long> millis = section.numbers("repeatMillis");
        if (millis.stream().anyMatch(value -> value < 1 || value > YEAR_MILLIS)) {
            section.problem("repeatMillis", "must contain only numbers in 1.." + YEAR_MILLIS);
            return List.of();
        }
        return millis.stream().map(Duration::ofMillis).toList();
    }

    private static Faults faults(JsonSection section) {
        Faults faults = new Faults(
                percent(section, "lossPercent", 0),
                percent(section, "duplicatePercent", 0),
                percent(section, "delayPercent", 0),
                millis(section, "delayMillis", 2000),
                percent(section, "silentPercent", 0),
                percent(section, "cutPercent", 0),
                percent(section, "oddPercent", 0),
                List.copyOf(some(section, "oddFrames", OddFrame.class)),
                percent(section, "variantPercent", 0),
                List.copyOf(some(section, "variants", Variant.class)));
        section.end();
        return faults;
    }

    /** All, if the key is absent. */
    private static <E extends Enum<E>> Set<E> some(JsonSection section, String key, Class<E> type) {
        return section.has(key) ? section.choices(key, type) : EnumSet.allOf(type);
    }

    private static int percent(JsonSection section, String key, int ifAbsent) {
        return section.integer(key, ifAbsent, 0, 100);
    }

    private static Duration millis(JsonSection section, String key, long ifAbsent) {
        return Duration.ofMillis(section.number(key, ifAbsent, 1, YEAR_MILLIS));
    }
}
