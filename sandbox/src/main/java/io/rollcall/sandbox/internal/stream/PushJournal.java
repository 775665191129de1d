package io.rollcall.sandbox.internal.stream;

import io.rollcall.sandbox.journal.EventPush;
import io.rollcall.sandbox.journal.EventPush.Acknowledgement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Every push of an event, with its acknowledgement. Thread-safe. */
final class PushJournal {
    private final List<EventPush> pushes = new ArrayList<>();
    private final Map<String, Integer> lastByMessage = new HashMap<>();

    /** Adds a push that is about to be sent. */
    synchronized void add(Delivery delivery, String connection) {
        lastByMessage.put(delivery.messageId(), pushes.size());
        pushes.add(new EventPush(
                delivery.eventId(),
                delivery.messageId(),
                delivery.event().eventType(),
                delivery.data(),
                connection,
                System.nanoTime(),
                null));
    }

    /** Adds an acknowledgement to the last push of a message; false if there was no such message. */
    synchronized boolean acknowledge(String messageId, Acknowledgement acknowledgement) {
        Integer index = lastByMessage.get(messageId);
        if (index == null) {
            return false;
        }
        pushes.set(index, pushes.get(index).acknowledged(acknowledgement));
        return true;
    }

    synchronized List<EventPush> pushes() {
        return List.copyOf(pushes);
    }

    synchronized void clear() {
        pushes.clear();
        lastByMessage.clear();
    }
}
