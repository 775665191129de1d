package io.rollcall.tell;

import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpResponse;
import java.util.function.Function;

/** A message in the form in which it is sent. */
public sealed interface Delivery {
    /**
     * By HTTP; the request holds secrets and {@code toString} does not show them.
     *
     * @param reader says what the answer means
     */
    record Post(HttpRequest request, Function<HttpResponse, Verdict> reader) implements Delivery {}

    /** By mail, as plain text. */
    record Mail(String subject, String text) implements Delivery {
        /** Shows no text. */
        @Override
        public String toString() {
            return "Mail";
        }
    }
}
