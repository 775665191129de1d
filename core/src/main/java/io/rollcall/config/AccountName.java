package io.rollcall.config;

import io.rollcall.setting.Setting;
import io.rollcall.setting.SettingGroup;
import io.rollcall.setting.ValueType;
import io.rollcall.vendor.Vendor;
import java.util.ArrayList;
import java.util.List;

/**
 * A name under which flows ask a vendor: the vendor's own, with the keys {@code rollcall.<vendor>.}, or one that the
 * administrator gave, with the keys {@code rollcall.account.<name>.}, where there are several applications of one vendor.
 *
 * @param group its settings
 */
record AccountName(String name, Vendor vendor, SettingGroup group) {
    /** What stands before a named account's keys and its name. */
    static final String PREFIX = "rollcall.account.";

    static final Setting<String> VENDOR = Setting.of(
            "vendor",
            ValueType.plain("name of a vendor", text -> text),
            "Whose application the account is; beside it stand the keys of that vendor, such as client-id");

    /** The vendor's only application, or the one without a name of its own. */
    static AccountName unnamed(Vendor vendor) {
        return new AccountName(vendor.name(), vendor, vendor.settings());
    }

    /** An application with a name of its own. */
    static AccountName named(String name, Vendor vendor) {
        List<Setting<?>> settings = new ArrayList<>(List.of(VENDOR));
        settings.addAll(vendor.settings().settings());
        return new AccountName(name, vendor, new SettingGroup("Account " + name, prefix(name), settings));
    }

    /** What stands before the settings of a named account. */
    static String prefix(String name) {
        return PREFIX + name + ".";
    }

    boolean isNamed() {
        return group.prefix().startsWith(PREFIX);
    }
}
