package io.rollcall.camel.internal.stream;

import io.rollcall.camel.support.FatalErrors;
import io.rollcall.camel.support.UnexpectedErrors;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Calls one listener, one call after the other, without anybody waiting for it. Where more than {@value #CAPACITY} calls
 * wait, further ones are dropped with a warning, and the listener learns of a gap when it has caught up. Thread-safe.
 */
final class ListenerQueue {
    static final int CAPACITY = 10_000;

    private static final Logger LOG = LoggerFactory.getLogger(ListenerQueue.class);

    private final StreamListener listener;
    private final SerialQueue queue;
    /** The applications of which calls were left out since the listener last caught up. */
    private final Set<String> gaps = new HashSet<>();

    private int waiting;

    /** @param threads where the listener is called, which may block */
    ListenerQueue(StreamListener listener, Executor threads) {
        this.listener = listener;
        this.queue = new SerialQueue(threads);
    }

    /** Calls the listener later; returns at once. */
    void call(String application, Consumer<StreamListener> call) {
        synchronized (this) {
            if (waiting >= CAPACITY) {
                if (gaps.add(application)) {
                    LOG.warn(
                            "A receiver of the events of {} is slower than the events: some are left out, and flows poll"
                                    + " once it has caught up.",
                            application);
                }
                return;
            }
            waiting++;
        }
        queue.execute(() -> {
            safely(call);
            called();
        });
    }

    private void called() {
        Set<String> caughtUp = Set.of();
        synchronized (this) {
            waiting--;
            if (waiting == 0) {
                caughtUp = Set.copyOf(gaps);
                gaps.clear();
            }
        }
        caughtUp.forEach(application -> {
            safely(one -> one.lost(application));
            safely(one -> one.live(application));
        });
    }

    private void safely(Consumer<StreamListener> call) {
        try {
            call.accept(listener);
        } catch (RuntimeException | Error failure) {
            if (!FatalErrors.report(failure)) {
                LOG.error("a receiver of events failed", UnexpectedErrors.withoutMessages(failure));
            }
        }
    }
}
