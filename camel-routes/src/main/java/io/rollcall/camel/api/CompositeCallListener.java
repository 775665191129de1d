package io.rollcall.camel.api;

import io.rollcall.vendor.Fault;
import io.rollcall.vendor.OperationName;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Calls several listeners, one after the other. Thread-safe if they are. */
record CompositeCallListener(List<CallListener> listeners) implements CallListener {
    @Override
    public void sent(OperationName operation, Fault.@Nullable Kind fault) {
        listeners.forEach(listener -> listener.sent(operation, fault));
    }

    @Override
    public void requested(RequestResult result) {
        listeners.forEach(listener -> listener.requested(result));
    }

    @Override
    public void waited(OperationName operation, Reason reason, Duration time) {
        listeners.forEach(listener -> listener.waited(operation, reason, time));
    }

    @Override
    public void ended(OperationName operation, Fault.@Nullable Kind fault) {
        listeners.forEach(listener -> listener.ended(operation, fault));
    }
}
