package io.rollcall.app.api;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Passes on to the open pages that a view's data may have changed, without the data. Thread-safe. */
public final class LiveTopics {
    private final List<Consumer<LiveTopic>> subscribers = new CopyOnWriteArrayList<>();

    /** Publishes that a topic's data may have changed. Returns at once; subscribers must not block. */
    public void publish(LiveTopic topic) {
        subscribers.forEach(subscriber -> subscriber.accept(topic));
    }

    /**
     * Calls a subscriber at each publication, on the publisher's thread.
     *
     * @param subscriber returns at once; throws nothing
     */
    public void subscribe(Consumer<LiveTopic> subscriber) {
        subscribers.add(subscriber);
    }

    /** Whether anyone receives what is published. */
    public boolean isWatched() {
        return !subscribers.isEmpty();
    }

    /** Removes a subscriber. */
    public void unsubscribe(Consumer<LiveTopic> subscriber) {
        subscribers.remove(subscriber);
    }
}
