package io.rollcall.camel.internal.call;

import io.rollcall.call.Call;
import io.rollcall.call.CallEffect;
import io.rollcall.call.CallEvent;
import io.rollcall.camel.api.CallListener;
import io.rollcall.camel.api.RequestResult;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.OperationName;
import io.rollcall.vendor.Outcome;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Calls the listener with the progress of one call. Used by one thread at a time. */
final class CallProgress {
    private final OperationName operation;
    private final Call<?, ?> call;
    private final CallListener listener;
    private Instant since = Instant.MIN;

    CallProgress(OperationName operation, Call<?, ?> call, CallListener listener) {
        this.operation = operation;
        this.call = call;
        this.listener = listener;
    }

    /**
     * Reports that an effect was carried out.
     *
     * @param event its result
     * @param next what follows
     * @param now the monotonic clock's time
     */
    void report(CallEffect<?> effect, CallEvent event, CallEffect<?> next, Instant now) {
        Duration time = since.equals(Instant.MIN) ? Duration.ZERO : Duration.between(since, now);
        since = now;
        if (effect instanceof CallEffect.Send) {
            listener.sent(operation, call.trouble().map(Fault::kind).orElse(null));
            listener.requested(result(event, time));
        } else if (effect instanceof CallEffect.AcquirePermit) {
            listener.waited(operation, CallListener.Reason.PLACE, time);
        } else if (effect instanceof CallEffect.Wait) {
            listener.waited(operation, CallListener.Reason.PAUSE, time);
        }
        if (next instanceof CallEffect.Finish<?> finish) {
            listener.ended(
                    operation,
                    finish.outcome() instanceof Outcome.Failed<?> failed
                            ? failed.fault().kind()
                            : null);
        }
    }

    private RequestResult result(CallEvent event, Duration time) {
        @Nullable Fault fault = call.trouble().orElse(null);
        Fault.@Nullable Kind kind = fault == null ? null : fault.kind();
        if (!(event instanceof CallEvent.Answered answered)) {
            return new RequestResult(operation, null, kind, null, null, time);
        }
        Fault.Origin origin =
                fault == null ? new Fault.Origin(operation, null, call.requestId(answered.response())) : fault.origin();
        return new RequestResult(
                operation, answered.response().status(), kind, origin.code(), origin.requestId(), time);
    }
}
