package io.rollcall.budget;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The metered calls that a flow's schedule uses in 30 days, without calls for changes. Immutable and thread-safe.
 *
 * @param flow the flow's name
 * @param provider the account whose budget is used
 * @param what what one run reads, for example {@code 12 users}; empty if runs use no metered calls
 * @param callsPerRun the metered calls of a run
 * @param accuracy how exact {@code callsPerRun} is
 * @param runs the runs in 30 days
 */
public record ScheduleCost(String flow, String provider, String what, long callsPerRun, Accuracy accuracy, long runs) {
    /** How exact the calls of a run are. */
    public enum Accuracy {
        /** A run uses exactly these calls. */
        EXACT,
        /** A run uses these calls, and more for each running meeting. */
        AT_LEAST,
        /** An estimate. */
        ABOUT
    }

    /** The period for which costs are computed. */
    private static final Duration MONTH = Duration.ofDays(30);

    private static final String PER_MEETING = " and 1 more per running meeting";

    /** The cost of runs that also read the participants of each running meeting. */
    public static ScheduleCost perMeeting(String flow, String provider, String what, long callsPerRun, long runs) {
        return new ScheduleCost(flow, provider, what + PER_MEETING, callsPerRun, Accuracy.AT_LEAST, runs);
    }

    /**
     * An estimate that includes calls for running meetings; the same cost if runs need none.
     *
     * @param seen the calls of an earlier run for running meetings; empty if unknown: then one meeting is assumed
     */
    public ScheduleCost withMeetings(OptionalLong seen) {
        if (accuracy != Accuracy.AT_LEAST || !what.endsWith(PER_MEETING)) {
            return this;
        }
        String assumed = seen.isPresent()
                ? what.substring(0, what.length() - PER_MEETING.length()) + " and " + grouped(seen.getAsLong())
                        + " for running meetings as last seen"
                : what + "; assumed: 1 meeting";
        return new ScheduleCost(flow, provider, assumed, callsPerRun + seen.orElse(1), Accuracy.ABOUT, runs);
    }

    /** Metered calls in 30 days; {@link Long#MAX_VALUE} for more than that. */
    public long calls() {
        return callsPerRun != 0 && runs > Long.MAX_VALUE / callsPerRun ? Long.MAX_VALUE : callsPerRun * runs;
    }

    /** The shortest suitable period whose runs use at most a number of calls; empty if a single run uses more. */
    public Optional<Duration> shortestPeriod(long budget) {
        if (callsPerRun == 0) {
            return Optional.of(Duration.ofSeconds(1));
        }
        long affordable = budget / callsPerRun;
        if (affordable < 1) {
            return Optional.empty();
        }
        long seconds = (MONTH.toSeconds() + affordable - 1) / affordable;
        return Optional.of(sensible(Duration.ofSeconds(seconds)));
    }

    /** The cost as a sentence, for example {@code 12 users x 8,640 runs = 103,680 metered calls in 30 days}. */
    public String words() {
        return words(true);
    }

    /**
     * The cost as a sentence.
     *
     * @param metered whether the calls count against a month's budget
     */
    public String words(boolean metered) {
        return callsPerRun == 0
                ? "no metered calls"
                : (accuracy == Accuracy.EXACT ? what : "(" + what + ")") + " x " + grouped(runs) + " runs = "
                        + approximately() + grouped(calls())
                        + (metered ? " metered calls in 30 days" : " calls in 30 days, not metered");
    }

    private String approximately() {
        return switch (accuracy) {
            case EXACT -> "";
            case AT_LEAST -> "at least ";
            case ABOUT -> "about ";
        };
    }

    /** Rounds up: to seconds below a minute, to minutes below two hours, to hours below two days, then to days. */
    private static Duration sensible(Duration period) {
        if (period.compareTo(Duration.ofMinutes(1)) <= 0) {
            return period;
        }
        if (period.compareTo(Duration.ofHours(2)) <= 0) {
            return up(period, ChronoUnit.MINUTES);
        }
        return up(period, period.compareTo(Duration.ofDays(2)) <= 0 ? ChronoUnit.HOURS : ChronoUnit.DAYS);
    }

    private static Duration up(Duration period, ChronoUnit unit) {
        long length = unit.getDuration().toSeconds();
        return unit.getDuration().multipliedBy((period.toSeconds() + length - 1) / length);
    }

    static String grouped(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** A number of things, in words, for example {@code 12 users}. */
    public static String count(int number, String what) {
        return number + " " + what + (number == 1 ? "" : "s");
    }
}
