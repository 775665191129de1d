package io.rollcall.budget;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a flow's schedule costs in 30 days of metered calls. Only looking is foreseen: a change costs a call more.
 *
 * @param flow the flow's name
 * @param provider whose budget pays
 * @param what what one look asks for, for example {@code 12 users}; empty where looks are free
 * @param callsALook metered calls
 * @param accuracy how well they are known
 * @param looks how often the flow looks in 30 days
 */
public record ScheduleCost(String flow, String provider, String what, long callsALook, Accuracy accuracy, long looks) {
    /** How well the calls of a look are known. */
    public enum Accuracy {
        /** A look costs exactly these calls. */
        EXACT,
        /** A look costs these calls, and more by what is going on when it takes place. */
        AT_LEAST,
        /** An estimate. */
        ABOUT
    }

    /** Over how long schedules are priced. */
    private static final Duration MONTH = Duration.ofDays(30);

    private static final String PER_MEETING = " and 1 more per running meeting";

    /** The cost of polls that also read the people of each running meeting. */
    public static ScheduleCost perMeeting(String flow, String provider, String what, long callsALook, long looks) {
        return new ScheduleCost(flow, provider, what + PER_MEETING, callsALook, Accuracy.AT_LEAST, looks);
    }

    /**
     * An estimate in which looks also cost calls for running meetings; the same cost where they do not.
     *
     * @param seen how many calls a look made for the running meetings that it found; empty where that is not known: then
     *     one meeting is assumed
     */
    public ScheduleCost withMeetings(OptionalLong seen) {
        if (accuracy != Accuracy.AT_LEAST || !what.endsWith(PER_MEETING)) {
            return this;
        }
        String assumed = seen.isPresent()
                ? what.substring(0, what.length() - PER_MEETING.length()) + " and " + grouped(seen.getAsLong())
                        + " for running meetings as last seen"
                : what + "; assumed: 1 meeting";
        return new ScheduleCost(flow, provider, assumed, callsALook + seen.orElse(1), Accuracy.ABOUT, looks);
    }

    /** Metered calls in 30 days; {@link Long#MAX_VALUE} for more than that. */
    public long calls() {
        return callsALook != 0 && looks > Long.MAX_VALUE / callsALook ? Long.MAX_VALUE : callsALook * looks;
    }

    /** The shortest sensible period with which the looks fit a number of calls; empty where not even one look does. */
    public Optional<Duration> shortestPeriod(long budget) {
        if (callsALook == 0) {
            return Optional.of(Duration.ofSeconds(1));
        }
        long affordable = budget / callsALook;
        if (affordable < 1) {
            return Optional.empty();
        }
        long seconds = (MONTH.toSeconds() + affordable - 1) / affordable;
        return Optional.of(sensible(Duration.ofSeconds(seconds)));
    }

    /** The cost as a sentence, for example {@code 12 users x 8,640 looks = 103,680 metered calls in 30 days}. */
    public String words() {
        return words(true);
    }

    /**
     * The same, where the provider meters no calls.
     *
     * @param metered whether the calls count against a month's budget
     */
    public String words(boolean metered) {
        return callsALook == 0
                ? "no metered calls"
                : (accuracy == Accuracy.EXACT ? what : "(" + what + ")") + " x " + grouped(looks) + " looks = "
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
