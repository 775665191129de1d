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
