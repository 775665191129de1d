package io.rollcall.camel;

import io.rollcall.call.Clocks;
import io.rollcall.camel.internal.call.Accounts;
import io.rollcall.camel.internal.call.VendorCalls;
import io.rollcall.camel.internal.call.Workers;
import io.rollcall.camel.internal.flow.RouteGuard;
import io.rollcall.camel.internal.http.HttpSending;
import io.rollcall.config.RollcallConfig;
import io.rollcall.memory.Memory;
import io.rollcall.provider.Application;
import java.util.Collection;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import org.apache.camel.CamelContext;

/** Gives each account its route and its workers. Used by one thread at a time. */
final class AccountRoutes {
    private final CamelContext context;
    private final RouteGuard guard;
    private final Accounts accounts;
    private final RollcallConfig.Http http;
    private final Memory memory;
    private final Clocks clocks;
    private final ScheduledExecutorService timer;
    private final CallListener listener;

    AccountRoutes(
            CamelContext context,
            RouteGuard guard,
            Accounts accounts,
            RollcallConfig.Http http,
            Memory memory,
            Clocks clocks,
            ScheduledExecutorService timer,
            CallListener listener) {
        this.context = context;
        this.guard = guard;
        this.accounts = accounts;
        this.http = http;
        this.memory = memory;
        this.clocks = clocks;
        this.timer = timer;
        this.listener = listener;
    }

    /** Adds accounts; of an application that is there already the calls are shared. */
    void add(Collection<Application> applications) throws Exception {
        for (Application application : applications) {
            if (!accounts.share(application)) {
                add(application);
            }
        }
    }

    private void add(Application application) throws Exception {
        ExecutorService workers = Workers.of(application.name(), http.concurrency());
        HttpSending sending = new HttpSending(context, application.name(), application.addresses(), http, timer);
        guard.add(context, sending);
        VendorCalls calls =
                new VendorCalls(sending, application, memory, http.responseTimeout(), clocks, timer, workers, listener);
        accounts.add(application, calls);
    }

    /** Calls that were not sent yet fail, certainly not done. */
    void stopWaiting() {
        accounts.all().forEach(VendorCalls::stopWaiting);
    }

    /** Ends the waits of calls that nobody wants any more. */
    void endUnwanted() {
        accounts.all().forEach(VendorCalls::endUnwanted);
    }

    /** Nobody works any more; every caller gets an answer. */
    void end() {
        accounts.all().forEach(VendorCalls::end);
    }
}
