package io.rollcall.polling;

import io.rollcall.schedule.ScheduleTimes;
import java.time.Instant;

/**
 * The polls of a flow with a period or a cron expression, which use calls of the same budget. Immutable.
 *
 * @param callsPerRun metered calls, as far as is known
 */
public record FixedPolls(ScheduleTimes times, long callsPerRun) {

    /** The calls from one time to another; {@link Long#MAX_VALUE} for more than that. */
    long calls(Instant from, Instant to) {
        long runs = from.isBefore(to) ? times.count(from, to) : 0;
        return callsPerRun != 0 && runs > Long.MAX_VALUE / callsPerRun ? Long.MAX_VALUE : callsPerRun * runs;
    }
}
