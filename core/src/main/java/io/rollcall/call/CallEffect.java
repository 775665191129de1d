package io.rollcall.call;

import io.rollcall.budget.BillingMonth;
import io.rollcall.http.HttpRequest;
import io.rollcall.vendor.AccessToken;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Outcome;
import java.time.Duration;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/** What to do next for a call. The executor passes the matching {@link CallEvent} to {@link Call#next}. Immutable. */
public sealed interface CallEffect<O> {

    /** The first effect of every call: {@link CallEvent.Started}. */
    record Start<O>() implements CallEffect<O> {}

    /**
     * Count one metered call, unless the month's are used up or the vendor refuses: {@link CallEvent.Spent}.
     *
     * @param limit the most calls the month may have for a call of this purpose
     * @param heedsRefusal whether the vendor's refusal of other calls prevents this one
     */
    record Spend<O>(String application, YearMonth month, long limit, boolean heedsRefusal) implements CallEffect<O> {}

    /** Take one counted call back: {@link CallEvent.GivenBack}. */
    record GiveBack<O>(String application, YearMonth month) implements CallEffect<O> {}

    /** Record that the vendor refuses the month's calls as used up: {@link CallEvent.Recorded}. */
    record RecordRefusal<O>(String application, BillingMonth month) implements CallEffect<O> {}

    /** Remove the record of such a refusal, because the vendor accepts calls again: {@link CallEvent.Recorded}. */
    record RemoveRefusal<O>(String application, YearMonth month) implements CallEffect<O> {}

    /** Acquire a permit, however long that takes: {@link CallEvent.PermitAcquired}. */
    record AcquirePermit<O>(RateLimiter limiter) implements CallEffect<O> {}

    /** Wait: {@link CallEvent.Waited}. */
    record Wait<O>(Duration time) implements CallEffect<O> {}

    /**
     * Get the application's token: {@link CallEvent.TokenGot} or {@link CallEvent.TokenFailed}.
     *
     * @param rejected the token that the vendor did not accept; null where none was tried
     */
    record GetToken<O>(@Nullable AccessToken rejected) implements CallEffect<O> {}

    /** Send: {@link CallEvent.Answered}, {@link CallEvent.Unsent}, {@link CallEvent.Unanswered} or {@link CallEvent.TooLarge}. */
    record Send<O>(HttpRequest request) implements CallEffect<O> {}

    /** The call is over. */
    record Finish<O>(Outcome<O> outcome) implements CallEffect<O> {}

    /** The end of a call that failed. The remedy names the application's settings as they are configured. */
    static <O> CallEffect<O> fail(ApplicationState application, Fault fault) {
        return new Finish<>(new Outcome.Failed<>(fault.withRemedy(application.withSettingNames(fault.remedy()))));
    }
}
