package io.rollcall.huawei;

import io.rollcall.call.Operation;
import io.rollcall.call.OperationName;
import io.rollcall.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** What Huawei's operations have in common: they only read, and nothing here is metered. */
interface HuaweiOperation<I, O> extends Operation<I, O> {

    HuaweiCall call();

    @Override
    default OperationName name() {
        return call().operation();
    }

    @Override
    default Repeat afterUnknownOutcome() {
        return Repeat.REPEAT;
    }

    @Override
    default boolean metered() {
        return false;
    }

    @Override
    default @Nullable String requestId(HttpResponse response) {
        return HuaweiRefusal.requestIdInHeaders(response);
    }
}
