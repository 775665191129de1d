package io.rollcall.config;

import io.rollcall.config.RollcallConfig.Log;
import io.rollcall.setting.Setting;
import io.rollcall.setting.SettingGroup;
import io.rollcall.setting.ValueTypes;
import java.util.List;

/** The settings of the program's logs. An application of one's own configures its logging itself. */
final class LogSettings {
    private static final Setting<Boolean> FORMAT = Setting.of(
                    "format",
                    ValueTypes.words("text", false, "json", true),
                    "The format of logs: lines for people, or one JSON object a line")
            .defaultingTo("text");
    private static final Setting<String> FILE = Setting.of(
                    "file",
                    ValueTypes.PATH,
                    "The file for logs, instead of standard error; -v writes vendor calls to standard error as well")
            .defaultingAsSaid("none: logs go to standard error");
    private static final Setting<Long> MAX_SIZE = Setting.of(
                    "max-size",
                    ValueTypes.size(1L << 10, 100L << 30),
                    "The size at which Rollcall renames the log file and begins a new one")
            .defaultingTo("10MB");
    private static final Setting<Integer> KEEP = Setting.of(
                    "keep",
                    ValueTypes.integer(1, 1_000),
                    "How many earlier log files are kept beside the present one, as FILE.1 (the latest), FILE.2 and so on")
            .defaultingTo("5");

    static final SettingGroup GROUP =
            new SettingGroup("Logs of the program", "rollcall.log.", List.of(FORMAT, FILE, MAX_SIZE, KEEP));

    private LogSettings() {}

    /** The logs. A malformed value is a problem of the values, and the default counts here. */
    static Log log(GroupValues values) {
        return new Log(
                values.find(FORMAT).orElse(false),
                values.file(FILE).orElse(null),
                values.find(MAX_SIZE).orElse(10L << 20),
                values.find(KEEP).orElse(5));
    }
}
