package io.rollcall.call;

import io.rollcall.vendor.Fault;

/** What the reference says of each fault as such; which remedy a single one has is said by the code that reads it. */
final class FaultWords {
    private FaultWords() {}

    /** Not done, what it means, what Rollcall does, what you do: the cells of one line. */
    static String of(Fault.Kind kind) {
        return switch (kind) {
            case TOKEN ->
                row(
                        "certain",
                        "The vendor does not accept the application's credentials or its token, or a secret cannot be read",
                        "gets a fresh token once and sends the call again",
                        "check the ids, the secrets and the region; `rollcall check` tries them");
            case PERMISSION ->
                row(
                        "certain",
                        "The application may not do this",
                        "nothing; the next run tries again",
                        "grant what the message names in the vendor's console");
            case THROTTLED ->
                row(
                        "certain",
                        "Too many calls in a second or a minute",
                        "slows down and repeats up to five times, each after the pause that the vendor asks for; longer than two"
                                + " minutes it does not wait",
                        "nothing, unless it happens often: then lower the rate, for others may use the same application");
            case QUOTA ->
                row(
                        "certain",
                        "The month's metered calls are used up, at the vendor or in Rollcall's own share, or those of a run",
                        "sends no metered call that exceeds a limit; after the vendor's refusal one a day until the month ends in China's time, and one every 15 minutes near the turn of a month",
                        "poll less often, raise `monthly-calls`, or buy more");
            case BANNED ->
                row(
                        "where nothing was sent",
                        "The vendor refuses this network address",
                        "sends nothing to the vendor for five minutes",
                        "lower the rates; look for other programs at the same address");
            case BAD_REQUEST ->
                row(
                        "certain",
                        "The vendor refuses what was asked, or Rollcall refuses to send it",
                        "asks a refused batch again one by one",
                        "correct the ids in the flow's configuration");
            case NOT_FOUND ->
                row(
                        "certain",
                        "Whom or what the call is about does not exist, or no more",
                        "asks a refused batch again one by one",
                        "nothing for a meeting that is over; otherwise correct the id");
            case SERVER ->
                row(
                        "unknown",
                        "The vendor says that it failed, or that the call did not succeed without saying why",
                        "repeats reading calls twice; never an action",
                        "nothing, unless it lasts; look at the meeting where an action is unknown");
            case NO_ANSWER ->
                row(
                        "where nothing was sent",
                        "Nothing came back, or not all of it",
                        "repeats reading calls twice; never an action",
                        "check the network, the proxy and the addresses; look at the meeting where an action is unknown");
            case UNREADABLE ->
                row(
                        "unknown",
                        "Something came back that is not an answer",
                        "nothing: what is not understood is never taken for an empty answer",
                        "check the addresses and what stands in between; if it stays so, report it with the request id");
            case PAUSED ->
                row(
                        "certain",
                        "Changes are paused (`rollcall pause`). Only callers of `rollcall:set-co-hosts` and `rollcall:invite` get this fault: the reports of flows list the change as `paused`",
                        "sends no change until the pause ends",
                        "wait for the end of the pause, or end it with `rollcall resume`");
        };
    }

    private static String row(String notDone, String means, String does, String remedy) {
        return String.join(" | ", notDone, means, does, remedy);
    }
}
