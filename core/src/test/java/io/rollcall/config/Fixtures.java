package io.rollcall.config;

import io.rollcall.setting.SettingGroup;
import io.rollcall.vendor.dingtalk.DingTalkVendor;
import io.rollcall.vendor.huawei.HuaweiVendor;
import java.util.List;

/** What several tests look at. */
final class Fixtures {
    private Fixtures() {}

    /** Every setting there is. */
    static List<SettingGroup> groups() {
        return RollcallConfig.settings(List.of(
                new DingTalkVendor(Configuring.DingTalkAdapter::new),
                new HuaweiVendor(Configuring.HuaweiAdapter::new)));
    }
}
