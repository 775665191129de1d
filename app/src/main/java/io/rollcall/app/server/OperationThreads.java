package io.rollcall.app.server;

import io.undertow.server.HttpServerExchange;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Runs the operations of the API on threads of their own, so that a store that does not respond delays neither health nor the
 * page's files. A request that only reads, or that has not begun, is answered after about two seconds if the store cannot be
 * used; a change that has begun is waited for, because its outcome counts. Thread-safe.
 */
final class OperationThreads implements AutoCloseable {
    private static final int MOST = 8;
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private final Supplier<Optional<String>> storeProblem;
    private final ExecutorService threads = Executors.newFixedThreadPool(MOST, task -> {
        Thread worker = new Thread(task, "rollcall-api");
        worker.setDaemon(true);
        return worker;
    });

    /** @param storeProblem why the store cannot be used; answers within a second */
    OperationThreads(Supplier<Optional<String>> storeProblem) {
        this.storeProblem = storeProblem;
    }

    private enum Phase {
        QUEUED,
        RUNNING,
        ANSWERED
    }

    /**
     * Answers a request later.
     *
     * @param operation must not use the response: it may be sent already
     * @param write called once
     */
    void answer(HttpServerExchange exchange, boolean changes, Supplier<Answer> operation, Consumer<Answer> write) {
        AtomicReference<Phase> phase = new AtomicReference<>(Phase.QUEUED);
        exchange.dispatch(threads, () -> {
            if (phase.compareAndSet(Phase.QUEUED, Phase.RUNNING)) {
                Answer answer = operation.get();
                if (phase.compareAndSet(Phase.RUNNING, Phase.ANSWERED)) {
                    write.accept(answer);
                }
            }
        });
        watch(exchange, changes, phase, write);
    }

    private void watch(
            HttpServerExchange exchange, boolean changes, AtomicReference<Phase> phase, Consumer<Answer> write) {
        exchange.getIoThread()
                .executeAfter(
                        () -> {
                            if (phase.get() == Phase.ANSWERED) {
                                return;
                            }
                            try {
                                exchange.getConnection().getWorker().execute(() -> {
                                    if (!give(changes, phase, write)) {
                                        watch(exchange, changes, phase, write);
                                    }
                                });
                            } catch (RejectedExecutionException stopped) {
                                // the server ends, and with it the connection
                            }
                        },
                        PATIENCE.toMillis(),
                        TimeUnit.MILLISECONDS);
    }

    /** Whether the request is answered. */
    private boolean give(boolean changes, AtomicReference<Phase> phase, Consumer<Answer> write) {
        Phase now = phase.get();
        if (now == Phase.ANSWERED) {
            return true;
        }
        if (changes && now == Phase.RUNNING) {
            return false;
        }
        Optional<String> problem = storeProblem.get();
        if (problem.isEmpty() || !phase.compareAndSet(now, Phase.ANSWERED)) {
            return false;
        }
        write.accept(Answer.problem(503, "the store cannot be used", problem.get()));
        return true;
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
