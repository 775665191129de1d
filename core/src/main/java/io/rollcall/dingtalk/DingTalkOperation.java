package io.rollcall.dingtalk;

import io.rollcall.call.Operation;
import io.rollcall.call.OperationName;
import io.rollcall.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** What DingTalk's operations say of themselves is in the table of {@link DingTalkCall}. */
interface DingTalkOperation<I, O> extends Operation<I, O> {

    DingTalkCall call();

    @Override
    default OperationName name() {
        return call().operation();
    }

    @Override
    default Repeat afterUnknownOutcome() {
        return call().repeat();
    }

    @Override
    default boolean metered() {
        return call().metered();
    }

    @Override
    default @Nullable String requestId(HttpResponse response) {
        return DingTalkRefusal.requestIdInHeaders(response);
    }
}
