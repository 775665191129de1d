package io.rollcall.app.server;

import io.undertow.server.HttpServerExchange;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Limits the memory of answers that their clients have not read yet, all together. Small answers are not counted: there are as
 * many as connections at most, and health and metrics must not wait for the readers of large ones. Thread-safe.
 */
final class AnswersInFlight {
    static final long MOST = 48 << 20;
    private static final int SMALL = 64 << 10;

    private final AtomicLong bytes = new AtomicLong();

    /** Counts an answer until its exchange is complete, or returns another one in its place. */
    Answer admit(HttpServerExchange exchange, Answer answer) {
        int size = answer.body().length;
        if (size <= SMALL) {
            return answer;
        }
        if (bytes.addAndGet(size) > MOST) {
            bytes.addAndGet(-size);
            return Answer.busy("Too many answers wait for their readers.");
        }
        exchange.addExchangeCompleteListener((ended, next) -> {
            bytes.addAndGet(-size);
            next.proceed();
        });
        return answer;
    }
}
