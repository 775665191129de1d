package io.rollcall.camel.internal.topology;

import io.rollcall.camel.internal.call.AccountExecutors;
import io.rollcall.camel.internal.call.AccountRegistry;
import io.rollcall.camel.internal.flow.FlowRegistry;
import io.rollcall.camel.internal.flow.FlowRoutes;
import io.rollcall.camel.internal.notify.Destination;
import io.rollcall.camel.internal.notify.FlowNotifier;
import io.rollcall.camel.internal.tell.Channels;
import io.rollcall.camel.watch.StreamMonitor;
import io.rollcall.config.RollcallConfig;
import io.rollcall.flow.FlowConfig;
import io.rollcall.vendor.Application;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces the accounts and flows of a running Rollcall. Each owner contributes one configuration: the host's keys, and
 * each instance of the component that has options of its own. All changes are made on one control thread, which uses
 * Rollcall's private context only; calls to the host's context happen before, on the caller's thread, without a
 * lock. A configuration that does not fit changes nothing. Thread-safe.
 */
public final class TopologyControl {
    private static final Logger LOG = LoggerFactory.getLogger(TopologyControl.class);

    private final AccountRegistry accounts;
    private final AccountExecutors executors;
    private final FlowRegistry flows;
    private final FlowRoutes routes;
    private final FlowNotifier notifier;
    private final Channels channels;
    private final Consumer<RollcallConfig> check;
    private final Runnable changed;
    private final ExecutorService control;
    // used by the control thread only
    private final Map<String, Destination> approvers = new HashMap<>();
    private volatile Topology current = Topology.EMPTY;

    /**
     * @param check refuses a configuration with a {@link io.rollcall.config.ConfigurationException}; called on the
     *     thread of the caller
     * @param changed called after each change
     * @param control one thread
     */
    public TopologyControl(
            AccountRegistry accounts,
            AccountExecutors executors,
            FlowRegistry flows,
            FlowRoutes routes,
            FlowNotifier notifier,
            Channels channels,
            Consumer<RollcallConfig> check,
            Runnable changed,
            ExecutorService control) {
        this.accounts = accounts;
        this.executors = executors;
        this.flows = flows;
        this.routes = routes;
        this.notifier = notifier;
        this.channels = channels;
        this.check = check;
        this.changed = changed;
        this.control = control;
    }

    /**
     * Replaces what an owner contributes: adds accounts and flows that are new, replaces those that differ, and removes
     * those that are gone. A run of a flow that is replaced or removed may end.
     *
     * @param owner compared by identity
     * @throws io.rollcall.config.ConfigurationException if the whole does not fit together; then nothing is changed
     */
    public void apply(Object owner, RollcallConfig config) throws Exception {
        check.accept(config);
        Map<String, Destination> destinations = notifier.prepare(config.flows());
        Map<String, Destination> approvals = notifier.prepareApprovals(config.flows());
        onControlThread(() -> change(current.with(owner, config), destinations, approvals));
    }

    /** The accounts of some owners, by name, each as its owner configures it. */
    public Map<String, Application> accounts(Predicate<Object> owners) {
        return current.accounts(owners);
    }

    /** Removes everything that an owner contributes. */
    public void remove(Object owner) throws Exception {
        unlessEnded(() -> change(current.with(owner, null), Map.of(), Map.of()));
    }

    /** Runs a flow on the schedule of its configuration from now on; without effect if it has none or runs on it already. */
    public void schedule(String flow) throws Exception {
        onControlThread(() -> {
            FlowConfig config = flows.require(flow);
            if (config.enabled() && routes.canSchedule(config) && !routes.isScheduled(flow)) {
                routes.schedule(config);
            }
        });
    }

    /** Runs a flow on its schedule no longer. */
    public void unschedule(String flow) throws Exception {
        unlessEnded(() -> routes.unschedule(flow));
    }

    // a host stops its routes after Rollcall has ended: there is nothing left to remove
    private void unlessEnded(Change change) throws Exception {
        try {
            onControlThread(change);
        } catch (EndedException ended) {
            LOG.debug("The topology is not changed, because Rollcall has ended.");
        }
    }

    /** Ends the control thread: a change that has not begun is not made, and its caller does not wait for it. */
    public void end() {
        control.shutdownNow().forEach(waiting -> {
            if (waiting instanceof Future<?> change) {
                change.cancel(false);
            }
        });
    }

    /** A change of the topology. */
    private interface Change {
        void make() throws Exception;
    }

    private void onControlThread(Change change) throws Exception {
        try {
            control.submit(() -> {
                        change.make();
                        return null;
                    })
                    .get();
        } catch (RejectedExecutionException | CancellationException ended) {
            throw new EndedException(ended);
        } catch (ExecutionException failed) {
            if (failed.getCause() instanceof Exception cause) {
                throw cause;
            }
            throw failed;
        }
    }

    /** Rollcall has ended; there is no topology to change. */
    private static final class EndedException extends IllegalStateException {
        private static final long serialVersionUID = 1L;

        EndedException(Exception cause) {
            super("Rollcall has ended with its CamelContext. Start the context again.", cause);
        }
    }

    private void change(Topology next, Map<String, Destination> destinations, Map<String, Destination> approvals)
            throws Exception {
        next.check();
        Map<String, FlowConfig> oldFlows = current.flows();
        Map<String, FlowConfig> newFlows = next.flows();
        List<String> goneFlows = oldFlows.entrySet().stream()
                .filter(old -> !old.getValue().equals(newFlows.get(old.getKey())))
                .map(Map.Entry::getKey)
                .toList();
        Map<String, Boolean> scheduled = new LinkedHashMap<>();
        goneFlows.forEach(name -> scheduled.put(name, routes.isScheduled(name)));
        for (String name : goneFlows) {
            routes.remove(name);
            notifier.remove(name);
            Destination approving = approvers.remove(name);
            if (approving != null) {
                approving.close();
            }
            flows.remove(name);
        }
        changeAccounts(current.accounts(), next.accounts());
        channels.apply(next.channels().values());
        Map<String, Destination> changed = new LinkedHashMap<>(destinations);
        changed.keySet()
                .removeIf(
                        name -> newFlows.get(name) == null || newFlows.get(name).equals(oldFlows.get(name)));
        notifier.add(changed);
        for (FlowConfig flow : newFlows.values()) {
            FlowConfig old = oldFlows.get(flow.name());
            if (old == null || !flow.equals(old)) {
                flows.add(flow);
                Destination approving = approvals.get(flow.name());
                if (approving != null) {
                    approvers.put(flow.name(), approving);
                }
                routes.add(flow, approving);
                if (scheduled.getOrDefault(flow.name(), false) && flow.enabled() && routes.canSchedule(flow)) {
                    routes.schedule(flow);
                }
            }
        }
        current = next;
        this.changed.run();
    }

    private void changeAccounts(Map<String, Application> before, Map<String, Application> now) throws Exception {
        // first those that are new, so that an application which goes on under another name keeps its calls
        for (Application account : now.values()) {
            if (!before.containsKey(account.name())) {
                executors.add(account);
            }
        }
        for (Application account : before.values()) {
            Application next = now.get(account.name());
            if (next == null || !next.id().equals(account.id())) {
                executors.remove(account.name());
            }
        }
        for (Application account : now.values()) {
            Application old = before.get(account.name());
            if (old != null && !old.id().equals(account.id())) {
                executors.add(account);
            } else if (old != null && !isSame(old, account)) {
                executors.change(account);
            }
        }
    }

    private static boolean isSame(Application before, Application now) {
        return before.keys().equals(now.keys())
                && before.addresses().equals(now.addresses())
                && before.rates().equals(now.rates())
                && before.monthlyCalls() == now.monthlyCalls()
                && before.reserve() == now.reserve()
                && StreamMonitor.monthlyEvents(before).equals(StreamMonitor.monthlyEvents(now))
                && before.provider().hasSameCredentials(now.provider());
    }
}
