package io.rollcall.config;

import io.rollcall.setting.Setting;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The types of flows. */
final class FlowTypes {
    private FlowTypes() {}

    /** What stands before a flow's settings. */
    static String prefix(String flow) {
        return "rollcall.flow." + flow + ".";
    }

    /** Every type there is. */
    static final List<FlowType> ALL = List.of(new CoHostFlowType(), new InviteFlowType(), new RosterFlowType());

    /** The type of a word. */
    static Optional<FlowType> of(String word) {
        return ALL.stream().filter(type -> type.word().equals(word)).findFirst();
    }

    /** The words of all types. */
    static List<String> words() {
        return ALL.stream().map(FlowType::word).toList();
    }

    /** The names of all settings of all types, and of files that hold their values. */
    static List<String> settingNames() {
        return ALL.stream().flatMap(type -> names(type.settings())).distinct().toList();
    }

    /** The names of settings, and of files that hold their values. */
    static Stream<String> names(List<Setting<?>> settings) {
        return settings.stream()
                .flatMap(setting -> Stream.concat(Stream.of(setting.name()), setting.fileName().stream()));
    }

    /** The types that have a setting. */
    static Stream<FlowType> having(String setting) {
        return ALL.stream().filter(type -> names(type.settings()).anyMatch(setting::equals));
    }
}
