package io.rollcall.camel.internal.call;

import io.rollcall.call.Clocks;
import io.rollcall.camel.CallListener;
import io.rollcall.camel.internal.PrivateContext;
import io.rollcall.camel.internal.http.HttpTransport;
import io.rollcall.config.RollcallConfig;
import io.rollcall.state.StateStore;
import io.rollcall.vendor.Application;
import java.time.Duration;
import java.util.Collection;
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

    /** Adds accounts; of an application that is there already the calls are shared. */
    public void add(Collection<Application> applications) throws Exception {
        for (Application application : applications) {
            if (!accounts.share(application)) {
                add(application);
            }
        }
    }

    private void add(Application application) throws Exception {
        ExecutorService workers = WorkerThreads.calls(inside.host(), application.name(), http.concurrency());
        inside.start();
        HttpTransport transport = new HttpTransport(inside, application.name(), application.addresses(), http, timer);
        CallExecutor calls = new CallExecutor(
                transport,
                application,
                store,
                http.responseTimeout(),
                clocks,
                timer,
                workers,
                listeners.apply(application.name()));
        accounts.add(application, calls);
    }

    /** Removes an account; its calls that were not sent yet fail, certainly not done. */
    public void remove(String account) {
        accounts.remove(account).ifPresent(calls -> {
            calls.stopWaiting();
            calls.end();
        });
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
