package io.rollcall.vendor;

import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpResponse;

/** An operation that a test answers itself, without HTTP. */
public interface Unsent<I, O> extends Operation<I, O> {
    @Override
    default HttpRequest request(I input) {
        throw new AssertionError("nothing is sent here");
    }

    @Override
    default ParsedResponse<O> read(I input, HttpResponse response) {
        throw new AssertionError("nothing comes back here");
    }

    @Override
    default Repeat afterUnknownOutcome() {
        return Repeat.REPEAT;
    }

    @Override
    default boolean metered() {
        return false;
    }
}
