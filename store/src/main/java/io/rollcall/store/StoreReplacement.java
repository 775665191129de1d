package io.rollcall.store;

import io.rollcall.state.StoreReplacedException;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Records that the store was replaced while in use, and calls each listener once. Thread-safe. */
final class StoreReplacement {
    private final AtomicReference<@Nullable StoreReplacedException> detected = new AtomicReference<>();
    private final Queue<Consumer<StoreReplacedException>> listeners = new ConcurrentLinkedQueue<>();

    /** The first failure that showed the replacement; empty if none was detected. */
    Optional<StoreReplacedException> get() {
        return Optional.ofNullable(detected.get());
    }

    /** Calls the listener when a replacement is detected, or now if one was detected before. */
    void addListener(Consumer<StoreReplacedException> listener) {
        listeners.add(listener);
        notifyListeners();
    }

    void detected(StoreReplacedException failure) {
        detected.compareAndSet(null, failure);
        notifyListeners();
    }

    private void notifyListeners() {
        StoreReplacedException failure = detected.get();
        if (failure != null) {
            for (var listener = listeners.poll(); listener != null; listener = listeners.poll()) {
                listener.accept(failure);
            }
        }
    }
}
