package io.rollcall.vendor.dingtalk;

import io.rollcall.http.HttpResponse;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.OperationName;
import io.rollcall.vendor.RecordedFields;
import org.jspecify.annotations.Nullable;

/** What DingTalk's operations say of themselves is in the table of {@link DingTalkApi}. */
interface DingTalkOperation<I, O> extends Operation<I, O> {

    DingTalkApi call();

    /** What a recording may keep of an answer that is no error. */
    default RecordedFields answerFields() {
        return RecordedFields.NONE;
    }

    @Override
    default RecordedFields recordedFields() {
        return DingTalkErrorParser.FIELDS.and(answerFields());
    }

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
    default @Nullable String permission() {
        return call().permission();
    }

    @Override
    default @Nullable String requestId(HttpResponse response) {
        return DingTalkErrorParser.requestIdInHeaders(response);
    }
}
