package io.rollcall.camel.watch;

import io.rollcall.state.LedgerRepository;
import io.rollcall.state.PauseRepository;
import io.rollcall.state.RosterRepository;
import io.rollcall.state.RunRepository;
import io.rollcall.state.StateStore;
import io.rollcall.state.StoreException;
import io.rollcall.state.StreamRepository;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the store for health checks and metrics on threads of its own: a read that takes too long fails and says that the
 * store is busy. Thread-safe.
 */
final class BoundedReads {
    private final Duration longest;
    private final AtomicInteger overdue = new AtomicInteger();
    private final ExecutorService threads;

    /**
     * @param longest the timeout of one read
     * @param threads two or more, used for these reads only
     */
    BoundedReads(Duration longest, ExecutorService threads) {
        this.longest = longest;
        this.threads = threads;
    }

    /** The same store with timeouts for what health checks and metrics read. */
    StateStore of(StateStore store) {
        return proxy(StateStore.class, (method, arguments) -> switch (method.getName()) {
            case "inspect" -> within(() -> invoke(store, method, arguments));
            case "budget" -> bounded(LedgerRepository.class, store::budget);
            case "pauses" -> bounded(PauseRepository.class, store::pauses);
            case "rosters" -> bounded(RosterRepository.class, store::rosters);
            case "runs" -> bounded(RunRepository.class, store::runs);
            case "stream" -> bounded(StreamRepository.class, store::stream);
            default -> invoke(store, method, arguments);
        });
    }

    private <T> T bounded(Class<T> type, Supplier<T> repository) {
        return proxy(type, (method, arguments) -> within(() -> invoke(repository.get(), method, arguments)));
    }

    /** Handles a call of an interface's method. */
    private interface Behavior {
        @Nullable Object call(Method method, Object @Nullable [] arguments) throws Throwable;
    }

    private static <T> T proxy(Class<T> type, Behavior behavior) {
        return type.cast(Proxy.newProxyInstance(
                BoundedReads.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> behavior.call(method, arguments)));
    }

    private static @Nullable Object invoke(Object target, Method method, Object @Nullable [] arguments)
            throws Exception {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException failed) {
            throw failed.getTargetException() instanceof RuntimeException unchecked
                    ? unchecked
                    : new IllegalStateException(failed.getTargetException());
        }
    }

    private @Nullable Object within(Callable<@Nullable Object> read) {
        if (overdue.get() > 0) {
            // another read would run into the same timeout
            throw busy();
        }
        Read running = new Read(read);
        Future<@Nullable Object> result;
        try {
            result = threads.submit(running);
        } catch (RejectedExecutionException ended) {
            throw new StoreException("Rollcall is stopping", null);
        }
        try {
            return result.get(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException late) {
            running.timedOut();
            result.cancel(true);
            throw busy();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            result.cancel(true);
            throw busy();
        } catch (ExecutionException failed) {
            throw failed.getCause() instanceof RuntimeException unchecked
                    ? unchecked
                    : new IllegalStateException(failed.getCause());
        }
    }

    private StoreException busy() {
        return new StoreException(
                "The store is busy: it did not respond within " + longest.toMillis()
                        + " ms. Its server may be unreachable, or another process may hold it; find and end that process.",
                null);
    }

    /** One read, which counts as overdue from its timeout until it returns. */
    private final class Read implements Callable<@Nullable Object> {
        private final Callable<@Nullable Object> read;
        private boolean late;
        private boolean done;

        Read(Callable<@Nullable Object> read) {
            this.read = read;
        }

        @Override
        public @Nullable Object call() throws Exception {
            try {
                return read.call();
            } finally {
                returned();
            }
        }

        private synchronized void returned() {
            done = true;
            if (late) {
                overdue.decrementAndGet();
            }
        }

        synchronized void timedOut() {
            if (!done) {
                late = true;
                overdue.incrementAndGet();
            }
        }
    }
}
