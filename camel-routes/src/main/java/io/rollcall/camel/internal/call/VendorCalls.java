package io.rollcall.camel.internal.call;

import io.rollcall.call.Call;
import io.rollcall.call.CallCount;
import io.rollcall.call.Effect;
import io.rollcall.call.Event;
import io.rollcall.call.Fault;
import io.rollcall.call.Line;
import io.rollcall.call.Operation;
import io.rollcall.call.Outcome;
import io.rollcall.call.Token;
import io.rollcall.call.TokenQuestion;
import io.rollcall.camel.CallListener;
import io.rollcall.camel.internal.http.HttpSending;
import io.rollcall.memory.Memory;
import io.rollcall.memory.MemoryException;
import io.rollcall.provider.Application;
import io.rollcall.provider.Provider;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.camel.AsyncCallback;
import org.apache.camel.AsyncProducer;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.direct.DirectConsumerNotAvailableException;
import org.apache.camel.support.DefaultExchange;
import org.jspecify.annotations.Nullable;

/**
 * The route of one account at a vendor: carries out the effects of a call until it is over. Calls wait without a thread; at most as
 * many are being sent as there are workers. Thread-safe.
 */
public final class VendorCalls extends RouteBuilder {
    private static final SecureRandom RANDOM = new SecureRandom();

    private final Line line;
    private final BudgetKeeping budget;
    private final Duration responseTimeout;
    private final Clocks clocks;
    private final ExecutorService workers;
    private final Waiting waiting;
    private final TokenDesk tokens;
    private final Provider provider;
    private final String account;
    private final CallListener listener;
    private @Nullable AsyncProducer entry;

    /**
     * @param workers as many threads as calls may be sent at once
     */
    public VendorCalls(
            CamelContext context,
            Application application,
            Memory memory,
            Duration responseTimeout,
            Clocks clocks,
            ScheduledExecutorService timer,
            ExecutorService workers,
            CallListener listener) {
        super(context);
        this.line = new Line(application.id(), application.keys(), application.rates(), application.monthlyCalls());
        this.budget = new BudgetKeeping(memory, line, clocks.wall());
        this.responseTimeout = responseTimeout;
        this.clocks = clocks;
        this.workers = workers;
        this.waiting = new Waiting(clocks.monotonic(), timer, workers);
        this.tokens = new TokenDesk(line.tokens(), clocks, workers);
        this.provider = application.provider();
        this.account = application.name();
        this.listener = listener;
    }

    @Override
    public void configure() {
        errorHandler(noErrorHandler());
        from(endpoint())
                .routeId("rollcall-" + account + "-call")
                .process(this::begin)
                .id("rollcall-" + account + "-begin")
                .loopDoWhile(exchange -> !Conversation.of(exchange).isOver())
                .id("rollcall-" + account + "-effects")
                .choice()
                .when(exchange -> Conversation.of(exchange).isPointless())
                .process(this::giveUp)
                .endChoice()
                .when(wants(Effect.Send.class))
                .process(exchange -> exchange.setProperty(
                        HttpSending.REQUEST,
                        Conversation.of(exchange).effect(Effect.Send.class).request()))
                .to(HttpSending.entry(account))
                .process(this::sent)
                .endChoice()
                .when(wants(Effect.GetPlace.class))
                .process(new LaterStep(this::getPlace))
                .endChoice()
                .when(wants(Effect.GetToken.class))
                .process(new LaterStep(this::getToken))
                .endChoice()
                .when(wants(Effect.Wait.class))
                .process(new LaterStep(this::sleep))
                .endChoice()
                .otherwise()
                .process(exchange -> budget.count(Conversation.of(exchange)))
                .endChoice()
                .end()
                .end();
    }

    private String endpoint() {
        return "direct:rollcall-" + account + "-call";
    }

    /**
     * Makes a call.
     *
     * @param then told the outcome once, on a worker
     * @param broken told a failure instead, never a vendor's fault: a {@link MemoryException} where the store is lost, a
     *     {@link RejectedExecutionException} where Rollcall is being stopped, anything else for a defect
     */
    public <I, O> void call(
            Operation<I, O> operation,
            I input,
            CallCount count,
            Consumer<Outcome<O>> then,
            Consumer<Exception> broken) {
        call(operation, input, count, () -> true, then, broken);
    }

    /**
     * Makes a call for somebody who may lose interest in it: from then on it is not sent any more, and fails.
     *
     * @param wanted thread-safe
     */
    public <I, O> void call(
            Operation<I, O> operation,
            I input,
            CallCount count,
            BooleanSupplier wanted,
            Consumer<Outcome<O>> then,
            Consumer<Exception> broken) {
        Exchange exchange = new DefaultExchange(getContext());
        exchange.getMessage().setBody(new Conversation.Request<>(operation, input, count, wanted));
        try {
            // never on the caller's thread: where that is in a route itself, Camel would put the call off until the
            // caller's own step is done, and the caller may be waiting for the call
            workers.execute(() -> begin(exchange, doneSync -> {
                Exception failure = exchange.getException();
                if (failure != null) {
                    broken.accept(explained(failure));
                } else {
                    then.accept(outcome(exchange, operation));
                }
            }));
        } catch (RejectedExecutionException stopped) {
            broken.accept(stopped);
        }
    }

    private void begin(Exchange exchange, AsyncCallback ended) {
        AsyncProducer route;
        try {
            route = entry();
        } catch (RuntimeException gone) {
            // on a worker nobody else would see it, and the caller would wait for ever
            exchange.setException(gone);
            ended.done(true);
            return;
        }
        route.process(exchange, ended);
    }

    // a route that is being stopped by force lets go of its exchanges with whatever exception they just had
    private Exception explained(Exception failure) {
        boolean stopped = waiting.isStopped() || failure instanceof DirectConsumerNotAvailableException;
        return stopped && !(failure instanceof MemoryException)
                ? new RejectedExecutionException("Rollcall is being stopped", failure)
                : failure;
    }

    /**
     * Makes sure that there is a token for the calls to come.
     *
     * @param then told once, at once or on a worker: why there is none; empty where there is one
     */
    public void getToken(CallCount count, Consumer<Optional<Fault>> then) {
        Event atOnce = tokens.token(null, fetched -> fetchToken(count, fetched), event -> then.accept(refusal(event)));
        if (atOnce != null) {
            then.accept(refusal(atOnce));
        }
    }

    private static Optional<Fault> refusal(Event event) {
        return event instanceof Event.TokenFailed failed ? Optional.of(failed.fault()) : Optional.empty();
    }

    @SuppressWarnings("unchecked") // the conversation was begun with this operation
    private static <O> Outcome<O> outcome(Exchange exchange, Operation<?, O> operation) {
        return (Outcome<O>) Conversation.of(exchange).outcome();
    }

    /** Ends every wait: calls that were not sent yet fail, certainly not done. */
    public void stopWaiting() {
        waiting.stop();
    }

    private synchronized AsyncProducer entry() {
        if (entry == null) {
            try {
                // once the context is stopped, nobody waits for it to come back
                entry = getContext().getEndpoint(endpoint() + "?block=false").createAsyncProducer();
                entry.start();
            } catch (Exception e) {
                throw new IllegalStateException("the endpoint of " + account + " cannot be used", e);
            }
        }
        return entry;
    }

    private void begin(Exchange exchange) {
        begin(exchange, (Conversation.Request<?, ?>) exchange.getMessage().getBody());
    }

    private <I, O> void begin(Exchange exchange, Conversation.Request<I, O> request) {
        Call<I, O> call =
                new Call<>(request.operation(), request.input(), line, request.count(), responseTimeout, RANDOM);
        new Conversation<>(call, request, clocks, listener).attachTo(exchange);
        exchange.getMessage().setBody(null);
    }

    private void giveUp(Exchange exchange) {
        Conversation<?, ?> conversation = Conversation.of(exchange);
        conversation.tell(new Event.Stopped());
        waiting.mayBeFree(line.pacer(conversation.operation()));
    }

    private void sent(Exchange exchange) {
        Conversation<?, ?> conversation = Conversation.of(exchange);
        conversation.tell(exchange.getProperty(HttpSending.EVENT, Event.class));
        exchange.removeProperty(HttpSending.REQUEST);
        exchange.removeProperty(HttpSending.EVENT);
        waiting.mayBeFree(line.pacer(conversation.operation()));
        budget.answered(conversation);
    }

    private @Nullable Event getPlace(Conversation<?, ?> conversation, Consumer<Event> later) {
        return waiting.place(conversation.effect(Effect.GetPlace.class).pacer(), later);
    }

    private @Nullable Event sleep(Conversation<?, ?> conversation, Consumer<Event> later) {
        return waiting.sleep(conversation.effect(Effect.Wait.class).time(), later);
    }

    private @Nullable Event getToken(Conversation<?, ?> conversation, Consumer<Event> later) {
        Token rejected = conversation.effect(Effect.GetToken.class).rejected();
        return tokens.token(rejected, then -> fetchToken(conversation.count(), then), later);
    }

    private void fetchToken(CallCount count, Consumer<Outcome<Token>> then) {
        Operation<TokenQuestion, Token> fetch = provider.token();
        TokenQuestion question = new TokenQuestion(clocks.wall().instant(), nonce());
        call(fetch, question, count, then, broken -> then.accept(brokenFetch(fetch)));
    }

    private static Outcome<Token> brokenFetch(Operation<?, Token> fetch) {
        return new Outcome.Failed<>(new Fault.NoAnswer(
                Fault.Origin.of(fetch.name()),
                true,
                "The token could not be fetched because Rollcall is being stopped."));
    }

    private static String nonce() {
        byte[] bytes = new byte[16];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    @SuppressWarnings("rawtypes") // the kind of effect is what counts
    private static Predicate wants(Class<? extends Effect> effect) {
        return exchange -> effect.isInstance(Conversation.of(exchange).effect());
    }
}
