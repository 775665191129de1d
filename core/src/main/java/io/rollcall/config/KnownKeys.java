package io.rollcall.config;

import io.rollcall.provider.Vendor;
import io.rollcall.setting.Setting;
import io.rollcall.setting.SettingGroup;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Tells the keys that mean something from those that do not. */
final class KnownKeys {
    private static final String FLOWS = "rollcall.flow.";

    private final Set<String> global = new TreeSet<>();
    private final SortedMap<String, Optional<FlowType>> flows = new TreeMap<>();

    /** For the flows that the given keys define. */
    KnownKeys(List<Vendor> vendors, Layers layers) {
        Stream.concat(Stream.of(SystemSettings.GROUP), vendors.stream().map(Vendor::settings))
                .flatMap(KnownKeys::keys)
                .forEach(global::add);
        for (String key : layers.keys()) {
            flowOf(key)
                    .ifPresent(flow -> flows.put(
                            flow,
                            layers.peek(FlowTypes.prefix(flow) + CommonFlowSettings.TYPE.name())
                                    .flatMap(FlowTypes::of)));
        }
    }

    /** The flows by name, each with its type where that is known. */
    Map<String, Optional<FlowType>> flows() {
        return flows;
    }

    /** Every key that the environment may give. */
    Collection<String> all() {
        Set<String> all = new TreeSet<>(global);
        flows.forEach((flow, type) -> all.addAll(keysOf(flow, type)));
        return all;
    }

    private static Stream<String> keys(SettingGroup group) {
        return FlowTypes.names(group.settings()).map(name -> group.prefix() + name);
    }

    private static List<String> keysOf(String flow, Optional<FlowType> type) {
        List<Setting<?>> settings = type.map(FlowType::settings).orElse(CommonFlowSettings.ALL);
        return FlowTypes.names(settings)
                .map(name -> FlowTypes.prefix(flow) + name)
                .toList();
    }

    /** The flow that a key is of. */
    private static Optional<String> flowOf(String key) {
        int dot = key.startsWith(FLOWS) ? key.indexOf('.', FLOWS.length()) : -1;
        return dot < 0 || dot == FLOWS.length() || dot == key.length() - 1
                ? Optional.empty()
                : Optional.of(key.substring(FLOWS.length(), dot));
    }

    /** What is wrong with a key; empty for a known one. */
    Optional<String> complaint(String key) {
        Optional<String> flow = flowOf(key);
        if (flow.isPresent()) {
            return complaint(key, flow.get(), flows.getOrDefault(flow.get(), Optional.empty()));
        }
        if (key.startsWith(FLOWS) || key.equals("rollcall.flow")) {
            return Optional.of("is not a flow's key; write rollcall.flow.NAME.KEY=VALUE");
        }
        return global.contains(key)
                ? Optional.empty()
                : Optional.of("is unknown" + Nearest.suggestion(key, candidates(key)));
    }

    private static Optional<String> complaint(String key, String flow, Optional<FlowType> type) {
        List<String> known = keysOf(flow, type);
        if (known.contains(key)) {
            return Optional.empty();
        }
        String setting = key.substring(FlowTypes.prefix(flow).length());
        List<String> others = FlowTypes.having(setting).map(FlowType::word).toList();
        if (type.isEmpty()) {
            List<String> all = FlowTypes.settingNames().stream()
                    .map(name -> FlowTypes.prefix(flow) + name)
                    .toList();
            return others.isEmpty() ? Optional.of("is unknown" + Nearest.suggestion(key, all)) : Optional.empty();
        }
        if (!others.isEmpty()) {
            return Optional.of("is a key of " + String.join(" and ", others) + " flows, and " + flow + " is a "
                    + type.get().word() + " flow; remove it");
        }
        return Optional.of("is unknown" + Nearest.suggestion(key, known));
    }

    /** The keys among which the one that was meant may be, a flow's included where "flow" itself is misspelt. */
    private List<String> candidates(String key) {
        List<String> candidates = new ArrayList<>(all());
        String[] parts = key.split("\\.", 4);
        if (parts.length == 4 && !parts[2].isEmpty() && !flows.containsKey(parts[2])) {
            FlowTypes.settingNames().forEach(name -> candidates.add(FlowTypes.prefix(parts[2]) + name));
        }
        return candidates;
    }
}
