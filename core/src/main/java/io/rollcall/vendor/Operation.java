package io.rollcall.vendor;

import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a vendor can be asked to do, as a value without I/O. Stateless and thread-safe.
 *
 * @param <I> what is asked
 * @param <O> the neutral answer
 */
public interface Operation<I, O> {

    /** The name under which calls are paced, counted and reported, for example {@code dingtalk.invite}. */
    OperationName name();

    /**
     * The request for an input, without its token.
     *
     * @throws IllegalArgumentException for an input that must not be sent; its message names no person's data
     */
    HttpRequest request(I input);

    /** Reads what came back; never throws, whatever the bytes are. The input is the one that was asked. */
    ParsedResponse<O> read(I input, HttpResponse response);

    /** The vendor's id of the request, as its answer's headers tell it; null where they tell none. */
    default @Nullable String requestId(HttpResponse response) {
        return null;
    }

    /** What to do when it is unknown whether the vendor acted. */
    Repeat afterUnknownOutcome();

    /** What a recording may keep of the answers; nothing where the operation lists nothing. */
    default RecordedFields recordedFields() {
        return RecordedFields.NONE;
    }

    /** The operation as its provider gave it out, by which its application is found; one that wraps another returns that one. */
    default Operation<?, ?> origin() {
        return this;
    }

    /** What the call is for where the caller does not say: operations that only read are polls. */
    default Purpose purpose() {
        return afterUnknownOutcome() == Repeat.REPEAT ? Purpose.POLL : Purpose.CHANGE;
    }

    /** The permission that the application needs for the call, as the vendor's console names it; null where none is known. */
    default @Nullable String permission() {
        return null;
    }

    /** Whether the vendor counts the call against a monthly budget. */
    boolean metered();

    /** What to do when it is unknown whether the vendor acted. */
    enum Repeat {
        /** It only reads: ask again. */
        REPEAT,
        /** It changes something that shows: look before asking again. */
        LOOK_FIRST,
        /** It cannot be taken back: leave it. */
        NEVER
    }
}
