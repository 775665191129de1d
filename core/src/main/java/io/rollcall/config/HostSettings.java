package io.rollcall.config;

import io.rollcall.setting.Setting;
import io.rollcall.setting.SettingGroup;
import io.rollcall.setting.ValueTypes;
import java.util.List;

/** The settings that only a host has: an application that Rollcall is a part of. The program of its own knows none. */
public final class HostSettings {
    /** Whether the host wants Rollcall at all. */
    public static final Setting<Boolean> ENABLED = Setting.of(
                    "enabled",
                    ValueTypes.BOOLEAN,
                    "Whether Rollcall does anything in this application; false is as if it were not on the class path")
            .defaultingTo("true");

    /** All of them. */
    public static final SettingGroup GROUP =
            new SettingGroup("In a Camel application", "rollcall.camel.", List.of(ENABLED));

    private HostSettings() {}
}
