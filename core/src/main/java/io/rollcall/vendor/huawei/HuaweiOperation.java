package io.rollcall.vendor.huawei;

import io.rollcall.http.HttpResponse;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.OperationName;
import org.jspecify.annotations.Nullable;

/** What Huawei's operations have in common: they only read, and nothing here is metered. */
interface HuaweiOperation<I, O> extends Operation<I, O> {

    HuaweiApi call();

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
        return HuaweiErrorParser.requestIdInHeaders(response);
    }
}
