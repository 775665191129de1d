package io.rollcall.vendor.huawei;

import io.rollcall.http.HttpResponse;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.OperationName;
import io.rollcall.vendor.RecordedFields;
import org.jspecify.annotations.Nullable;

/** What Huawei's operations have in common: they only read, and nothing here is metered. */
interface HuaweiOperation<I, O> extends Operation<I, O> {

    HuaweiApi call();

    /** What a recording may keep of an answer that is no error. */
    RecordedFields answerFields();

    @Override
    default RecordedFields recordedFields() {
        return HuaweiErrorParser.FIELDS.and(answerFields());
    }

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
