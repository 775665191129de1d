package io.rollcall.config;

import io.rollcall.dingtalk.DingTalkVendor;
import io.rollcall.huawei.HuaweiVendor;
import io.rollcall.setting.SettingGroup;
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
