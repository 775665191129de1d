package io.rollcall.polling;

import io.rollcall.schedule.WaitingTime;
import io.rollcall.schedule.WorkingHours;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The minutes of a week at which a flow polls, by local time. Immutable and thread-safe.
 *
 * <p>There is a ladder of them for given working hours, from one poll a week to one a minute. A flow polls once a minute at
 * most: more would shorten a mean waiting time of half a minute only.
 */
public final class PollPattern {
    /** Polls an hour of the upper part of the ladder. */
    private static final int[] PER_HOUR = {1, 2, 3, 4, 5, 6, 8, 10, 12, 20, 30, 60};

    /** The lower part: one poll in so many working hours. */
    private static final int[] HOURS_PER_POLL = {96, 48, 24, 16, 12, 8, 6, 4, 3, 2};

    private static final int HOUR = 60;
    private static final int DAY = 24 * HOUR;

    private final WorkingHours hours;
    private final int perHour;
    private final int[] minutes;
    private final int[][] days = new int[7][];
    private final int[] polls = new int[WorkingHours.WEEK / HOUR];

    private PollPattern(WorkingHours hours, int perHour, int[] minutes) {
        this.hours = hours;
        this.perHour = perHour;
        this.minutes = minutes;
        for (int minute : minutes) {
            polls[minute / HOUR]++;
        }
        for (int day = 0; day < days.length; day++) {
            int start = day * DAY;
            days[day] = Arrays.stream(minutes)
                    .filter(minute -> minute >= start && minute < start + DAY)
                    .map(minute -> minute - start)
                    .toArray();
        }
    }

    /** The patterns for working hours, each with more polls than the one before; at least one. */
    public static List<PollPattern> ladder(WorkingHours hours) {
        int[] ofHours = IntStream.range(0, WorkingHours.WEEK / HOUR)
                .filter(hour -> IntStream.range(0, HOUR).anyMatch(minute -> hours.contains(hour * HOUR + minute)))
                .toArray();
        List<PollPattern> ladder = new ArrayList<>();
        IntStream.concat(IntStream.of(ofHours.length), Arrays.stream(HOURS_PER_POLL))
                .filter(distance -> distance <= ofHours.length)
                .mapToObj(distance -> new PollPattern(
                        hours,
                        0,
                        IntStream.range(0, ofHours.length)
                                .filter(i -> i % distance == distance / 2)
                                .flatMap(i -> minutes(hours, ofHours[i], 1))
                                .toArray()))
                .forEach(ladder::add);
        Arrays.stream(PER_HOUR)
                .mapToObj(polls -> new PollPattern(
                        hours,
                        polls,
                        Arrays.stream(ofHours)
                                .flatMap(hour -> minutes(hours, hour, polls))
                                .toArray()))
                .forEach(ladder::add);
        return ladder;
    }

    /** The minutes of polls in one hour; an hour that only begins or ends within the working hours has at least one. */
    private static IntStream minutes(WorkingHours hours, int hour, int polls) {
        int[] working = IntStream.range(hour * HOUR, hour * HOUR + HOUR)
                .filter(hours::contains)
                .toArray();
        int[] best = ofHour(polls)
                .map(minute -> hour * HOUR + minute)
                .filter(hours::contains)
                .toArray();
        return best.length > 0 ? Arrays.stream(best) : IntStream.of(working[working.length - 1]);
    }

    /** Of an odd number of polls the full hour gets one more than the half hour. */
    private static IntStream ofHour(int polls) {
        int second = polls / 2;
        IntStream first = Arrays.stream(JoinTimes.best(polls - second));
        return second == 0
                ? first
                : IntStream.concat(
                        first, Arrays.stream(JoinTimes.best(second)).map(minute -> minute + JoinTimes.CYCLE));
    }

    /** The number of polls an hour; 0 for fewer than one. */
    int perHour() {
        return perHour;
    }

    /** The number of polls in an hour of the week. */
    int polls(int hourOfWeek) {
        return polls[hourOfWeek];
    }

    /** The minutes of a day, in order. @param day 0 for Monday */
    int[] minutesOf(int day) {
        return days[day].clone();
    }

    /**
     * How long a person who joins in working hours waits for the next poll; the mean is of people who join as
     * {@code JoinTimes} says.
     */
    public WaitingTime waiting() {
        long worst = 0;
        double sum = 0;
        long people = 0;
        for (int minute = 0; minute < WorkingHours.WEEK; minute++) {
            int next = after(minute);
            // with polls all day long, who joins after a day's last one is not told the night as a waiting time
            if (hours.contains(minute) && (perHour == 0 || hours.containsAll(minute, next))) {
                int wait = next - minute;
                worst = Math.max(worst, wait);
                sum += (wait - 0.5) * JoinTimes.joins(minute);
                people += JoinTimes.joins(minute);
            }
        }
        Duration mean = Duration.ofSeconds(people == 0 ? 0 : Math.round(60 * sum / people));
        String within = perHour == 0 ? hours.toString() : hours + ", up to a day's last poll";
        return new WaitingTime(Duration.ofMinutes(worst), mean, hours.isAlways() ? null : within);
    }

    /** The first poll after a minute of the week; more than a week where it is in the next one. */
    private int after(int minute) {
        int found = Arrays.binarySearch(minutes, minute + 1);
        int index = found < 0 ? -found - 1 : found;
        return index < minutes.length ? minutes[index] : minutes[0] + WorkingHours.WEEK;
    }

    /** For example {@code 4 times an hour (at :03, :14, :33, :44), MON-FRI 08:00-19:00}. */
    public String words() {
        if (perHour == 0) {
            return minutes.length + (minutes.length == 1 ? " time a week, " : " times a week, ") + hours;
        }
        if (perHour == HOUR) {
            return "once a minute, " + hours;
        }
        String times = perHour > 12
                ? ""
                : ofHour(perHour)
                        .mapToObj(minute -> (minute < 10 ? ":0" : ":") + minute)
                        .collect(Collectors.joining(", ", " (at ", ")"));
        return (perHour == 1 ? "once an hour" : perHour + " times an hour") + times + ", " + hours;
    }
}
