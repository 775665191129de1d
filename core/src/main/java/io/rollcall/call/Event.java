package io.rollcall.call;

import io.rollcall.budget.Grant;
import io.rollcall.http.HttpResponse;

/** What happened to a call. */
public sealed interface Event {

    /** The first event of every call. */
    record Started() implements Event {}

    /** Whether the call may be sent. */
    record Spent(Grant grant) implements Event {
        /** Whether the month had a call left. */
        public Spent(boolean granted) {
            this(granted ? Grant.GRANTED : Grant.USED_UP);
        }
    }

    /** A refusal, or its end, is recorded. */
    record Recorded() implements Event {}

    record GivenBack() implements Event {}

    record Placed(Pacer.Place place) implements Event {}

    record Waited() implements Event {}

    record TokenGot(Token token) implements Event {}

    record TokenFailed(Fault fault) implements Event {}

    record Answered(HttpResponse response) implements Event {}

    /**
     * The request certainly never reached the vendor.
     *
     * @param why for the person who must act, for example "the connection was refused"
     */
    record Unsent(String why) implements Event {}

    /** The request may have reached the vendor; no whole answer came. */
    record Unanswered(String why) implements Event {}

    /**
     * An answer came that is larger than any answer may be; the rest of it was not read.
     *
     * @param limit the limit that it exceeds, for example "16 MiB"
     */
    record TooLarge(String limit) implements Event {}

    /** The program is being stopped. */
    record Stopped() implements Event {}
}
