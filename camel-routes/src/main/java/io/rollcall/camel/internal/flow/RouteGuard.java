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
    // Camel adds routes under a lock of its own, and tells of it on the thread that adds: none is held here meanwhile
    private final ThreadLocal<List<RouteDefinition>> adding = new ThreadLocal<>();
    private boolean newRemovals;

    /** Adds routes of Rollcall's. */
    public void add(CamelContext context, RoutesBuilder routes) throws Exception {
        List<RouteDefinition> added = new ArrayList<>();
        adding.set(added);
        try {
            context.addRoutes(routes);
        } finally {
            adding.remove();
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

    // Camel removes the old routes of all ids before it adds the new ones: what was removed before the last addition is
    // gone for good, and is not kept here as long as the host lives
    @Override
    public synchronized void onRemoveRouteDefinition(@Nullable RouteDefinition route) {
        if (!newRemovals) {
            removed.clear();
            newRemovals = true;
        }
        if (route != null && route.getId() != null) {
            removed.put(route.getId(), route);
        }
    }

    /** Whether a route that is there no more is still kept here. */
    synchronized boolean keeps(String id) {
        return removed.containsKey(id);
    }

    @Override
    public synchronized void onAddRouteDefinition(RouteDefinition route) {
        newRemovals = false;
        List<RouteDefinition> ours = adding.get();
        if (ours != null) {
            own.add(route);
            ours.add(route);
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
