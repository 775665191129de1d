package io.rollcall.call;

import io.rollcall.budget.Grant;
import io.rollcall.http.HttpResponse;
import io.rollcall.vendor.AccessToken;
import io.rollcall.vendor.Fault;

/** What happened to a call. */
public sealed interface CallEvent {

    /** The first event of every call. */
    record Started() implements CallEvent {}

    /** Whether the call may be sent. */
    record Spent(Grant grant) implements CallEvent {
        /** Whether the month had a call left. */
        public Spent(boolean granted) {
            this(granted ? Grant.GRANTED : Grant.USED_UP);
        }
    }

    /** A refusal, or its end, is recorded. */
    record Recorded() implements CallEvent {}

    record GivenBack() implements CallEvent {}

    record PermitAcquired(RateLimiter.Permit permit) implements CallEvent {}

    record Waited() implements CallEvent {}

    record TokenGot(AccessToken token) implements CallEvent {}

    record TokenFailed(Fault fault) implements CallEvent {}

    record Answered(HttpResponse response) implements CallEvent {}

    /**
     * The request certainly never reached the vendor.
     *
     * @param why for the person who must act, for example "the connection was refused"
     */
    record Unsent(String why) implements CallEvent {}

    /** The request may have reached the vendor; no whole answer came. */
    record Unanswered(String why) implements CallEvent {}

    /**
     * An answer came that is larger than any answer may be; the rest of it was not read.
     *
     * @param limit the limit that it exceeds, for example "16 MiB"
     */
    record TooLarge(String limit) implements CallEvent {}

    /** Rollcall is being stopped; the request was not sent. */
    record Stopped() implements CallEvent {}

    /** Changes are paused; the request was not sent. */
    record Paused() implements CallEvent {}

    /** The caller gave up; the request was not sent. */
    record Cancelled() implements CallEvent {}
}
