package io.rollcall.polling;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;

/**
 * The polls of a pattern in a stretch of time. A local time that clocks skip has no poll; of one that comes twice, the first
 * has it. Immutable and thread-safe.
 */
final class PlannedPolls {
    private final PollPattern pattern;
    private final Stretch stretch;
    private final boolean keptUp;

    PlannedPolls(PollPattern pattern, Stretch stretch) {
        this(pattern, stretch, true);
    }

    private PlannedPolls(PollPattern pattern, Stretch stretch, boolean keptUp) {
        this.pattern = pattern;
        this.stretch = stretch;
        this.keptUp = keptUp;
    }

    PollPattern pattern() {
        return pattern;
    }

    /** The same pattern up to its first poll, or without any. */
    PlannedPolls first(boolean any) {
        Instant from = stretch.from();
        Instant end =
                any ? next(from.minusNanos(1)).map(poll -> poll.plusNanos(1)).orElse(from) : from;
        return new PlannedPolls(pattern, Stretch.of(stretch.zone(), from, end), false);
    }

    /** Whether the pattern goes on; false for a single poll or none. */
    boolean isKeptUp() {
        return keptUp;
    }

    /** The first poll after a time; empty if there is none. */
    Optional<Instant> next(Instant after) {
        Instant first = after.isBefore(stretch.from()) ? stretch.from().minusNanos(1) : after;
        LocalDate day = stretch.day(first);
        for (; stretch.start(day).isBefore(stretch.until()); day = day.plusDays(1)) {
            IntFunction<Optional<Instant>> times = stretch.times(day);
            for (int minute : pattern.minutesOf(ofWeek(day))) {
                Optional<Instant> poll = times.apply(minute).filter(time -> time.isAfter(first));
                if (poll.isPresent()) {
                    return poll.filter(time -> time.isBefore(stretch.until()));
                }
            }
        }
        return Optional.empty();
    }

    /**
     * The calls of all polls.
     *
     * @param calls of one poll, by the hour of the week
     */
    long calls(List<Long> calls) {
        long sum = 0;
        for (int hour = 0; hour < PolledFlow.HOURS; hour++) {
            sum += calls.get(hour) * pattern.polls(hour) * stretch.whole().get(hour / 24);
        }
        for (LocalDate day : stretch.parts()) {
            IntFunction<Optional<Instant>> times = stretch.times(day);
            for (int minute : pattern.minutesOf(ofWeek(day))) {
                sum += times.apply(minute).filter(stretch::contains).isPresent()
                        ? calls.get(ofWeek(day) * 24 + minute / 60)
                        : 0;
            }
        }
        return sum;
    }

    /** The calls of the polls up to a time. */
    long calls(List<Long> calls, Instant upTo) {
        return upTo.isBefore(stretch.until())
                ? new PlannedPolls(pattern, Stretch.of(stretch.zone(), stretch.from(), upTo)).calls(calls)
                : calls(calls);
    }

    private static int ofWeek(LocalDate day) {
        return day.getDayOfWeek().getValue() - 1;
    }

    /**
     * A stretch of time, with its days.
     *
     * @param from inclusive
     * @param until exclusive
     * @param whole how many whole days of 24 hours there are, from Mondays to Sundays
     * @param parts the other days
     */
    record Stretch(ZoneId zone, Instant from, Instant until, List<Integer> whole, List<LocalDate> parts) {

        static Stretch of(ZoneId zone, Instant from, Instant until) {
            int[] whole = new int[7];
            List<LocalDate> parts = new ArrayList<>();
            LocalDate day = from.atZone(zone).toLocalDate();
            Instant start = day.atStartOfDay(zone).toInstant();
            while (start.isBefore(until)) {
                Instant end = day.plusDays(1).atStartOfDay(zone).toInstant();
                boolean inside = !start.isBefore(from) && !end.isAfter(until);
                if (inside && Duration.between(start, end).equals(Duration.ofDays(1))) {
                    whole[ofWeek(day)]++;
                } else {
                    parts.add(day);
                }
                day = day.plusDays(1);
                start = end;
            }
            return new Stretch(zone, from, until, Arrays.stream(whole).boxed().toList(), parts);
        }

        LocalDate day(Instant time) {
            return time.atZone(zone).toLocalDate();
        }

        Instant start(LocalDate day) {
            return day.atStartOfDay(zone).toInstant();
        }

        boolean contains(Instant time) {
            return !time.isBefore(from) && time.isBefore(until);
        }

        /** The times of the minutes of a day; empty for one that clocks skip. */
        IntFunction<Optional<Instant>> times(LocalDate day) {
            Instant start = start(day);
            if (Duration.between(start, start(day.plusDays(1))).equals(Duration.ofDays(1))) {
                return minute -> Optional.of(start.plusSeconds(60L * minute));
            }
            return minute -> {
                LocalDateTime time = day.atStartOfDay().plusMinutes(minute);
                List<ZoneOffset> offsets = zone.getRules().getValidOffsets(time);
                return offsets.isEmpty() ? Optional.empty() : Optional.of(time.toInstant(offsets.get(0)));
            };
        }
    }
}
