package io.rollcall.camel.internal.call;

import io.rollcall.call.Clocks;
import io.rollcall.call.Event;
import io.rollcall.call.Fault;
import io.rollcall.call.Moment;
import io.rollcall.call.Outcome;
import io.rollcall.call.Token;
import io.rollcall.call.TokenCache;
import io.rollcall.camel.Defects;
import io.rollcall.camel.FatalErrors;
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
 * Hands out the token of one application: one fetch, however many callers wait for it, and they share its failure too.
 * Thread-safe.
 */
final class TokenDesk {
    private static final Logger LOG = LoggerFactory.getLogger(TokenDesk.class);

    // credentials that were just refused are refused again: a directory of 20,000 departments must not ask 20,000 times
    private static final Duration REFUSAL_HOLDS = Duration.ofSeconds(10);

    private final TokenCache cache;
    private final Clocks clocks;
    private final Executor workers;
    private final Function<Throwable, Outcome<Token>> failed;
    private @Nullable List<Consumer<Event>> waiters;
    private @Nullable Fault refusal;
    private Instant refusalHoldsUntil = Instant.MIN;
    private Instant askedAt = Instant.MIN;

    /**
     * @param workers on which waiters go on; must run, or have run, everything that it is given
     * @param failed what a fetch came to that threw
     */
    TokenDesk(TokenCache cache, Clocks clocks, Executor workers, Function<Throwable, Outcome<Token>> failed) {
        this.cache = cache;
        this.clocks = clocks;
        this.workers = workers;
        this.failed = failed;
    }

    /** Fetches a token and tells how that went, at some time, on some thread. */
    interface Fetch {
        void fetch(Consumer<Outcome<Token>> then);
    }

    /**
     * Asks for a token.
     *
     * @param rejected the token that the vendor did not accept; null where none was tried
     * @return the event where it happens at once; null where the waiter will be told later, on a worker
     */
    @Nullable Event token(@Nullable Token rejected, Fetch fetch, Consumer<Event> waiter) {
        synchronized (this) {
            Moment now = clocks.now();
            Optional<Token> usable = cache.usable(now, rejected);
            if (usable.isPresent()) {
                return new Event.TokenGot(usable.get());
            }
            if (refusal != null && now.monotonic().isBefore(refusalHoldsUntil)) {
                return new Event.TokenFailed(refusal);
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
            // everyone who waits for this fetch, now or later, would wait for ever
            LOG.error("a token could not be fetched", Defects.withoutMessages(defect));
            once.accept(failed.apply(defect));
            FatalErrors.report(defect);
        }
        return null;
    }

    /** The end of one fetch: the first outcome counts. */
    private final class Once implements Consumer<Outcome<Token>> {
        private final AtomicBoolean over = new AtomicBoolean();

        @Override
        public void accept(Outcome<Token> outcome) {
            if (!over.getAndSet(true)) {
                fetched(outcome);
            }
        }
    }

    private void fetched(Outcome<Token> outcome) {
        Event event;
        List<Consumer<Event>> told;
        synchronized (this) {
            if (outcome instanceof Outcome.Done<Token> done) {
                cache.keep(done.value(), askedAt);
                refusal = null;
                event = new Event.TokenGot(done.value());
            } else {
                Fault fault = ((Outcome.Failed<Token>) outcome).fault();
                if (fault.kind() == Fault.Kind.TOKEN) {
                    refusal = fault;
                    refusalHoldsUntil = clocks.now().monotonic().plus(REFUSAL_HOLDS);
                }
                event = new Event.TokenFailed(fault);
            }
            told = waiters == null ? List.of() : waiters;
            waiters = null;
        }
        told.forEach(waiter -> workers.execute(() -> waiter.accept(event)));
    }
}
