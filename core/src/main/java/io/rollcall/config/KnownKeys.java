package io.rollcall.config;

import io.rollcall.flow.FlowConfig;
import io.rollcall.flow.FlowType;
import io.rollcall.setting.SettingGroup;
import io.rollcall.setting.Suggestions;
import io.rollcall.tell.Channel;
import io.rollcall.tell.ChannelKind;
import io.rollcall.vendor.Vendor;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** Tells the keys that mean something from those that do not. */
final class KnownKeys {
    private static final String FLOWS = "rollcall.flow.";

    private final Set<String> global = new TreeSet<>();
    private final FlowTypes types;
    private final NamedKeys<FlowType> flows;
    private final NamedKeys<Vendor> accounts;
    private final TellSettings tell;
    private final NamedKeys<ChannelKind> channels;
    // each key of a flow is compared to all of them
    private final Map<String, List<String>> ofFlows = new HashMap<>();

    /**
     * For the flows and the named accounts that the given keys define.
     *
     * @param groups whose keys have no name in them
     */
    KnownKeys(
            List<SettingGroup> groups,
            List<Vendor> vendors,
            FlowTypes types,
            TellSettings tell,
            ConfigurationLayers layers) {
        this.types = types;
        this.tell = tell;
        groups.stream().flatMap(KnownKeys::keys).forEach(global::add);
        flows = new NamedKeys<>(FLOWS, CommonFlowSettings.TYPE, types::of, types.settingNames(), layers);
        accounts = new NamedKeys<>(
                AccountName.PREFIX,
                AccountName.VENDOR.name(),
                word -> vendors.stream()
                        .filter(vendor -> vendor.name().equals(word))
                        .findFirst(),
                accountSettings(vendors),
                layers);
        channels = new NamedKeys<>(
                Channel.PREFIX,
                TellSettings.KIND,
                tell::of,
                FlowTypes.names(tell.settings()).toList(),
                layers);
    }

    /** The flows by name, each with its type where that is known. */
    Map<String, Optional<FlowType>> flows() {
        return flows.known();
    }

    /** The named accounts, each with its vendor where that is known. */
    Map<String, Optional<Vendor>> accounts() {
        return accounts.known();
    }

    /** The channels by name, each with its kind where that is known. */
    Map<String, Optional<ChannelKind>> channels() {
        return channels.known();
    }

    /** Every key that the environment may give. */
    Collection<String> all() {
        Set<String> all = new TreeSet<>(global);
        flows.known().forEach((flow, type) -> all.addAll(keysOfFlow(flow, type)));
        accounts.known().forEach((account, vendor) -> all.addAll(keysOfAccount(account, vendor)));
        channels.known().keySet().forEach(channel -> all.addAll(keysOfChannel(channel)));
        return all;
    }

    /** Every key that a variable may name without being complained about: of what has no known type, any that there is. */
    Collection<String> namedByVariables(List<Vendor> vendors) {
        Set<String> all = new TreeSet<>(all());
        flows.known().forEach((flow, type) -> {
            if (type.isEmpty()) {
                types.settingNames().forEach(name -> all.add(FlowConfig.prefix(flow) + name));
            }
        });
        accounts.known().forEach((account, vendor) -> {
            if (vendor.isEmpty()) {
                accountSettings(vendors).forEach(name -> all.add(AccountName.prefix(account) + name));
            }
        });
        return all;
    }

    private static List<String> accountSettings(List<Vendor> vendors) {
        return Stream.concat(
                        Stream.of(AccountName.VENDOR.name()),
                        vendors.stream()
                                .flatMap(vendor ->
                                        FlowTypes.names(vendor.settings().settings())))
                .toList();
    }

    private static Stream<String> keys(SettingGroup group) {
        return FlowTypes.names(group.settings()).map(name -> group.prefix() + name);
    }

    private List<String> keysOfFlow(String flow, Optional<FlowType> type) {
        return ofFlows.computeIfAbsent(
                flow, name -> keys(types.group(name, type)).toList());
    }

    private static List<String> keysOfAccount(String account, Optional<Vendor> vendor) {
        return vendor.map(
                        known -> keys(AccountName.named(account, known).group()).toList())
                .orElseGet(() -> List.of(AccountName.prefix(account) + AccountName.VENDOR.name()));
    }

    private List<String> keysOfChannel(String channel) {
        return keys(tell.group(channel)).toList();
    }

    /** What is wrong with a key; empty for a known one. */
    Optional<String> complaint(String key) {
        Optional<String> flow = flows.nameIn(key);
        if (flow.isPresent()) {
            return ofFlow(key, flow.get(), flows.known().getOrDefault(flow.get(), Optional.empty()));
        }
        if (key.startsWith(FLOWS) || key.equals("rollcall.flow")) {
            return Optional.of("is not a flow's key; write rollcall.flow.NAME.KEY=VALUE");
        }
        Optional<String> account = accounts.nameIn(key);
        if (account.isPresent()) {
            return ofAccount(key, account.get(), accounts.known().getOrDefault(account.get(), Optional.empty()));
        }
        if (key.startsWith(AccountName.PREFIX) || key.equals("rollcall.account")) {
            return Optional.of("is not an account's key; write rollcall.account.NAME.KEY=VALUE");
        }
        Optional<String> channel = channels.nameIn(key);
        if (channel.isPresent()) {
            List<String> known = keysOfChannel(channel.get());
            return known.contains(key)
                    ? Optional.empty()
                    : Optional.of("is unknown" + Suggestions.suggestion(key, known));
        }
        if (key.startsWith(Channel.PREFIX) || key.equals("rollcall.tell")) {
            return Optional.of("is not a channel's key; write rollcall.tell.NAME.KEY=VALUE");
        }
        return global.contains(key)
                ? Optional.empty()
                : Optional.of("is unknown" + Suggestions.suggestion(key, candidates(key)));
    }

    private Optional<String> ofFlow(String key, String flow, Optional<FlowType> type) {
        List<String> known = keysOfFlow(flow, type);
        if (known.contains(key)) {
            return Optional.empty();
        }
        String setting = key.substring(FlowConfig.prefix(flow).length());
        List<String> others = types.having(setting).map(FlowType::word).toList();
        if (type.isEmpty()) {
            List<String> all = types.settingNames().stream()
                    .map(name -> FlowConfig.prefix(flow) + name)
                    .toList();
            return others.isEmpty() ? Optional.of("is unknown" + Suggestions.suggestion(key, all)) : Optional.empty();
        }
        if (!others.isEmpty()) {
            return Optional.of("is a key of " + String.join(" and ", others) + " flows, and the type of " + flow
                    + " is " + type.get().word() + "; remove it");
        }
        return Optional.of("is unknown" + Suggestions.suggestion(key, known));
    }

    /** Without a vendor the keys are unknown: then the missing vendor is the only problem to report. */
    private static Optional<String> ofAccount(String key, String account, Optional<Vendor> vendor) {
        List<String> known = keysOfAccount(account, vendor);
        return vendor.isEmpty() || known.contains(key)
                ? Optional.empty()
                : Optional.of("is unknown" + Suggestions.suggestion(key, known));
    }

    /** The keys among which the one that was meant may be, a flow's included where "flow" itself is misspelt. */
    private List<String> candidates(String key) {
        List<String> candidates = new ArrayList<>(all());
        String[] parts = key.split("\\.", 4);
        if (parts.length == 4 && !parts[2].isEmpty() && !flows.known().containsKey(parts[2])) {
            types.settingNames().forEach(name -> candidates.add(FlowConfig.prefix(parts[2]) + name));
        }
        return candidates;
    }
}
