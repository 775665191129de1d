package io.rollcall.config;

import io.rollcall.flow.FlowConfig;
import io.rollcall.flow.FlowType;
import io.rollcall.setting.Setting;
import io.rollcall.setting.SettingGroup;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The types of flows, and the settings of each. Immutable. */
record FlowTypes(List<FlowType> all) {
    FlowTypes {
        all = List.copyOf(all);
    }

    /** Every {@link FlowType} that a jar on the class path registers as a service. */
    static FlowTypes known() {
        return new FlowTypes(Services.all(FlowType.class, "flow type", FlowType::word));
    }

    /** The type of a word. */
    Optional<FlowType> of(String word) {
        return all.stream().filter(type -> type.word().equals(word)).findFirst();
    }

    /** The words of all types. */
    List<String> words() {
        return all.stream().map(FlowType::word).toList();
    }

    /** The settings of every flow. */
    List<Setting<?>> common() {
        return CommonFlowSettings.of(this);
    }

    /** All settings of a type, those of every flow first. */
    List<Setting<?>> settings(FlowType type) {
        List<Setting<?>> settings = new ArrayList<>(common());
        settings.addAll(type.ownSettings());
        return settings;
    }

    /** The settings of a flow; those of every flow where its type is not known. */
    SettingGroup group(String flow, Optional<FlowType> type) {
        return new SettingGroup(
                "Flow " + flow,
                FlowConfig.prefix(flow),
                type.map(this::settings).orElseGet(this::common));
    }

    /** The names of all settings of all types, and of files that hold their values. */
    List<String> settingNames() {
        return all.stream().flatMap(type -> names(settings(type))).distinct().toList();
    }

    /** The names of settings, and of files that hold their values. */
    static Stream<String> names(List<Setting<?>> settings) {
        return settings.stream()
                .flatMap(setting -> Stream.concat(Stream.of(setting.name()), setting.fileName().stream()));
    }

    /** The types that have a setting. */
    Stream<FlowType> having(String setting) {
        return all.stream().filter(type -> names(settings(type)).anyMatch(setting::equals));
    }
}
