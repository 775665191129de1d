package io.rollcall.config;

import io.rollcall.flow.FlowConfig;
import io.rollcall.flow.FlowType;
import io.rollcall.setting.Setting;
import io.rollcall.setting.SettingGroup;
import io.rollcall.setting.ValueType;
import io.rollcall.vendor.Vendor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The types of flows, and the settings of each. Immutable.
 *
 * @param vendors whose settings for flows are added
 */
record FlowTypes(List<FlowType> all, List<Vendor> vendors) {
    FlowTypes {
        all = List.copyOf(all);
        vendors = List.copyOf(vendors);
    }

    /** Every {@link FlowType} that a jar on the class path registers as a service. */
    static FlowTypes known(List<Vendor> vendors) {
        return new FlowTypes(Services.all(FlowType.class, "flow type", FlowType::word), vendors);
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
        settings.addAll(ownSettings(type));
        return settings;
    }

    /** The settings of a type that flows of other types may not have, those that vendors add included. */
    List<Setting<?>> ownSettings(FlowType type) {
        Map<String, Setting<?>> settings = new LinkedHashMap<>();
        type.ownSettings().forEach(setting -> settings.put(setting.name(), setting));
        type.providers().forEach((setting, needed) -> firstAble(needed.keySet())
                .ifPresent(vendor -> settings.put(setting.name(), setting.defaultingTo(vendor))));
        for (Class<?> capability : capabilities(type)) {
            vendors.stream()
                    .flatMap(vendor -> vendor.flowSettings().getOrDefault(capability, List.of()).stream())
                    .forEach(setting -> settings.putIfAbsent(setting.name(), asText(setting)));
        }
        return List.copyOf(settings.values());
    }

    private static List<Class<?>> capabilities(FlowType type) {
        return type.providers().values().stream()
                .flatMap(needed -> needed.keySet().stream())
                .distinct()
                .sorted(Comparator.comparing(Class::getName))
                .toList();
    }

    private Optional<String> firstAble(Set<Class<?>> needed) {
        return vendors.stream()
                .filter(vendor -> vendor.capabilities().containsAll(needed))
                .map(Vendor::name)
                .findFirst();
    }

    /** What a vendor adds, not read yet: which vendor reads it depends on the flow's account. */
    static Setting<String> asText(Setting<?> setting) {
        return new Setting<>(
                setting.name(),
                ValueType.plain(setting.kind().words(), text -> text),
                null,
                setting.defaultWords(),
                setting.meaning());
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
