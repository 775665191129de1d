package io.rollcall.camel.internal.flow;

import io.rollcall.config.FlowConfig;
import java.util.Collection;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** The configured flows, by name. Flows may be added while others run. Thread-safe. */
public final class Catalogue {
    private final SortedMap<String, FlowConfig> flows = new ConcurrentSkipListMap<>();

    /** Adds a flow, whose name must be new. */
    public void add(FlowConfig flow) {
        if (flows.putIfAbsent(flow.name(), flow) != null) {
            throw new IllegalStateException("there is a flow " + flow.name() + " already");
        }
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
}
