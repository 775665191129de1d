package io.rollcall.config;

import io.rollcall.budget.Reserve;
import io.rollcall.flow.FlowConfig;
import io.rollcall.flow.FlowContext;
import io.rollcall.flow.FlowType;
import io.rollcall.setting.SettingGroup;
import io.rollcall.tell.Channel;
import io.rollcall.vendor.Application;
import io.rollcall.vendor.EventStream;
import io.rollcall.vendor.Vendor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Reads one configuration, collecting everything that is wrong before it gives up. */
final class ConfigurationReader {
    private static final String STORE_KEYS = "rollcall.store";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]+");

    private final ConfigurationSources sources;
    private final List<Vendor> vendors;
    private final FlowTypes types;
    private final TellSettings tell = TellSettings.known();
    private final Environment surroundings;
    private final ProblemCollector problems = new ProblemCollector();
    private final ConfigurationLayers layers;
    private final Set<String> neededAccounts = new TreeSet<>();
    private final boolean ofProgram;
    private final Map<String, List<ConfigurationProblem>> wrongLists = new TreeMap<>();

    /**
     * @param ofProgram whether the program of its own reads it, as {@link RollcallConfig#parseForProgram} says
     */
    ConfigurationReader(
            ConfigurationSources sources, List<Vendor> vendors, Environment surroundings, boolean ofProgram) {
        this.ofProgram = ofProgram;
        this.sources = sources;
        this.vendors = List.copyOf(vendors);
        this.types = FlowTypes.known(this.vendors);
        this.surroundings = surroundings;
        this.layers = new ConfigurationLayers(sources, surroundings, problems);
    }

    RollcallConfig read() {
        List<SettingGroup> groups =
                new ArrayList<>(List.of(SystemSettings.GROUP, ServerSettings.GROUP, LogSettings.GROUP));
        vendors.forEach(vendor -> groups.add(vendor.settings()));
        KnownKeys known = new KnownKeys(groups, vendors, types, tell, layers);
        layers.addEnvironment(known.all());
        List<ConfigurationProblem> unknownVariables =
                UnknownVariables.of(layers, known.namedByVariables(vendors), types.settingNames());
        if (ofProgram) {
            problems.addAll(unknownVariables);
        }
        for (String key : layers.keys()) {
            known.complaint(key)
                    .ifPresent(what -> problems.add(
                            key, Objects.requireNonNull(layers.get(key)).origin(), what));
        }
        GroupValues system = open(SystemSettings.GROUP);
        RollcallConfig.Store store = SystemSettings.store(system, home());
        RollcallConfig.Server server = ServerSettings.server(open(ServerSettings.GROUP));
        RollcallConfig.Log log = LogSettings.log(open(LogSettings.GROUP));
        List<AccountName> accounts = accounts(known);
        List<Channel> channels = channels(known, accounts);
        List<FlowConfig> flows = flows(known, accounts);
        Map<String, Application> applications = applications(accounts, SystemSettings.reserve(system));
        checkEvents(flows, applications);
        if (!problems.isEmpty()) {
            wrongLists.values().forEach(problems::addAll);
        }
        problems.throwIfAny();
        return new RollcallConfig(
                applications,
                SystemSettings.http(system),
                store,
                server,
                SystemSettings.timezone(system, surroundings.timezone()),
                SystemSettings.workingHours(system),
                SystemSettings.phoneRegion(system),
                SystemSettings.reportNames(system),
                SystemSettings.history(system),
                log,
                flows,
                channels,
                wrongLists,
                ofProgram ? List.of() : unknownVariables);
    }

    /** Reads the store's keys; what is wrong elsewhere is not reported. */
    RollcallConfig.StoreOnly readStore() {
        ProblemCollector ofStore = new ProblemCollector();
        KnownKeys known = new KnownKeys(
                List.of(SystemSettings.GROUP, ServerSettings.GROUP, LogSettings.GROUP), List.of(), types, tell, layers);
        layers.addEnvironment(known.all());
        // a mistyped key would lead to another store
        ofStore.addAll(UnknownVariables.of(layers, known.namedByVariables(vendors), types.settingNames()).stream()
                .filter(problem -> String.valueOf(problem.origin())
                        .startsWith("environment variable " + ConfigurationLayers.variable(STORE_KEYS)))
                .toList());
        for (String key : layers.keys()) {
            if (key.startsWith(STORE_KEYS)) {
                known.complaint(key)
                        .ifPresent(what -> ofStore.add(
                                key, Objects.requireNonNull(layers.get(key)).origin(), what));
            }
        }
        GroupValues values = new GroupValues(SystemSettings.STORE, layers, surroundings, ofStore);
        RollcallConfig.Store store = SystemSettings.store(values, home());
        ofStore.throwIfAny();
        Map<String, Boolean> flows = new TreeMap<>();
        Map<String, Boolean> rosters = new TreeMap<>();
        known.flows().forEach((name, type) -> {
            flows.put(name, type.map(FlowType::changesMeetings).orElse(true));
            if (type.isPresent() && type.get().ownSettings().contains(FlowType.TRACK)) {
                rosters.put(name, isTracked(name));
            }
        });
        return new RollcallConfig.StoreOnly(
                store,
                SystemSettings.timezone(values, surroundings.timezone()),
                SystemSettings.phoneRegion(values),
                // problems of these keys are for the commands that send requests
                SystemSettings.longestRequest(unchecked(SystemSettings.REQUESTS)),
                LogSettings.log(unchecked(LogSettings.GROUP)),
                !sources.files().isEmpty() || !layers.keys().isEmpty(),
                flows,
                rosters,
                SystemSettings.reportNames(unchecked(SystemSettings.REPORTS)),
                SystemSettings.history(unchecked(SystemSettings.REPORTS)));
    }

    private boolean isTracked(String flow) {
        return unchecked(new SettingGroup("Flow " + flow, FlowConfig.prefix(flow), List.of(FlowType.TRACK)))
                .find(FlowType.TRACK)
                .orElse(false);
    }

    private GroupValues open(SettingGroup group) {
        return new GroupValues(group, layers, surroundings, problems);
    }

    private GroupValues unchecked(SettingGroup group) {
        return new GroupValues(group, layers, surroundings, new ProblemCollector());
    }

    /** The folder of default paths: beside the first configuration file, so that more files move nothing. */
    private Path home() {
        Path working = surroundings.workingDirectory();
        return sources.files().stream()
                .map(ConfigurationSources.File::folder)
                .filter(Objects::nonNull)
                .findFirst()
                .map(folder -> working.resolve(folder).normalize())
                .orElse(working);
    }

    private boolean isUsable(String prefix, String thing, String name) {
        if (NAME.matcher(name).matches()) {
            return true;
        }
        problems.add(
                prefix + "*",
                null,
                "has " + thing + " name that cannot be used; take letters from A to Z, digits, dashes and underscores");
        return false;
    }

    /** Those under the vendors' own names, whether configured or not, and those that the administrator named. */
    private List<AccountName> accounts(KnownKeys known) {
        List<AccountName> accounts = new ArrayList<>();
        vendors.forEach(vendor -> accounts.add(AccountName.unnamed(vendor)));
        known.accounts().forEach((name, vendor) -> {
            if (!isUsable(AccountName.prefix(name), "an account", name)) {
                return;
            }
            if (vendors.stream().anyMatch(taken -> taken.name().equals(name))) {
                problems.add(
                        AccountName.prefix(name) + "*",
                        null,
                        "has a vendor's name; write rollcall." + name + ".*, or name the account otherwise");
            } else if (vendor.isPresent()) {
                accounts.add(AccountName.named(name, vendor.get()));
            } else {
                unknownVendor(name);
            }
        });
        return accounts;
    }

    private void unknownVendor(String account) {
        List<String> names = vendors.stream().map(Vendor::name).toList();
        GroupValues values =
                open(new SettingGroup("Account " + account, AccountName.prefix(account), List.of(AccountName.VENDOR)));
        values.require(AccountName.VENDOR, "an account names its vendor");
        values.find(AccountName.VENDOR)
                .ifPresent(word -> values.problem(AccountName.VENDOR, FlowReader.unknownWord("vendor", word, names)));
    }

    private List<Channel> channels(KnownKeys known, List<AccountName> accounts) {
        List<Channel> channels = new ArrayList<>();
        known.channels().forEach((name, kind) -> {
            if (isUsable(Channel.PREFIX + name + ".", "a channel", name)) {
                tell.read(name, kind, open(tell.group(name)), accounts).ifPresent(channels::add);
            }
        });
        return channels;
    }

    private List<FlowConfig> flows(KnownKeys known, List<AccountName> accounts) {
        List<FlowConfig> flows = new ArrayList<>();
        Map<FlowType, List<FlowContext>> byType = new LinkedHashMap<>();
        known.flows().forEach((name, type) -> {
            if (!isUsable(FlowConfig.prefix(name), "a flow", name)) {
                return;
            }
            GroupValues values = open(types.group(name, type));
            if (type.isEmpty()) {
                values.require(CommonFlowSettings.type(types), "a flow is one of " + String.join(", ", types.words()));
                return;
            }
            FlowReader flow = new FlowReader(
                    name,
                    type.get(),
                    values,
                    accounts,
                    known.channels().keySet(),
                    surroundings,
                    neededAccounts,
                    ofProgram ? wrongLists : null);
            byType.computeIfAbsent(type.get(), any -> new ArrayList<>()).add(flow);
            type.get().flow(flow).ifPresent(flows::add);
        });
        byType.forEach(FlowType::checkTogether);
        return flows;
    }

    /** Reports flows that are to take events which none of their accounts receives. */
    private void checkEvents(List<FlowConfig> flows, Map<String, Application> applications) {
        for (FlowConfig flow : flows) {
            // an account that is not configured well is reported already
            if (flow.requiresEvents()
                    && !flow.takesEvents(applications)
                    && applications.keySet().containsAll(flow.accounts())) {
                String key = flow.key(FlowType.EVENTS.name());
                RawValue said = layers.get(key);
                problems.add(key, said == null ? null : said.origin(), noEvents(flow, applications));
            }
        }
    }

    private static String noEvents(FlowConfig flow, Map<String, Application> applications) {
        List<String> keys = flow.accounts().stream()
                .map(applications::get)
                .filter(account -> account != null
                        && account.provider().capability(EventStream.class).isPresent())
                .map(account -> account.keys() + "stream=true")
                .toList();
        String accounts = String.join(" and ", flow.accounts());
        return keys.isEmpty()
                ? "needs an account that receives events, and the vendor of " + accounts + " pushes none; remove this"
                : "needs an account that receives events; set " + String.join(" or ", keys) + ", or remove this";
    }

    /** The applications whose credentials are given, or that a flow needs. */
    private Map<String, Application> applications(List<AccountName> accounts, Reserve reserve) {
        Map<String, Application> applications = new LinkedHashMap<>();
        Map<String, String> names = new HashMap<>();
        for (AccountName account : accounts) {
            GroupValues values = open(account.group());
            boolean wanted = account.isNamed()
                    || neededAccounts.contains(account.name())
                    || account.vendor().credentials().stream().anyMatch(values::given);
            if (!wanted) {
                continue;
            }
            account.vendor().check(values);
            if (values.isSound()) {
                Application application = account.vendor()
                        .configure(values)
                        .as(account.name(), account.group().prefix());
                applications.put(account.name(), application.reserving(reserve.of(application.monthlyCalls())));
                String other = names.putIfAbsent(application.id(), account.name());
                if (other != null) {
                    problems.add(
                            account.group().prefix() + "*",
                            null,
                            "is the same application as the account " + other
                                    + ": two would each spend its whole rate and budget; remove one");
                }
            }
        }
        return applications;
    }
}
