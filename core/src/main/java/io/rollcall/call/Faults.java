package io.rollcall.call;

import io.rollcall.call.Fault.Origin;
import java.time.Duration;

/** The faults that arise on this side of the line; the vendors' own are read by their adapters. */
final class Faults {
    private Faults() {}

    static Fault stopped(Origin origin) {
        return new Fault.NoAnswer(origin, true, "Rollcall was stopped before this call was sent; run it again.");
    }

    static Fault refusedHere(Origin origin, String why) {
        return new Fault.BadRequest(origin, "Not sent: " + why + ". Correct the configuration.");
    }

    static Fault secretUnavailable(Origin origin, String why) {
        return new Fault.TokenRejected(origin, why);
    }

    static Fault stillBanned(Origin origin, Duration rest) {
        return new Fault.Banned(
                origin,
                true,
                "Not sent: " + origin.operation().vendor() + " refuses this address; calls rest for another "
                        + Math.max(1, rest.toSeconds()) + " s.");
    }

    static Fault quotaKnownUsedUp(Origin origin) {
        return new Fault.QuotaUsedUp(
                origin,
                "Not sent: the organization's calls of this month are used up at "
                        + origin.operation().vendor() + "; wait for the next month or buy more.");
    }

    static Fault budgetUsedUp(Origin origin, Line line) {
        return new Fault.QuotaUsedUp(
                origin,
                "Not sent: Rollcall's share of " + line.monthlyCalls() + " calls for this month is used up; wait for"
                        + " the next month, look less often, or raise " + line.monthlyCallsKey() + ".");
    }

    static Fault notSent(Origin origin, String why) {
        return new Fault.NoAnswer(
                origin, true, "Nothing was sent: " + why + ". Check the address, the network and the proxy.");
    }

    static Fault noAnswer(Origin origin, String why) {
        return new Fault.NoAnswer(
                origin, false, "No whole answer came: " + why + ". Nobody knows whether the vendor acted.");
    }

    static Fault tooLarge(Origin origin, String limit) {
        return new Fault.Unreadable(
                origin,
                "The answer is larger than " + limit + " and was not read; check the address"
                        + " and whatever stands between here and the vendor.");
    }
}
