package io.rollcall.config;

import io.rollcall.setting.Setting;
import io.rollcall.setting.SettingGroup;
import io.rollcall.setting.ValueTypes;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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

    /** The keys that only the program uses, each with a clause that says why a host must not set it. */
    public static final Map<String, String> PROGRAM_ONLY = programOnly();

    private HostSettings() {}

    private static Map<String, String> programOnly() {
        Map<String, String> reasons = new TreeMap<>();
        for (Setting<?> setting : ServerSettings.GROUP.settings()) {
            String why = "this application has health checks and metrics already";
            reasons.put(ServerSettings.GROUP.key(setting), why);
            setting.fileName().ifPresent(file -> reasons.put(ServerSettings.GROUP.prefix() + file, why));
        }
        reasons.put("rollcall.report.names", "this application prints no text reports");
        for (Setting<?> setting : LogSettings.GROUP.settings()) {
            reasons.put(LogSettings.GROUP.key(setting), "this application configures its own logging");
        }
        return Collections.unmodifiableMap(reasons);
    }
}
