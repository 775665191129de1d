package io.rollcall.camel.matrix;

import io.rollcall.call.CallCount;
import io.rollcall.call.Clocks;
import io.rollcall.camel.api.CallListener;
import io.rollcall.camel.internal.PrivateContext;
import io.rollcall.camel.internal.call.CallExecutor;
import io.rollcall.camel.internal.http.HttpTransport;
import io.rollcall.config.RollcallConfig;
import io.rollcall.sandbox.Sandbox;
import io.rollcall.sandbox.journal.FaultCount;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.vendor.Application;
import io.rollcall.vendor.Outcome;
import io.rollcall.vendor.Provider;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.camel.impl.DefaultCamelContext;
import org.jspecify.annotations.Nullable;

/**
 * The real transport of one operation's vendor, in a context of its own, and a sandbox at the other end. Waits between
 * requests take no time; timeouts are real.
 */
final class Bench implements AutoCloseable {
    // longer than a ban, a token's life and what is left of any month
    static final Duration UNTIL_ALL_IS_FORGOTTEN = Duration.ofDays(32);

    private final Api api;
    private final Sandbox sandbox;
    private final Provider asked;
    private final PassingTime time;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService workers;
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final PrivateContext inside = new PrivateContext(context);
    private final CallExecutor calls;

    /**
     * @param url where the operation is thought to be; its token is always asked for at the sandbox
     */
    Bench(Api api, Sandbox sandbox, URI url, Instant start, Duration responseTimeout) throws Exception {
        URI home = URI.create(sandbox.url());
        Provider provider = Question.provider(api, sandbox.company(), home);
        this.api = api;
        this.sandbox = sandbox;
        this.time = new PassingTime(start);
        this.asked = Question.provider(api, sandbox.company(), url);
        this.workers = Executors.newFixedThreadPool(2);
        Set<URI> addresses = new LinkedHashSet<>(List.of(home, url));
        RollcallConfig.Http http = new RollcallConfig.Http(Duration.ofSeconds(3), responseTimeout, 2);
        context.getCamelContextExtension().setName("matrix-" + api);
        inside.start();
        HttpTransport transport = new HttpTransport(inside, provider.name(), addresses, http, timer);
        Application application = new Application("app", provider, List.copyOf(addresses), List.of(), 0);
        calls = new CallExecutor(
                transport,
                application,
                new NoMemory(),
                responseTimeout,
                new Clocks(time, time),
                time,
                workers,
                CallListener.NONE);
    }

    /** Tries one cell out. */
    Seen see(Cell cell) throws Exception {
        time.pass(UNTIL_ALL_IS_FORGOTTEN);
        sandbox.clearFaults();
        if (api == Api.SET_CO_HOSTS) {
            sandbox.demote(Question.MEETING, Question.PROMOTED);
        }
        Fault plain = Fault.on(cell.struck().atServer());
        cell.strike()
                .script(cell.mode() == Expected.Mode.ONCE ? plain.at("1") : plain)
                .ifPresent(sandbox::script);
        Counts before = counts();
        Observed observed = cell.strike() instanceof Strike.BrokenReader ? askAndReadBadly() : ask();
        long fired = sandbox.faults().stream().mapToLong(FaultCount::fired).sum();
        Counts after = counts();
        if (!cell.conduct().rests()) {
            return new Seen(observed, fired, after.minus(before), null, 0);
        }
        Observed next = ask();
        return new Seen(
                observed,
                fired,
                after.minus(before),
                next,
                counts().minus(after).requests());
    }

    private Observed askAndReadBadly() throws Exception {
        return ask(Question.of(api, asked, time.instant()).readBadly());
    }

    private Observed ask() throws Exception {
        return ask(Question.of(api, asked, time.instant()));
    }

    private <I, O> Observed ask(Question<I, O> question) throws Exception {
        CompletableFuture<Outcome<O>> outcome = new CompletableFuture<>();
        calls.call(
                question.operation(),
                question.input(),
                new CallCount(),
                outcome::complete,
                outcome::completeExceptionally);
        return Observed.of(outcome.get(30, TimeUnit.SECONDS));
    }

    private Counts counts() {
        long acts =
                switch (api) {
                    case INVITE -> sandbox.invitations(Question.MEETING, Question.INVITED_PHONE);
                    case SET_CO_HOSTS -> sandbox.isCoHost(Question.MEETING, Question.PROMOTED) ? 1 : 0;
                    default -> 0;
                };
        return new Counts(
                sandbox.calls(api.atServer()),
                sandbox.calls(api.token().atServer()),
                acts,
                sandbox.redirectsFollowed());
    }

    @Override
    public void close() {
        inside.stop();
        workers.shutdownNow();
        timer.shutdownNow();
        time.shutdownNow();
    }

    /** What the sandbox counted. */
    record Counts(long requests, long tokens, long acts, long redirectsFollowed) {
        Counts minus(Counts before) {
            return new Counts(
                    requests - before.requests,
                    tokens - before.tokens,
                    acts - before.acts,
                    redirectsFollowed - before.redirectsFollowed);
        }
    }

    /**
     * What came of a cell.
     *
     * @param fired how often the sandbox let the fault strike
     * @param next what the same question came to afterwards; null where nobody asked
     * @param requestsAfterwards how many requests that took
     */
    record Seen(Observed observed, long fired, Counts counts, @Nullable Observed next, long requestsAfterwards) {}
}
