package io.rollcall.schedule;

import java.time.LocalTime;
import java.util.Arrays;

/** Times of a day: all combinations of some hours, minutes and seconds. Immutable. */
final class DayTimes {
    private final int[] hours;
    private final int[] minutes;
    private final int[] seconds;

    /** Each sorted, without repetitions and not empty. */
    DayTimes(int[] hours, int[] minutes, int[] seconds) {
        this.hours = hours.clone();
        this.minutes = minutes.clone();
        this.seconds = seconds.clone();
    }

    long count() {
        return (long) hours.length * minutes.length * seconds.length;
    }

    /** The number of times before a time, exclusive. */
    long before(LocalTime time) {
        long count = below(hours, time.getHour()) * minutes.length * seconds.length;
        if (Arrays.binarySearch(hours, time.getHour()) < 0) {
            return count;
        }
        count += below(minutes, time.getMinute()) * seconds.length;
        if (Arrays.binarySearch(minutes, time.getMinute()) < 0) {
            return count;
        }
        return count + below(seconds, time.getNano() > 0 ? time.getSecond() + 1 : time.getSecond());
    }

    private static long below(int[] sorted, int number) {
        int found = Arrays.binarySearch(sorted, number);
        return found < 0 ? -found - 1L : found;
    }

    LocalTime first() {
        return LocalTime.of(hours[0], minutes[0], seconds[0]);
    }

    LocalTime last() {
        return LocalTime.of(hours[hours.length - 1], minutes[minutes.length - 1], seconds[seconds.length - 1]);
    }

    /** All times in seconds since midnight, in order; at most 86,400. */
    int[] secondsOfDay() {
        int[] all = new int[(int) count()];
        int next = 0;
        for (int hour : hours) {
            for (int minute : minutes) {
                for (int second : seconds) {
                    all[next++] = hour * 3600 + minute * 60 + second;
                }
            }
        }
        return all;
    }
}
