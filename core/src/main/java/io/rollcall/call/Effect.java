package io.rollcall.call;

import io.rollcall.http.HttpRequest;
import java.time.Duration;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/** What a call wants done next. The doer answers with the matching {@link Event}. */
public sealed interface Effect<O> {

    /**
     * Count one metered call, unless the month's are used up or the vendor refuses: {@link Event.Spent}.
     *
     * @param limit the most calls the month may have for a call of this purpose
     */
    record Spend<O>(String application, YearMonth month, long limit) implements Effect<O> {}

    /** Take one counted call back: {@link Event.GivenBack}. */
    record GiveBack<O>(String application, YearMonth month) implements Effect<O> {}

    /** Record that the vendor refuses the month's calls as used up: {@link Event.Recorded}. */
    record RecordRefusal<O>(String application, YearMonth month) implements Effect<O> {}

    /** Remove the record of such a refusal, because the vendor accepts calls again: {@link Event.Recorded}. */
    record RemoveRefusal<O>(String application, YearMonth month) implements Effect<O> {}

    /** Get a place from the pacer, however long that takes: {@link Event.Placed}. */
    record GetPlace<O>(Pacer pacer) implements Effect<O> {}

    /** Wait: {@link Event.Waited}. */
    record Wait<O>(Duration time) implements Effect<O> {}

    /**
     * Get the application's token: {@link Event.TokenGot} or {@link Event.TokenFailed}.
     *
     * @param rejected the token that the vendor did not accept; null where none was tried
     */
    record GetToken<O>(@Nullable Token rejected) implements Effect<O> {}

    /** Send: {@link Event.Answered}, {@link Event.Unsent}, {@link Event.Unanswered} or {@link Event.TooLarge}. */
    record Send<O>(HttpRequest request) implements Effect<O> {}

    /** The call is over. */
    record Finish<O>(Outcome<O> outcome) implements Effect<O> {}
}
