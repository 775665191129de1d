package io.rollcall.schedule;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long a person who joins at a random time waits for the next run. Immutable.
 *
 * @param worst the longest wait
 * @param average the mean wait
 * @param within the times to which it applies, such as {@code 08:00-18:40 on MON-FRI}; null for always
 */
public record WaitingTime(Duration worst, Duration average, @Nullable String within) {
    private static final int SECONDS_A_DAY = 24 * 60 * 60;
    private static final int MAX_RUNS = 100;

    /** The waiting time of a period. */
    public static WaitingTime every(Duration period) {
        return new WaitingTime(period, period.dividedBy(2), null);
    }

    /** The waiting time of several runs a day, computed from the gaps within a day; {@code within} excludes the night. */
    static WaitingTime within(CronFields fields, DayTimes times) {
        int[] seconds = times.secondsOfDay();
        int overnight = seconds[0] + SECONDS_A_DAY - seconds[seconds.length - 1];
        long worst = 0;
        double squares = 0;
        for (int i = 1; i < seconds.length; i++) {
            int gap = seconds[i] - seconds[i - 1];
            worst = Math.max(worst, gap);
            squares += (double) gap * gap;
        }
        long sum = (long) seconds[seconds.length - 1] - seconds[0];
        boolean roundTheClock = overnight <= worst;
        if (roundTheClock) {
            squares += (double) overnight * overnight;
            sum += overnight;
        }
        String days = fields.days();
        String hours = roundTheClock ? null : times.first() + "-" + times.last();
        String within = days == null ? hours : (hours == null ? days : hours + " on " + days);
        return new WaitingTime(Duration.ofSeconds(worst), mean(squares, sum), within);
    }

    private static Duration mean(double squares, long sum) {
        return Duration.ofMillis(Math.round(squares * 1000 / (2 * sum)));
    }

    /** The waiting time of one run a day or less, computed from the gaps between the next runs. */
    static Optional<WaitingTime> between(CronTimes times, Instant from) {
        List<Instant> runs = new ArrayList<>();
        Optional<Instant> next = times.next(from);
        while (next.isPresent() && runs.size() <= MAX_RUNS) {
            runs.add(next.get());
            next = times.next(next.get());
        }
        if (runs.size() < 2) {
            return Optional.empty();
        }
        long worst = 0;
        double squares = 0;
        for (int i = 1; i < runs.size(); i++) {
            long gap = Duration.between(runs.get(i - 1), runs.get(i)).toSeconds();
            worst = Math.max(worst, gap);
            squares += (double) gap * gap;
        }
        long sum = Duration.between(runs.get(0), runs.get(runs.size() - 1)).toSeconds();
        return Optional.of(new WaitingTime(Duration.ofSeconds(worst), mean(squares, sum), null));
    }

    /** For example {@code 20 min at worst, 10 on average (within 08:00-18:40 on MON-FRI)}. */
    public String words() {
        String longest = words(worst);
        String mean = words(average);
        String unit = longest.replaceFirst("^[0-9]+", "");
        boolean sameUnit = !unit.isEmpty() && mean.replaceFirst("^[0-9]+", "").equals(unit);
        String words = longest + " at worst, " + (sameUnit ? mean.substring(0, mean.length() - unit.length()) : mean)
                + " on average";
        return within == null ? words : words + " (within " + within + "; at other times, until the next run)";
    }

    /** A duration in two units at most, for example {@code 2 h 5 min}. */
    public static String words(Duration time) {
        if (time.toMillis() < 1_000) {
            return time.toMillis() + " ms";
        }
        // two units are precise enough
        Duration rounded = time.toDays() > 0
                ? Duration.ofHours(Math.round(time.toSeconds() / 3600.0))
                : time.toHours() > 0 ? Duration.ofMinutes(Math.round(time.toSeconds() / 60.0)) : time.plusMillis(500);
        List<String> parts = new ArrayList<>();
        part(parts, rounded.toDays(), "d");
        part(parts, rounded.toHoursPart(), "h");
        part(parts, rounded.toMinutesPart(), "min");
        part(parts, rounded.toSecondsPart(), "s");
        return String.join(" ", parts);
    }

    private static void part(List<String> parts, long number, String unit) {
        if (number > 0) {
            parts.add(number + " " + unit);
        }
    }
}
