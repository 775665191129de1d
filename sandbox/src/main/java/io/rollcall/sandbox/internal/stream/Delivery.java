package io.rollcall.sandbox.internal.stream;

import io.rollcall.sandbox.internal.http.RandomIds;
import java.util.UUID;

/**
 * An event on its way, with one message for all its repeats.
 *
 * @param event the event
 * @param eventId the same for duplicates
 * @param messageId another one for duplicates
 * @param bornMillis when it happened
 * @param data the content as text
 */
record Delivery(StreamEvent event, String eventId, String messageId, long bornMillis, String data) {
    static Delivery of(StreamEvent event, long millis) {
        return new Delivery(
                event,
                UUID.randomUUID().toString(),
                RandomIds.hex(),
                millis,
                event.data().toString());
    }

    /** The same event as another message. */
    Delivery duplicate() {
        return new Delivery(event, eventId, RandomIds.hex(), bornMillis, data);
    }
}
