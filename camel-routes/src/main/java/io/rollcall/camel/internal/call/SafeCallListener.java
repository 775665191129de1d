package io.rollcall.camel.internal.call;

import io.rollcall.camel.api.CallListener;
import io.rollcall.camel.api.RequestResult;
import io.rollcall.camel.support.FatalErrors;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.OperationName;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Calls a listener and logs what it throws: an exception of a listener must not cost the result of a call. Thread-safe. */
public record SafeCallListener(CallListener listener) implements CallListener {
    private static final Logger LOG = LoggerFactory.getLogger(SafeCallListener.class);

    @Override
    public void sent(OperationName operation, Fault.@Nullable Kind fault) {
        call(operation, () -> listener.sent(operation, fault));
    }

    @Override
    public void requested(RequestResult result) {
        call(result.operation(), () -> listener.requested(result));
    }

    @Override
    public void waited(OperationName operation, Reason reason, Duration time) {
        call(operation, () -> listener.waited(operation, reason, time));
    }

    @Override
    public void ended(OperationName operation, Fault.@Nullable Kind fault) {
        call(operation, () -> listener.ended(operation, fault));
    }

    private static void call(OperationName operation, Runnable call) {
        try {
            call.run();
        } catch (RuntimeException | Error broken) {
            FatalErrors.report(broken);
            LOG.error("a listener threw an exception for a call of {}; the call goes on", operation, broken);
        }
    }
}
