package io.rollcall.camel.internal.capability;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.Test;

class ReplyWriterTest {
    private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    private final Queue<Runnable> later = new ArrayDeque<>();
    private final AtomicInteger answered = new AtomicInteger();

    /** Whoever asks may have begun a transaction, which is bound to the thread: the store must see nothing of it. */
    @Test
    void question_whenItIsAsked_isNotLookedAtOnTheAskersThread() {
        AtomicInteger asked = new AtomicInteger();
        ReplyWriter answering = new ReplyWriter(
                message -> {
                    asked.incrementAndGet();
                    return CompletableFuture.completedFuture("answer to " + message.getBody());
                },
                later::add);
        exchange.getMessage().setBody("question");

        assertThat(answering.process(exchange, doneSync -> answered.incrementAndGet()))
                .isFalse();
        assertThat(asked).hasValue(0);
        while (!later.isEmpty()) {
            later.remove().run();
        }
        assertThat(exchange.getMessage().getBody()).isEqualTo("answer to question");
        assertThat(answered).hasValue(1);
    }

    @Test
    void question_whenEverythingIsBeingStopped_isAnsweredAllTheSame() {
        ReplyWriter answering = new ReplyWriter(
                message -> {
                    throw new IllegalArgumentException("no question");
                },
                task -> {
                    throw new RejectedExecutionException();
                });

        answering.process(exchange, doneSync -> answered.incrementAndGet());

        assertThat(exchange.getException()).hasMessage("no question");
        assertThat(answered).hasValue(1);
    }
}
