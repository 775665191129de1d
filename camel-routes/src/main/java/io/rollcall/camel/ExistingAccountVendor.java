package io.rollcall.camel;

import io.rollcall.setting.Setting;
import io.rollcall.setting.SettingGroup;
import io.rollcall.setting.Values;
import io.rollcall.vendor.Application;
import io.rollcall.vendor.Vendor;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An account that is configured elsewhere, for a configuration that only names it: it has no settings there, and its
 * application is the existing one. Immutable and thread-safe.
 *
 * @param name the account's
 */
record ExistingAccountVendor(String name, Application application, Vendor vendor) implements Vendor {
    @Override
    public Set<Class<?>> capabilities() {
        return vendor.capabilities();
    }

    @Override
    public SettingGroup settings() {
        return new SettingGroup(vendor.settings().title(), "rollcall." + name + ".", List.of());
    }

    @Override
    public List<Setting<?>> credentials() {
        return List.of();
    }

    @Override
    public Map<Class<?>, List<Setting<?>>> flowSettings() {
        return vendor.flowSettings();
    }

    @Override
    public void check(Values values) {}

    @Override
    public Application configure(Values values) {
        return application;
    }
}
