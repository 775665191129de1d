package io.rollcall.camel;

import io.rollcall.config.RollcallConfig;
import io.rollcall.flow.FlowConfig;
import java.util.Optional;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/**
 * The accounts and flows that an instance of the component contributes to the Rollcall of its context. They are there as
 * long as an endpoint of the component is used by a route: from the start of the first producer or consumer until the last
 * one is removed. Thread-safe.
 */
final class ComponentTopology {
    private final RollcallComponent component;
    private int users;
    private volatile @Nullable RollcallConfig contributed;

    public ComponentTopology(RollcallComponent component) {
        this.component = component;
    }

    /**
     * Begins a use.
     *
     * @throws io.rollcall.config.ConfigurationException if the component's options do not fit
     */
    synchronized void acquire(ComponentServices services) throws Exception {
        if (users == 0) {
            Optional<RollcallConfig> config = ComponentKeys.read(component, name(), services.accounts());
            if (config.isPresent()) {
                services.topology().apply(this, config.get());
                contributed = config.get();
            }
        }
        users++;
    }

    /** Ends a use. */
    synchronized void release(ComponentServices services) throws Exception {
        users--;
        if (users == 0 && contributed != null) {
            contributed = null;
            services.topology().remove(this);
        }
    }

    /** Whether the component defines a flow. */
    boolean defines(String flow) {
        RollcallConfig config = contributed;
        return config != null && config.flows().stream().map(FlowConfig::name).anyMatch(flow::equals);
    }

    private String name() {
        CamelContext context = component.getCamelContext();
        return context.getComponentNames().stream()
                .filter(name -> context.hasComponent(name) == component)
                .findFirst()
                .orElse(component.getDefaultName());
    }
}
