package io.rollcall.vendor.dingtalk;

import io.rollcall.http.HttpResponse;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.OperationName;
import org.jspecify.annotations.Nullable;

/** What DingTalk's operations say of themselves is in the table of {@link DingTalkApi}. */
interface DingTalkOperation<I, O> extends Operation<I, O> {

    DingTalkApi call();

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
        return DingTalkErrorParser.requestIdInHeaders(response);
    }
}
