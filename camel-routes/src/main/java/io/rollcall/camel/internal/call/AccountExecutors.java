package io.rollcall.camel.internal.call;

import io.rollcall.call.ApplicationState;
import io.rollcall.call.Clocks;
import io.rollcall.camel.api.CallListener;
import io.rollcall.camel.internal.PrivateContext;
import io.rollcall.camel.internal.http.HttpTransport;
import io.rollcall.config.RollcallConfig;
import io.rollcall.state.StateStore;
import io.rollcall.vendor.Application;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.Function;

/** Gives each account its transport and its workers. Used by one thread at a time. */
public final class AccountExecutors {
    private final PrivateContext inside;
    private final AccountRegistry accounts;
    private final RollcallConfig.Http http;
    private final StateStore store;
    private final Clocks clocks;
    private final ScheduledExecutorService timer;
    private final Function<String, CallListener> listeners;
    private final Map<String, HttpTransport> transports = new HashMap<>();
    /** By the id of an application that has no account now. */
    private final Map<String, Removed> removed = new HashMap<>();

    private record Removed(Application application, ApplicationState state) {}

    /** @param listeners the listener to the calls of an account, by its name */
    public AccountExecutors(
            PrivateContext inside,
            AccountRegistry accounts,
            RollcallConfig.Http http,
            StateStore store,
            Clocks clocks,
            ScheduledExecutorService timer,
            Function<String, CallListener> listeners) {
        this.inside = inside;
        this.accounts = accounts;
        this.http = http;
        this.store = store;
        this.clocks = clocks;
        this.timer = timer;
        this.listeners = listeners;
    }

    /** Adds an account; if its application has an account already, both share its calls. */
    public void add(Application application) throws Exception {
        if (accounts.share(application)) {
            return;
        }
        ExecutorService workers = WorkerThreads.calls(inside.host(), application.name(), http.concurrency());
        inside.start();
        HttpTransport transport = new HttpTransport(inside, application.name(), application.addresses(), http, timer);
        CallExecutor calls = new CallExecutor(
                transport,
                application,
                state(application),
                store,
                http.responseTimeout(),
                clocks,
                timer,
                workers,
                listeners.apply(application.name()));
        transports.put(application.id(), transport);
        accounts.add(application, calls);
    }

    /** The state of an application: it keeps to its rates although its last account was removed meanwhile. */
    private ApplicationState state(Application application) {
        Removed before = removed.remove(application.id());
        return before == null
                ? ApplicationState.of(application)
                : before.state()
                        .changed(
                                application,
                                before.application().provider().hasSameCredentials(application.provider()),
                                clocks.monotonic().instant());
    }

    /** Replaces the configuration of an account. Calls in progress go on as they started. */
    public void change(Application application) throws Exception {
        HttpTransport transport = transports.get(application.id());
        if (transport != null) {
            transport.add(application.addresses());
        }
        accounts.change(application).ifPresent(calls -> calls.change(application));
    }

    /**
     * Removes an account. If it was the last one of its application, calls that were not sent yet fail, certainly not done,
     * and calls in progress may end within the response timeout.
     */
    public void remove(String account) throws Exception {
        Application application = accounts.application(account).orElse(null);
        CallExecutor calls = accounts.remove(account).orElse(null);
        if (application == null) {
            return;
        }
        if (calls == null) {
            Application heir = accounts.first(application.id()).orElse(application);
            if (heir != application) {
                change(heir);
            }
            return;
        }
        calls.stopWaiting();
        calls.awaitIdle(http.responseTimeout());
        calls.end();
        removed.put(application.id(), new Removed(application, calls.state()));
        HttpTransport transport = transports.remove(application.id());
        if (transport != null) {
            transport.close();
        }
    }

    /** Calls that were not sent yet fail, certainly not done. */
    public void stopWaiting() {
        accounts.all().forEach(CallExecutor::stopWaiting);
    }

    /** Waits until no call is in progress, for so long at most. */
    public void awaitIdle(Duration longest) throws InterruptedException {
        long end = System.nanoTime() + longest.toNanos();
        for (CallExecutor calls : accounts.all()) {
            calls.awaitIdle(Duration.ofNanos(Math.max(0, end - System.nanoTime())));
        }
    }

    /** Shuts down the workers; every caller gets a result. */
    public void end() {
        accounts.all().forEach(CallExecutor::end);
    }
}
