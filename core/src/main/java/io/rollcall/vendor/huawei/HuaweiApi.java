package io.rollcall.vendor.huawei;

import io.rollcall.vendor.OperationName;

/** The calls that Rollcall makes at Huawei. */
enum HuaweiApi {
    TOKEN("token"),
    USER_DETAILS("user-details");

    private final OperationName operation;

    HuaweiApi(String call) {
        this.operation = new OperationName(Huawei.NAME, call);
    }

    OperationName operation() {
        return operation;
    }
}
