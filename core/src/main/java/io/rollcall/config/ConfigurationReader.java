package io.rollcall.config;

import io.rollcall.provider.Application;
import io.rollcall.provider.Vendor;
import io.rollcall.setting.SettingGroup;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads one configuration, collecting everything that is wrong before it gives up. */
final class ConfigurationReader {
    private static final Pattern FLOW_NAME = Pattern.compile("[A-Za-z0-9_-]+");

    private final Sources sources;
    private final List<Vendor> vendors;
    private final Surroundings surroundings;
    private final Problems problems = new Problems();
    private final Layers layers;
    private final Set<String> neededVendors = new TreeSet<>();

    ConfigurationReader(Sources sources, List<Vendor> vendors, Surroundings surroundings) {
        this.sources = sources;
        this.vendors = List.copyOf(vendors);
        this.surroundings = surroundings;
        this.layers = new Layers(sources, problems);
    }

    RollcallConfig read() {
        KnownKeys known = new KnownKeys(vendors, layers);
        layers.addEnvironment(known.all());
        for (String key : layers.keys()) {
            known.complaint(key)
                    .ifPresent(what -> problems.add(
                            key, Objects.requireNonNull(layers.get(key)).origin(), what));
        }
        GroupValues system = open(SystemSettings.GROUP);
        RollcallConfig.Store store = SystemSettings.store(system, home());
        List<FlowConfig> flows = flows(known);
        Map<String, Application> applications = applications();
        problems.throwIfAny();
        return new RollcallConfig(
                applications,
                SystemSettings.http(system),
                store,
                SystemSettings.serverPort(system).orElse(null),
                SystemSettings.timezone(system, surroundings.timezone()),
                flows);
    }

    private GroupValues open(SettingGroup group) {
        return new GroupValues(group, layers, surroundings, problems);
    }

    /** Where paths start that nobody gave: beside the first configuration file, so that more files move nothing. */
    private Path home() {
        Path working = surroundings.workingDirectory();
        return sources.files().stream()
                .map(Sources.File::folder)
                .filter(Objects::nonNull)
                .findFirst()
                .map(folder -> working.resolve(folder).normalize())
                .orElse(working);
    }

    private List<FlowConfig> flows(KnownKeys known) {
        List<FlowConfig> flows = new ArrayList<>();
        SortedMap<String, GroupValues> rosters = new TreeMap<>();
        known.flows().forEach((name, knownType) -> {
            if (!FLOW_NAME.matcher(name).matches()) {
                problems.add(
                        FlowTypes.prefix(name) + "*",
                        null,
                        "has a flow name that cannot be used; take letters, digits, dashes and underscores");
                return;
            }
            if (knownType.isEmpty()) {
                open(new SettingGroup("Flow " + name, FlowTypes.prefix(name), CommonFlowSettings.ALL))
                        .require(CommonFlowSettings.TYPE, "nobody knows what the flow does");
                return;
            }
            GroupValues values = open(knownType.get().group(name));
            if (knownType.get() instanceof RosterFlowType) {
                rosters.put(name, values);
            }
            knownType
                    .get()
                    .flow(new FlowContext(name, values, vendors, surroundings, neededVendors))
                    .ifPresent(flows::add);
        });
        RosterFlowType.checkOutputsDiffer(rosters);
        return flows;
    }

    /** The applications of the vendors that somebody gave credentials for, or that a flow needs. */
    private Map<String, Application> applications() {
        Map<String, Application> applications = new LinkedHashMap<>();
        for (Vendor vendor : vendors) {
            GroupValues values = open(vendor.settings());
            boolean wanted = neededVendors.contains(vendor.name())
                    || vendor.credentials().stream().anyMatch(values::given);
            if (wanted) {
                vendor.check(values);
                if (values.isSound()) {
                    applications.put(vendor.name(), vendor.configure(values));
                }
            }
        }
        return applications;
    }
}
