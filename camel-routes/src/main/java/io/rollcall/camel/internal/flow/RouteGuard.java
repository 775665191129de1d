package io.rollcall.camel.internal.flow;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.camel.CamelContext;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.ModelLifecycleStrategySupport;
import org.apache.camel.model.RouteDefinition;
import org.jspecify.annotations.Nullable;

/**
 * Sees to it that no route takes the place of another without a word, which is what Camel does with a route whose id
 * there is already: neither a host's in the place of Rollcall's, nor the other way round. Thread-safe.
 */
public final class RouteGuard extends ModelLifecycleStrategySupport {
    private final Set<RouteDefinition> own = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Map<String, RouteDefinition> removed = new HashMap<>();
    private @Nullable List<RouteDefinition> adding;

    /** Adds routes of Rollcall's. */
    public synchronized void add(CamelContext context, RoutesBuilder routes) throws Exception {
        List<RouteDefinition> added = new ArrayList<>();
        adding = added;
        try {
            context.addRoutes(routes);
        } finally {
            adding = null;
        }
        if (context.getStatus().isStarting()) {
            // Camel has its list of what it starts already, and would leave out what comes now
            ((ModelCamelContext) context).startRouteDefinitions(added);
        }
    }

    /** Says that a route is Rollcall's, before somebody else adds it. */
    public synchronized void own(RouteDefinition route) {
        own.add(route);
    }

    // Camel removes the old route of an id before it adds the new one
    @Override
    public synchronized void onRemoveRouteDefinition(@Nullable RouteDefinition route) {
        if (route != null && route.getId() != null) {
            removed.put(route.getId(), route);
        }
    }

    @Override
    public synchronized void onAddRouteDefinition(RouteDefinition route) {
        if (adding != null) {
            own.add(route);
            adding.add(route);
        }
        RouteDefinition replaced = route.getId() == null ? null : removed.remove(route.getId());
        if (replaced != null && replaced != route && (own.contains(route) || own.contains(replaced))) {
            throw new IllegalStateException("Two routes are named " + route.getId() + ", and "
                    + (own.contains(route) && own.contains(replaced) ? "both are" : "one of them is")
                    + " Rollcall's: Camel would replace the first one without a word. Name one of them otherwise;"
                    + " the names of Rollcall's own routes start with rollcall-.");
        }
    }
}
