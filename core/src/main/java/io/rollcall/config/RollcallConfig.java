package io.rollcall.config;

import io.rollcall.flow.FlowConfig;
import io.rollcall.schedule.WorkingHours;
import io.rollcall.setting.MalformedValueException;
import io.rollcall.setting.SettingGroup;
import io.rollcall.setting.Suggestions;
import io.rollcall.tell.Channel;
import io.rollcall.vendor.Application;
import io.rollcall.vendor.Secret;
import io.rollcall.vendor.Vendor;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A configuration that was checked whole.
 *
 * @param applications by the name of their account; only those that are configured
 * @param server the program's HTTP server; without effect in a host
 * @param workingHours when flows with {@code schedule=auto} poll
 * @param phoneRegion of telephone numbers without a country code, as two letters of ISO 3166
 * @param reportNames whether text reports on a terminal show people's names beside their ids; without effect in a host
 * @param history whether the attendance history is kept
 * @param log where the program's logs go; without effect in a host
 * @param flows in the order of their names
 * @param channels for messages about runs, in the order of their names
 * @param wrongLists what is wrong with the list files of flows, by the flow's name: such a flow must not be run
 * @param warnings what is not wrong, but probably meant otherwise
 */
public record RollcallConfig(
        Map<String, Application> applications,
        Http http,
        Store store,
        Server server,
        ZoneId timezone,
        WorkingHours workingHours,
        String phoneRegion,
        boolean reportNames,
        boolean history,
        Log log,
        List<FlowConfig> flows,
        List<Channel> channels,
        Map<String, List<ConfigurationProblem>> wrongLists,
        List<ConfigurationProblem> warnings) {
    public RollcallConfig {
        wrongLists = Map.copyOf(wrongLists);
        warnings = List.copyOf(warnings);
        applications = Map.copyOf(applications);
        flows = List.copyOf(flows);
        channels = List.copyOf(channels);
    }

    /** The same configuration with the applications of these accounts in the place of its own. */
    public RollcallConfig with(Map<String, Application> others) {
        return new RollcallConfig(
                others,
                http,
                store,
                server,
                timezone,
                workingHours,
                phoneRegion,
                reportNames,
                history,
                log,
                flows,
                channels,
                wrongLists,
                warnings);
    }

    /**
     * How calls travel.
     *
     * @param concurrency calls under way at once, per vendor; 1 or more
     */
    public record Http(Duration connectTimeout, Duration responseTimeout, int concurrency) {
        /** How long a request to a vendor may be under way. */
        public Duration longestRequest() {
            return connectTimeout.plus(responseTimeout);
        }
    }

    /**
     * The program's HTTP server: the page, its API, health and metrics.
     *
     * @param port null for no server
     * @param address an IP address without brackets, or a host name, in lower case
     * @param token null if none is configured; never so where the address is not loopback
     * @param showNames whether people's names are shown beside their ids
     */
    public record Server(@Nullable Integer port, String address, @Nullable Secret token, boolean showNames) {
        /** Whether only this machine can connect to the address. */
        public boolean isLoopback() {
            return ServerSettings.isLoopback(address);
        }
    }

    /**
     * The program's logs.
     *
     * @param json whether each line is a JSON object
     * @param file instead of standard error; null for standard error
     * @param maxSize in bytes, of the file
     * @param keep how many earlier files are kept; 1 or more
     */
    public record Log(boolean json, @Nullable Path file, long maxSize, int keep) {}

    /**
     * Where things are remembered.
     *
     * @param url a JDBC URL without a password; null for the embedded database
     * @param user empty for none
     * @param password empty for none
     * @param directory where the embedded database lies
     * @param chosen whether the administrator said where; false where the URL was left out, so that an application
     *     around Rollcall need not take a database that nobody asked for
     * @param usualDirectory where the embedded database lies if no URL is given
     * @param acceptEmpty whether this store may be empty although the one in the usual directory holds invitations
     * @param rosterRetention how long tracked rosters keep changes, and people after they left
     * @param historyRetention how long the attendance history is kept
     */
    public record Store(
            @Nullable String url,
            String user,
            Secret password,
            Path directory,
            boolean chosen,
            Path usualDirectory,
            boolean acceptEmpty,
            Duration rosterRetention,
            Duration historyRetention) {
        /**
         * The store that another URL names, with the same user and password.
         *
         * @param url {@code embedded}, {@code embedded:PATH} or PostgreSQL's
         * @param working where a relative path starts
         * @throws MalformedValueException where it is none of them; the message does not repeat it
         */
        public Store at(String url, Path working) {
            return SystemSettings.storeAt(this, url.strip(), working);
        }
    }

    /**
     * What a command needs that reads the store and nothing else.
     *
     * @param phoneRegion of telephone numbers without a country code
     * @param longestRequest how long a request to a vendor may be under way
     * @param log where the program's logs go; a malformed key of it counts as its default
     * @param configured whether a file, a variable or an option gives any of Rollcall's keys
     * @param flows the names of the configured flows, each with whether it changes meetings; also true where its type is
     *     unknown. Nothing else of them is checked
     * @param rosters the names of the configured roster flows, each with whether it is tracked
     * @param reportNames whether text on a terminal shows people's names beside their ids
     * @param history whether the attendance history is kept
     */
    public record StoreOnly(
            Store store,
            ZoneId timezone,
            String phoneRegion,
            Duration longestRequest,
            Log log,
            boolean configured,
            Map<String, Boolean> flows,
            Map<String, Boolean> rosters,
            boolean reportNames,
            boolean history) {
        public StoreOnly {
            flows = Map.copyOf(flows);
            rosters = Map.copyOf(rosters);
        }
    }

    /**
     * Reads and checks the configuration of an application that Rollcall is a part of. A variable that names no key is a
     * warning: the application may have variables of its own.
     *
     * @param vendors all that are known, each once
     * @throws ConfigurationException naming everything that is wrong
     */
    public static RollcallConfig parse(ConfigurationSources sources, List<Vendor> vendors, Environment surroundings) {
        return new ConfigurationReader(sources, vendors, surroundings, false).read();
    }

    /**
     * Reads and checks the configuration of the program of its own. A variable that names no key is wrong. A wrong list file
     * is noted with its flow, so that one typing error does not stop the other flows.
     *
     * @param vendors all that are known, each once
     * @throws ConfigurationException naming everything that is wrong
     */
    public static RollcallConfig parseForProgram(
            ConfigurationSources sources, List<Vendor> vendors, Environment surroundings) {
        return new ConfigurationReader(sources, vendors, surroundings, true).read();
    }

    /**
     * Refuses flows whose list files are wrong.
     *
     * @throws ConfigurationException naming everything that is wrong with any of them
     */
    public void requireLists(Collection<FlowConfig> wanted) {
        ProblemCollector problems = new ProblemCollector();
        wanted.forEach(flow -> problems.addAll(wrongLists.getOrDefault(flow.name(), List.of())));
        problems.throwIfAny();
    }

    /**
     * Reads the store's keys and checks only them, so that a list file or a secret that is missing elsewhere keeps nobody
     * from reading the audit.
     *
     * @throws ConfigurationException naming everything that is wrong with the store's keys
     */
    public static StoreOnly parseStore(ConfigurationSources sources, Environment surroundings) {
        return new ConfigurationReader(sources, List.of(), surroundings, true).readStore();
    }

    /**
     * The flows of some names, in the names' order, each once.
     *
     * @throws ConfigurationException for names that no flow has
     */
    public List<FlowConfig> flowsNamed(Collection<String> names) {
        Map<String, FlowConfig> known = new LinkedHashMap<>();
        flows.forEach(flow -> known.put(flow.name(), flow));
        ProblemCollector problems = new ProblemCollector();
        List<FlowConfig> chosen = new ArrayList<>();
        for (String name : new LinkedHashSet<>(names)) {
            FlowConfig flow = known.get(name);
            if (flow == null) {
                problems.add("", null, "there is no flow '" + name + "'" + Suggestions.choice(name, known.keySet()));
            } else {
                chosen.add(flow);
            }
        }
        problems.throwIfAny();
        return List.copyOf(chosen);
    }

    /** What keeps flows from being run: a problem for each that has no schedule and takes no events. */
    public List<ConfigurationProblem> missingSchedules(Collection<FlowConfig> flows) {
        return flows.stream()
                .filter(flow -> flow.schedule() == null && !flow.takesEvents(applications))
                .map(flow -> new ConfigurationProblem(
                        flow.key(CommonFlowSettings.SCHEDULE.name()),
                        null,
                        "is missing: run needs it; set a period such as 5m or a Quartz cron expression"))
                .toList();
    }

    /** Every setting that there is, group by group: those of Rollcall itself, of the vendors, of the flows, of hosts. */
    public static List<SettingGroup> settings(List<Vendor> vendors) {
        String flows = FlowConfig.prefix("NAME");
        FlowTypes types = FlowTypes.known(vendors);
        List<SettingGroup> groups = new ArrayList<>();
        groups.add(SystemSettings.GROUP);
        groups.add(ServerSettings.GROUP);
        groups.add(LogSettings.GROUP);
        vendors.forEach(vendor -> groups.add(vendor.settings()));
        groups.add(new SettingGroup("Named accounts", AccountName.prefix("NAME"), List.of(AccountName.VENDOR)));
        groups.add(new SettingGroup("Every flow", flows, types.common()));
        types.all()
                .forEach(type ->
                        groups.add(new SettingGroup("Flows of type " + type.word(), flows, types.ownSettings(type))));
        groups.add(TellSettings.known().group("NAME").as("Channels that tell people"));
        groups.add(HostSettings.GROUP);
        return List.copyOf(groups);
    }
}
