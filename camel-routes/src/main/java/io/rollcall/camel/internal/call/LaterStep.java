package io.rollcall.camel.internal.call;

import io.rollcall.call.Event;
import java.util.function.Consumer;
import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.support.AsyncProcessorSupport;
import org.jspecify.annotations.Nullable;

/** A step of the route whose event may come later, on another thread; until then no thread waits. */
final class LaterStep extends AsyncProcessorSupport {
    private final Start start;

    LaterStep(Start start) {
        this.start = start;
    }

    /** Starts what the step does. */
    interface Start {
        /** Returns the event where it happens at once; null where the consumer will be told. */
        @Nullable Event start(Conversation<?, ?> conversation, Consumer<Event> later);
    }

    @Override
    public boolean process(Exchange exchange, AsyncCallback callback) {
        Conversation<?, ?> conversation = Conversation.of(exchange);
        Event atOnce = start.start(conversation, event -> {
            tell(exchange, conversation, event);
            callback.done(false);
        });
        if (atOnce == null) {
            return false;
        }
        tell(exchange, conversation, atOnce);
        callback.done(true);
        return true;
    }

    private static void tell(Exchange exchange, Conversation<?, ?> conversation, Event event) {
        try {
            conversation.tell(event);
        } catch (RuntimeException defect) {
            // on a worker nobody else would see it, and the caller would wait for ever
            exchange.setException(defect);
        }
    }
}
