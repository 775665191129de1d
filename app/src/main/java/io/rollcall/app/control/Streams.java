package io.rollcall.app.control;

import io.rollcall.camel.watch.EventObserver;
import io.rollcall.camel.watch.StreamMonitor;
import io.rollcall.config.RollcallConfig;
import io.rollcall.event.ReceivedEvent;
import io.rollcall.report.Problem;
import io.rollcall.vendor.Application;
import io.rollcall.vendor.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * How the connections for events of a command's applications are: open, held by another process, or with a problem.
 * Thread-safe.
 */
public class Streams implements EventObserver {
    private final Map<String, State> states = new HashMap<>();
    private final BiConsumer<String, ReceivedEvent> printer;

    /**
     * The state of one application's connection.
     *
     * @param holder the process that holds it; null if none does
     * @param problem null if there is none
     */
    public record State(boolean live, @Nullable String holder, @Nullable Problem problem) {

        /** Whether waiting for it makes no sense: a person must act first. */
        private boolean isRefused() {
            return problem != null && problem.fault() == Fault.Kind.TOKEN;
        }

        private boolean isSettled() {
            return live || holder != null || isRefused();
        }
    }

    /** @param printer receives each event with the name of its account */
    public Streams(RollcallConfig config, BiConsumer<String, ReceivedEvent> printer) {
        this.printer = printer;
        of(config).forEach(application -> states.put(application.name(), new State(false, null, null)));
    }

    /** The applications with events, one account of each, in the order of their names. */
    public static List<Application> of(RollcallConfig config) {
        Map<String, Application> byId = new LinkedHashMap<>();
        new TreeMap<>(config.applications())
                .values().stream()
                        .filter(application ->
                                StreamMonitor.monthlyEvents(application).isPresent())
                        .forEach(application -> byId.putIfAbsent(application.id(), application));
        return new ArrayList<>(byId.values());
    }

    @Override
    public void received(String account, List<ReceivedEvent> events) {
        events.forEach(event -> printer.accept(account, event));
    }

    @Override
    public void live(String account) {
        put(account, new State(true, null, null));
    }

    @Override
    public void problem(String account, Problem problem) {
        put(account, new State(false, null, problem));
    }

    @Override
    public void waiting(String account, String holder) {
        put(account, new State(false, holder, null));
    }

    private synchronized void put(String account, State state) {
        states.put(account, state);
        notifyAll();
    }

    /** The state of an account's connection. */
    public synchronized State state(String account) {
        return states.getOrDefault(account, new State(false, null, null));
    }

    /** Whether no event can come because each application's credentials are refused. */
    public synchronized boolean areAllRefused() {
        return states.values().stream().allMatch(State::isRefused);
    }

    /** Waits until it is known how each connection is. */
    public synchronized void awaitSettled(Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        while (!states.values().stream().allMatch(State::isSettled)) {
            long millis = Duration.ofNanos(end - System.nanoTime()).toMillis();
            if (millis <= 0) {
                return;
            }
            wait(millis);
        }
    }
}
