package io.rollcall.setting;

import java.util.List;

/**
 * A group of settings. Immutable.
 *
 * @param title for the documentation, for example {@code DingTalk}
 * @param prefix the prefix of the keys, with its last dot; {@code NAME} stands for a flow's name
 * @param settings in the order of the documentation
 */
public record SettingGroup(String title, String prefix, List<Setting<?>> settings) {
    public SettingGroup {
        settings = List.copyOf(settings);
    }

    /** The same group under another title. */
    public SettingGroup as(String other) {
        return new SettingGroup(other, prefix, settings);
    }

    /** The key of a setting of this group. */
    public String key(Setting<?> setting) {
        return prefix + setting.name();
    }
}
