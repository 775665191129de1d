package io.rollcall.camel.internal.capability;

import io.rollcall.camel.FatalErrors;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.AsyncProcessorSupport;
import org.jspecify.annotations.Nullable;

/**
 * Puts an answer, or what went wrong, in the place of a question, without keeping the asker's thread; nor is the store asked
 * on it: what stands there must neither wait for a transaction that the asker has begun nor be taken back with it. Thread-safe.
 */
final class ReplyWriter extends AsyncProcessorSupport {
    private final Service service;
    private final Executor answers;

    ReplyWriter(Service service, Executor answers) {
        this.service = service;
        this.answers = answers;
    }

    /** Answers a message, later. */
    interface Service {
        CompletableFuture<?> answer(Message question) throws Exception;
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        onAnswers(() -> ask(exchange, callback));
        return false;
    }

    private void ask(Exchange exchange, AsyncCallback callback) {
        CompletableFuture<?> answer;
        try {
            answer = service.answer(exchange.getMessage());
        } catch (Throwable refused) { // an Error too: nobody may be left without an answer
            FatalErrors.report(refused);
            exchange.setException(refused);
            callback.done(false);
            return;
        }
        answer.whenCompleteAsync(
                (value, failure) -> {
                    FatalErrors.report(failure);
                    try {
                        tell(exchange, value, failure);
                    } finally {
                        callback.done(false);
                    }
                },
                this::onAnswers);
    }

    private void onAnswers(Runnable goOn) {
        try {
            answers.execute(goOn);
        } catch (RejectedExecutionException stopped) {
            // nobody may be left without an answer
            goOn.run();
        } catch (Error noThread) {
            FatalErrors.report(noThread);
            goOn.run();
        }
    }

    private static void tell(Exchange exchange, @Nullable Object value, @Nullable Throwable failure) {
        if (failure == null) {
            exchange.getMessage().setBody(value);
        } else {
            exchange.setException(
                    failure instanceof CompletionException && failure.getCause() != null
                            ? failure.getCause()
                            : failure);
        }
    }
}
