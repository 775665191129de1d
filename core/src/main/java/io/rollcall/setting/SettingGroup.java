package io.rollcall.setting;

import java.util.List;

/**
 * Settings that belong together.
 *
 * @param title for the documentation, for example {@code DingTalk}
 * @param prefix what stands before the settings' names, its last dot included; {@code NAME} stands for a flow's name
 * @param settings in the order of the documentation
 */
public record SettingGroup(String title, String prefix, List<Setting<?>> settings) {
    public SettingGroup {
        settings = List.copyOf(settings);
    }

    /** The whole key of a setting of this group. */
    public String key(Setting<?> setting) {
        return prefix + setting.name();
    }
}
