package io.rollcall.camel.internal.stream;

import io.rollcall.call.CallCount;
import io.rollcall.call.Clocks;
import io.rollcall.camel.internal.call.AccountRegistry;
import io.rollcall.camel.internal.call.CallRequest;
import io.rollcall.event.StreamSignal;
import io.rollcall.event.StreamSignal.OpenFailed;
import io.rollcall.event.StreamSignal.Opened;
import io.rollcall.state.StateStore;
import io.rollcall.state.StoreException;
import io.rollcall.vendor.Application;
import io.rollcall.vendor.EventStream;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Outcome;
import io.rollcall.vendor.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks a vendor for the addresses of connections, and counts the opens in the store. Thread-safe. */
final class StreamOpener {
    /** A month of 31 days: the longest that a limit of opens looks back. */
    private static final Duration COUNTED = Duration.ofDays(31);

    private static final Logger LOG = LoggerFactory.getLogger(StreamOpener.class);

    private final AccountRegistry accounts;
    private final StateStore store;
    private final Clocks clocks;
    private final Executor workers;

    /** @param workers may block */
    StreamOpener(AccountRegistry accounts, StateStore store, Clocks clocks, Executor workers) {
        this.accounts = accounts;
        this.store = store;
        this.clocks = clocks;
        this.workers = workers;
    }

    /** Begins: reads the opens of all processes. Without a store there are none, and no open is sent either. */
    StreamSignal start(Application application) {
        try {
            Instant since = clocks.wall().instant().minus(COUNTED);
            return new StreamSignal.Start(store.stream().opens(application.id(), since));
        } catch (StoreException lost) {
            LOG.warn("The events of {}: {}", application.name(), lost.getMessage());
            return new StreamSignal.Start(List.of());
        }
    }

    /** Asks for an address; the open is in the store before it is sent. */
    void open(Application application, EventStream stream, Consumer<StreamSignal> then) {
        Consumer<Exception> broken = failure -> then.accept(new OpenFailed(notSent(stream, failure)));
        try {
            workers.execute(() -> {
                Instant now = clocks.wall().instant();
                try {
                    store.stream().opening(application.id(), now);
                } catch (StoreException lost) {
                    broken.accept(lost);
                    return;
                }
                accounts.call(
                        CallRequest.of(stream.open(), EventStream.Opening.NEW, new CallCount()),
                        outcome -> then.accept(signal(application, now, outcome)),
                        failure -> then.accept(failed(application, now, notSent(stream, failure))));
            });
        } catch (RejectedExecutionException stopping) {
            broken.accept(stopping);
        }
    }

    private StreamSignal signal(Application application, Instant opening, Outcome<Secret> outcome) {
        return outcome instanceof Outcome.Done<Secret> done
                ? new Opened(done.value())
                : failed(application, opening, ((Outcome.Failed<Secret>) outcome).fault());
    }

    private OpenFailed failed(Application application, Instant opening, Fault fault) {
        OpenFailed failed = new OpenFailed(fault);
        if (!failed.counted()) {
            try {
                workers.execute(() -> forget(application, opening));
            } catch (RejectedExecutionException stopping) {
                LOG.debug("the open stays counted: Rollcall is ending");
            }
        }
        return failed;
    }

    private void forget(Application application, Instant opening) {
        try {
            store.stream().notOpened(application.id(), opening);
        } catch (StoreException lost) {
            // one open too many is counted: that is safe
            LOG.debug("the open stays counted: {}", lost.getMessage());
        }
    }

    private static Fault notSent(EventStream stream, Exception failure) {
        String why = failure instanceof StoreException lost
                ? "The open could not be counted, so it was not sent. " + lost.getMessage()
                : "No connection was opened, because Rollcall is being stopped.";
        return new Fault.NoAnswer(Fault.Origin.of(stream.open().name()), true, why);
    }
}
