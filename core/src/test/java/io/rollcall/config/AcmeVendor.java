package io.rollcall.config;

import io.rollcall.setting.Setting;
import io.rollcall.setting.SettingGroup;
import io.rollcall.setting.ValueTypes;
import io.rollcall.setting.Values;
import io.rollcall.vendor.Application;
import io.rollcall.vendor.UserLookup;
import io.rollcall.vendor.Vendor;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A third vendor. */
public record AcmeVendor() implements Vendor {
    private static final Setting<String> KEY =
            Setting.of("key", io.rollcall.setting.ValueTypes.TEXT, "The key").defaultingTo("k");

    @Override
    public String name() {
        return "acme";
    }

    @Override
    public Set<Class<?>> capabilities() {
        return Set.of(UserLookup.class);
    }

    @Override
    public SettingGroup settings() {
        return new SettingGroup("Acme", "rollcall.acme.", List.of(KEY));
    }

    @Override
    public List<Setting<?>> credentials() {
        return List.of(KEY);
    }

    @Override
    public Map<Class<?>, List<Setting<?>>> flowSettings() {
        Setting<String> idType = Setting.of(
                        "lookup.id-type", ValueTypes.oneOf(List.of("MAIL")), "The kind of id as which the key is asked")
                .defaultingTo("MAIL");
        return Map.of(UserLookup.class, List.of(idType));
    }

    @Override
    public void check(Values values) {}

    @Override
    public Application configure(Values values) {
        return new Application("acme/" + values.get(KEY), new Configuring.HuaweiAdapter(null), List.of(), List.of(), 0);
    }
}
