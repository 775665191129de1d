package io.rollcall.config;

import io.rollcall.setting.Setting;
import io.rollcall.setting.SettingGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A type of flows: its word, its settings, and how a flow is made from them. */
interface FlowType {
    /** What the value of {@code type} is for this type. */
    String word();

    /** The settings that flows of other types may not have, or have differently. */
    List<Setting<?>> ownSettings();

    /** Makes the flow, reporting what does not fit; empty where a value that it needs is missing or malformed. */
    Optional<FlowConfig> flow(FlowContext context);

    /** All the settings, those of every flow first. */
    default List<Setting<?>> settings() {
        List<Setting<?>> all = new ArrayList<>(CommonFlowSettings.ALL);
        all.addAll(ownSettings());
        return all;
    }

    /** The settings of a flow of this type. */
    default SettingGroup group(String flow) {
        return new SettingGroup("Flow " + flow, prefix(flow), settings());
    }

    /** What stands before a flow's settings. */
    static String prefix(String flow) {
        return "rollcall.flow." + flow + ".";
    }

    /** Every type there is. */
    List<FlowType> ALL = List.of(new CoHostFlowType(), new InviteFlowType(), new RosterFlowType());

    /** The type of a word. */
    static Optional<FlowType> of(String word) {
        return ALL.stream().filter(type -> type.word().equals(word)).findFirst();
    }

    /** The words of all types. */
    static List<String> words() {
        return ALL.stream().map(FlowType::word).toList();
    }

    /** The names of all settings of all types. */
    static List<String> settingNames() {
        return ALL.stream()
                .flatMap(type -> type.settings().stream())
                .map(Setting::name)
                .distinct()
                .toList();
    }

    /** The types that have a setting. */
    static Stream<FlowType> having(String setting) {
        return ALL.stream().filter(type -> type.settings().stream()
                .anyMatch(own -> own.name().equals(setting)));
    }
}
