package io.rollcall.camel.internal.notify;

import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Exchange;

/**
 * Prevents flows from starting themselves: a message about an event of a flow names the flow, and that flow cannot be
 * started by the message, neither at once nor through runs of other flows. Such a flow would run without end, and each
 * run would spend calls. Thread-safe.
 */
public final class RunChains {
    /** The exchange property with the names of the flows whose events led to the message, a {@code Set} of strings. */
    public static final String PROPERTY = "CamelRollcallStartedByEventsOf";

    // a flow runs once at a time, so its name identifies the run
    private final Map<String, Set<String>> startedBy = new ConcurrentHashMap<>();

    /** The flows whose events led to the run of a flow that takes place now, and the flow itself. */
    public Set<String> of(String flow) {
        Set<String> chain = new TreeSet<>(startedBy.getOrDefault(flow, Set.of()));
        chain.add(flow);
        return chain;
    }

    /**
     * Marks a message about an event.
     *
     * @param chain what {@link #of} returned when the event happened
     */
    public static void mark(Exchange event, Set<String> chain) {
        event.setProperty(PROPERTY, chain);
    }

    /** Notes that a run which a message started has ended. */
    public void ended(String flow) {
        startedBy.remove(flow);
    }

    /**
     * Notes that a message is about to start a flow.
     *
     * @throws IllegalStateException if the flow's own events led to the message
     */
    public void check(Exchange trigger, String flow) {
        Set<String> chain = new TreeSet<>();
        if (trigger.getProperty(PROPERTY) instanceof Set<?> flows) {
            flows.forEach(name -> chain.add(String.valueOf(name)));
        }
        if (chain.contains(flow)) {
            throw new IllegalStateException("The flow " + flow + " cannot be started by its own events: it would run"
                    + " without end. Check the notify keys and the routes that start with rollcall:events.");
        }
        startedBy.put(flow, chain);
    }
}
