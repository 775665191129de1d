package io.rollcall.huawei;

import io.rollcall.call.OperationName;

/** The calls that Rollcall makes at Huawei. */
enum HuaweiCall {
    TOKEN("token"),
    USER_DETAILS("user-details");

    private final OperationName operation;

    HuaweiCall(String call) {
        this.operation = new OperationName(Huawei.NAME, call);
    }

    OperationName operation() {
        return operation;
    }
}
