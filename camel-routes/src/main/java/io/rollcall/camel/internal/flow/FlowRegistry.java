package io.rollcall.camel.internal.flow;

import io.rollcall.config.ConfigurationException;
import io.rollcall.config.ConfigurationProblem;
import io.rollcall.flow.FlowConfig;
import io.rollcall.setting.Suggestions;
import io.rollcall.setting.ValueTypes;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** The configured flows, by name. Flows may be added while others run. Thread-safe. */
public final class FlowRegistry {
    private final SortedMap<String, FlowConfig> flows = new ConcurrentSkipListMap<>();

    /** Adds a flow, whose name must be new. */
    public void add(FlowConfig flow) {
        if (flows.putIfAbsent(flow.name(), flow) != null) {
            throw new IllegalStateException("there is a flow " + flow.name() + " already");
        }
    }

    /**
     * Refuses flows whose names are taken.
     *
     * @throws ConfigurationException naming all of them
     */
    public void check(Collection<FlowConfig> more) {
        List<ConfigurationProblem> problems = more.stream()
                .filter(flow -> flows.containsKey(flow.name()))
                .map(flow -> new ConfigurationProblem(
                        "rollcall.flow." + flow.name() + ".*",
                        null,
                        "is a flow that there is already; name one of them otherwise"))
                .toList();
        if (!problems.isEmpty()) {
            throw new ConfigurationException(problems);
        }
    }

    /** Removes a flow. */
    public void remove(String flow) {
        flows.remove(flow);
    }

    /** All flows in the order of their names; a view that grows. */
    public Collection<FlowConfig> all() {
        return Collections.unmodifiableCollection(flows.values());
    }

    /** The flows' names, in order. */
    public Set<String> names() {
        return Collections.unmodifiableSet(flows.keySet());
    }

    /** The flow of a name. */
    public Optional<FlowConfig> named(String name) {
        return Optional.ofNullable(flows.get(name));
    }

    /**
     * The flow of a name.
     *
     * @throws IllegalArgumentException if there is none, naming those that there are
     */
    public FlowConfig require(String name) {
        return named(name).orElseThrow(() -> new IllegalArgumentException(unknown(name)));
    }

    String unknown(String name) {
        if (flows.isEmpty()) {
            return "The flow " + ValueTypes.quoted(name) + " is not configured; no flow is. Configure it with"
                    + " rollcall.flow.NAME.type and the keys of its type.";
        }
        return "The flow " + ValueTypes.quoted(name) + " is not configured." + Suggestions.sentence(name, names())
                + " The configured flows: " + String.join(", ", names()) + ".";
    }
}
