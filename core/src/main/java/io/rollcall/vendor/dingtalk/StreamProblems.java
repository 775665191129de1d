package io.rollcall.vendor.dingtalk;

import io.rollcall.budget.BillingMonth;
import io.rollcall.call.Moment;
import io.rollcall.json.Sanitizer;
import io.rollcall.report.Problem;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Fault.Kind;
import java.time.Duration;
import java.time.ZoneId;

/** What a person must know about the event connection. Pure. */
final class StreamProblems {
    private static final String SUBJECT = "event connection";
    private static final String POLLS_GO_ON = " Until then Rollcall polls only.";
    private static final String CAUSES =
            " Find out what ends the connections: another program that uses the same Client ID for"
                    + " events, a proxy that cuts WebSocket connections, or the network.";

    private StreamProblems() {}

    /** @param fault of the call that opens a connection, as it ended */
    static Problem notOpened(Fault fault) {
        return Problem.of(SUBJECT, fault);
    }

    static Problem notConnected(String why) {
        return problem(
                Kind.NO_ANSWER,
                "The WebSocket connection for events was not made: " + Sanitizer.words(why)
                        + ". Rollcall tries again. Allow"
                        + " WebSocket connections from this machine to wss-open-connection.dingtalk.com, port 443, in the"
                        + " firewall and the proxy.");
    }

    static Problem tooLarge() {
        return problem(
                Kind.UNREADABLE,
                "DingTalk sent a frame of more than 1 MiB, which Rollcall does not read; the connection is replaced. If it"
                        + " happens often, untick events in DingTalk's console that Rollcall does not use.");
    }

    static Problem limited(Moment now, Duration wait, boolean month, ZoneId zone) {
        String amount = month
                ? OpenLimit.PER_MONTH + " event connections in this month"
                : OpenLimit.PER_HOUR + " event connections within an hour";
        return problem(
                Kind.QUOTA,
                "Rollcall opened " + amount
                        + ", the most that it opens, because each may count as a call. It opens the next one at "
                        + BillingMonth.words(now.wall().plus(wait), zone) + "." + POLLS_GO_ON + CAUSES);
    }

    private static Problem problem(Kind kind, String message) {
        return new Problem(SUBJECT, kind, null, null, message);
    }
}
