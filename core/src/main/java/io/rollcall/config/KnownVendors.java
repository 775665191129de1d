package io.rollcall.config;

import io.rollcall.dingtalk.DingTalk;
import io.rollcall.dingtalk.DingTalkVendor;
import io.rollcall.huawei.Huawei;
import io.rollcall.huawei.HuaweiVendor;
import io.rollcall.provider.Vendor;
import java.util.List;

/** The registration of the vendors: one more vendor is one more line here. */
public final class KnownVendors {
    private static final List<Vendor> ALL = List.of(new DingTalkVendor(DingTalk::new), new HuaweiVendor(Huawei::new));

    private KnownVendors() {}

    public static List<Vendor> all() {
        return ALL;
    }
}
