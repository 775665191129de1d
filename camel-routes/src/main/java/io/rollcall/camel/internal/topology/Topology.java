package io.rollcall.camel.internal.topology;

import io.rollcall.config.ConfigurationException;
import io.rollcall.config.ConfigurationProblem;
import io.rollcall.config.RollcallConfig;
import io.rollcall.flow.FlowConfig;
import io.rollcall.tell.Channel;
import io.rollcall.vendor.Application;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The accounts and flows of all owners together, in the order in which they came. Immutable and thread-safe.
 *
 * @param parts each owner's configuration
 */
record Topology(List<Part> parts) {
    static final Topology EMPTY = new Topology(List.of());

    /**
     * What an owner contributes.
     *
     * @param owner compared by identity
     */
    record Part(Object owner, RollcallConfig config) {}

    Topology {
        parts = List.copyOf(parts);
    }

    /** The same topology with another configuration of an owner; null removes the owner. */
    Topology with(Object owner, @Nullable RollcallConfig config) {
        List<Part> next = new ArrayList<>(parts);
        next.removeIf(part -> part.owner() == owner);
        if (config != null) {
            next.add(new Part(owner, config));
        }
        return new Topology(next);
    }

    /** The accounts by name. */
    Map<String, Application> accounts() {
        return accounts(any -> true);
    }

    /** The accounts of some owners, by name. */
    Map<String, Application> accounts(Predicate<Object> owners) {
        Map<String, Application> accounts = new TreeMap<>();
        parts.stream()
                .filter(part -> owners.test(part.owner()))
                .forEach(part -> accounts.putAll(part.config().applications()));
        return accounts;
    }

    /** The flows by name. */
    Map<String, FlowConfig> flows() {
        Map<String, FlowConfig> flows = new TreeMap<>();
        parts.forEach(part -> part.config().flows().forEach(flow -> flows.put(flow.name(), flow)));
        return flows;
    }

    /** The channels by name. */
    Map<String, Channel> channels() {
        Map<String, Channel> channels = new TreeMap<>();
        parts.forEach(part -> part.config().channels().forEach(channel -> channels.put(channel.name(), channel)));
        return channels;
    }

    /**
     * Checks that the parts fit together.
     *
     * @throws ConfigurationException naming every flow and account that is configured twice, and every application whose
     *     accounts differ
     */
    void check() {
        List<ConfigurationProblem> problems = new ArrayList<>();
        Map<String, FlowConfig> flows = new HashMap<>();
        Map<String, Application> accounts = new HashMap<>();
        Map<String, Application> applications = new HashMap<>();
        Map<String, Channel> channels = new HashMap<>();
        for (Part contributed : parts) {
            RollcallConfig part = contributed.config();
            for (Channel channel : part.channels()) {
                if (channels.put(channel.name(), channel) != null) {
                    problems.add(new ConfigurationProblem(
                            channel.key("*"), null, "is configured twice; give one of the channels another name"));
                }
            }
            for (FlowConfig flow : part.flows()) {
                if (flows.put(flow.name(), flow) != null) {
                    problems.add(new ConfigurationProblem(
                            "rollcall.flow." + flow.name() + ".*",
                            null,
                            "is configured twice; give one of the flows another name"));
                }
            }
            for (Application application : part.applications().values()) {
                if (accounts.put(application.name(), application) != null) {
                    problems.add(new ConfigurationProblem(
                            application.keys() + "*",
                            null,
                            "configures the account " + application.name()
                                    + " a second time; give one of the accounts another name"));
                }
                Application known = applications.putIfAbsent(application.id(), application);
                if (known != null) {
                    difference(known, application)
                            .ifPresent(what ->
                                    problems.add(new ConfigurationProblem(application.keys() + "*", null, what)));
                }
            }
        }
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
    }

    private static Optional<String> difference(Application known, Application other) {
        if (!known.rates().equals(other.rates())
                || known.monthlyCalls() != other.monthlyCalls()
                || !known.addresses().equals(other.addresses())) {
            return Optional.of("is the application of the account " + known.name()
                    + " with other addresses, another rate limit or another budget; an application has one of each, so"
                    + " make both the same");
        } else if (!known.provider().hasSameCredentials(other.provider())) {
            return Optional.of("is the application of the account " + known.name()
                    + " with another secret; an application has one, so make both the same");
        }
        return Optional.empty();
    }
}
