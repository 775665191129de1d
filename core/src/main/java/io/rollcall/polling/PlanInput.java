package io.rollcall.polling;

import io.rollcall.budget.BillingMonth;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/**
 * What a plan of polls is made from, for one application. Immutable.
 *
 * @param now the wall clock
 * @param zone of the working hours
 * @param patterns those of the working hours, see {@link PollPattern#ladder}
 * @param flows with {@code schedule=auto}, in a fixed order
 * @param fixed flows with other schedules
 * @param callsAnHour how many calls the rate limits allow; {@link Long#MAX_VALUE} for no limit
 */
public record PlanInput(
        Instant now,
        ZoneId zone,
        List<PollPattern> patterns,
        MonthCalls month,
        EventSupply events,
        List<PolledFlow> flows,
        List<FixedPolls> fixed,
        long callsAnHour) {
    public PlanInput {
        patterns = List.copyOf(patterns);
        flows = List.copyOf(flows);
        fixed = List.copyOf(fixed);
    }

    /** When the billing month ends. */
    Instant end() {
        return BillingMonth.of(now, month.zone()).end();
    }

    /** The same at the beginning of the next billing month. */
    PlanInput nextMonth() {
        return new PlanInput(end(), zone, patterns, month.next(), events, flows, fixed, callsAnHour);
    }

    /** The same with events, or without. */
    PlanInput withEvents(boolean working) {
        return new PlanInput(now, zone, patterns, month, events.as(working), flows, fixed, callsAnHour);
    }
}
