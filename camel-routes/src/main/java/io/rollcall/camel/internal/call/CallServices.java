package io.rollcall.camel.internal.call;

import io.rollcall.call.ApplicationState;
import io.rollcall.call.CallCount;
import io.rollcall.call.Clocks;
import io.rollcall.camel.api.CallListener;
import io.rollcall.camel.internal.http.Transport;
import io.rollcall.state.Maintenance;
import io.rollcall.vendor.AccessToken;
import io.rollcall.vendor.Outcome;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * What the calls of one application share to carry out their effects.
 *
 * @param responseTimeout how long the vendor has for a whole response
 * @param workers runs everything that it is given, on a worker or else on the calling thread
 */
record CallServices(
        ApplicationState application,
        BudgetLedger budget,
        Maintenance maintenance,
        Duration responseTimeout,
        Clocks clocks,
        CallScheduler scheduler,
        TokenProvider tokens,
        TokenFetcher fetcher,
        Transport transport,
        CallListener listener,
        Executor workers) {

    /** Fetches a token by a call of its own. */
    interface TokenFetcher {
        /**
         * @param count counts the requests that it takes
         * @param caller whose logs and spans they belong to
         */
        void fetch(CallCount count, CallerContext caller, Consumer<Outcome<AccessToken>> then);
    }

    /** Runs a task on a worker, or else on this thread. */
    void resume(Runnable task) {
        workers.execute(task);
    }
}
