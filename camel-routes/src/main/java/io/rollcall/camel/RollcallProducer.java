package io.rollcall.camel;

import io.rollcall.camel.internal.call.CallerContext;
import io.rollcall.camel.internal.call.InProgress;
import io.rollcall.camel.support.FatalErrors;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultAsyncProducer;
import org.jspecify.annotations.Nullable;

/**
 * Replaces a message's body by the result of an operation, without blocking the caller's thread. Headers stay as they
 * are. Thread-safe.
 */
final class RollcallProducer extends DefaultAsyncProducer {
    private final RollcallEndpoint endpoint;
    private final RollcallOperation operation;
    private @Nullable Action action;
    private @Nullable Executor executor;
    private @Nullable ComponentServices used;
    private volatile InProgress exchanges = new InProgress();

    /** What an operation does with a message. */
    interface Action {

        /** The new body, now or later. Called on a thread of Rollcall's. */
        CompletableFuture<?> execute(Exchange exchange) throws Exception;
    }

    public RollcallProducer(RollcallEndpoint endpoint, RollcallOperation operation) {
        super(endpoint);
        this.endpoint = endpoint;
        this.operation = operation;
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        ComponentServices services = ComponentServices.of(endpoint.getCamelContext());
        if (used == null) {
            endpoint.getComponent().topology().acquire(services);
            used = services;
        }
        exchanges = services.exchanges();
        executor = operation.runsFlow() ? services.runs() : services.replies();
        action = switch (operation) {
            case ACCEPT -> AcceptAction.of(endpoint, services);
            case ATTENDANCE -> AttendanceAction.of(endpoint, services);
            case PAUSE, RESUME -> PauseActions.of(operation, endpoint, services);
            default ->
                operation.runsFlow()
                        ? FlowActions.of(operation, endpoint, services)
                        : CapabilityActions.of(operation, endpoint, services);
        };
    }

    @Override
    protected void doShutdown() throws Exception {
        if (used != null) {
            endpoint.getComponent().topology().release(used);
            used = null;
        }
        super.doShutdown();
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        CallerContext caller = CallerContext.current();
        InProgress counter = exchanges;
        counter.begin();
        // before the callback, which may stop the context and must not wait for itself
        AsyncCallback counted = done -> {
            counter.end();
            callback.done(done);
        };
        execute(() -> caller.run(() -> start(exchange, counted, caller)));
        return false;
    }

    private void start(Exchange exchange, AsyncCallback callback, CallerContext caller) {
        CompletableFuture<?> result;
        try {
            result = Objects.requireNonNull(action, "the producer has started").execute(exchange);
        } catch (Throwable refused) { // an Error too: the caller must receive a response in any case
            FatalErrors.report(refused);
            exchange.setException(refused);
            callback.done(false);
            return;
        }
        result.whenCompleteAsync(
                (value, failure) -> {
                    FatalErrors.report(failure);
                    try {
                        complete(exchange, value, failure);
                    } finally {
                        callback.done(false);
                    }
                },
                work -> execute(() -> caller.run(work)));
    }

    private void execute(Runnable work) {
        try {
            Objects.requireNonNull(executor, "the producer has started").execute(work);
        } catch (RejectedExecutionException stopped) {
            // the caller must receive a response in any case
            work.run();
        } catch (Error noThread) {
            FatalErrors.report(noThread);
            work.run();
        }
    }

    private static void complete(Exchange exchange, @Nullable Object value, @Nullable Throwable failure) {
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
