package io.rollcall.camel.internal.call;

import io.rollcall.call.CallEvent;
import io.rollcall.call.Clocks;
import io.rollcall.call.Moment;
import io.rollcall.call.TokenCache;
import io.rollcall.camel.support.FatalErrors;
import io.rollcall.camel.support.UnexpectedErrors;
import io.rollcall.vendor.AccessToken;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Provides the token of one application. All callers that wait share one fetch, and its failure too. Thread-safe.
 */
final class TokenProvider {
    private static final Logger LOG = LoggerFactory.getLogger(TokenProvider.class);

    // credentials that were just refused are refused again: a directory of 20,000 departments must not send 20,000
    // requests
    private static final Duration REFUSAL_HOLDS = Duration.ofSeconds(10);

    private final TokenCache cache;
    private final Clocks clocks;
    private final Executor workers;
    private final Function<Throwable, Outcome<AccessToken>> failed;
    private @Nullable List<Consumer<CallEvent>> waiters;
    private @Nullable Fault refusal;
    private Instant refusalHoldsUntil = Instant.MIN;
    private Instant askedAt = Instant.MIN;

    /**
     * @param workers on which waiters resume; must run, or have run, everything that it is given
     * @param failed the outcome of a fetch that threw an exception
     */
    TokenProvider(TokenCache cache, Clocks clocks, Executor workers, Function<Throwable, Outcome<AccessToken>> failed) {
        this.cache = cache;
        this.clocks = clocks;
        this.workers = workers;
        this.failed = failed;
    }

    /** Fetches a token and passes the outcome on, at some time, on some thread. */
    interface Fetch {
        void fetch(Consumer<Outcome<AccessToken>> then);
    }

    /**
     * Gets a token.
     *
     * @param rejected the token that the vendor did not accept; null where none was tried
     * @return the event where it happens at once; null where the waiter is called later, on a worker
     */
    @Nullable CallEvent token(@Nullable AccessToken rejected, Fetch fetch, Consumer<CallEvent> waiter) {
        synchronized (this) {
            Moment now = clocks.now();
            Optional<AccessToken> usable = cache.usable(now, rejected);
            if (usable.isPresent()) {
                return new CallEvent.TokenGot(usable.get());
            }
            if (refusal != null && now.monotonic().isBefore(refusalHoldsUntil)) {
                return new CallEvent.TokenFailed(refusal);
            }
            if (waiters != null) {
                waiters.add(waiter);
                return null;
            }
            waiters = new ArrayList<>();
            askedAt = now.monotonic();
            waiters.add(waiter);
        }
        Once once = new Once();
        try {
            fetch.fetch(once);
        } catch (RuntimeException | Error defect) {
            // all calls that wait for this fetch, now or later, would wait for ever
            LOG.error("a token could not be fetched", UnexpectedErrors.withoutMessages(defect));
            once.accept(failed.apply(defect));
            FatalErrors.report(defect);
        }
        return null;
    }

    /** The end of one fetch: the first outcome counts. */
    private final class Once implements Consumer<Outcome<AccessToken>> {
        private final AtomicBoolean over = new AtomicBoolean();

        @Override
        public void accept(Outcome<AccessToken> outcome) {
            if (!over.getAndSet(true)) {
                fetched(outcome);
            }
        }
    }

    private void fetched(Outcome<AccessToken> outcome) {
        CallEvent event;
        List<Consumer<CallEvent>> called;
        synchronized (this) {
            if (outcome instanceof Outcome.Done<AccessToken> done) {
                cache.keep(done.value(), askedAt);
                refusal = null;
                event = new CallEvent.TokenGot(done.value());
            } else {
                Fault fault = ((Outcome.Failed<AccessToken>) outcome).fault();
                if (fault.kind() == Fault.Kind.TOKEN) {
                    refusal = fault;
                    refusalHoldsUntil = clocks.now().monotonic().plus(REFUSAL_HOLDS);
                }
                event = new CallEvent.TokenFailed(fault);
            }
            called = waiters == null ? List.of() : waiters;
            waiters = null;
        }
        called.forEach(waiter -> workers.execute(() -> waiter.accept(event)));
    }
}
