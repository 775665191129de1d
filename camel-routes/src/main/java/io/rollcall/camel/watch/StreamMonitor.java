package io.rollcall.camel.watch;

import io.rollcall.budget.BillingMonth;
import io.rollcall.call.Clocks;
import io.rollcall.event.StreamState;
import io.rollcall.report.Problem;
import io.rollcall.state.StateStore;
import io.rollcall.state.StoreException;
import io.rollcall.vendor.Application;
import io.rollcall.vendor.EventStream;
import io.rollcall.vendor.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Records how the connections are over which vendors push events, and reads from the store how often they were opened and how
 * many events came this month, in all processes. Thread-safe.
 */
public final class StreamMonitor {
    /** A connection that brought no frame for so long is replaced long before; something else is wrong. */
    static final Duration LONGEST_SILENCE = Duration.ofMinutes(5);

    private final Collection<Application> applications;
    private final StateStore store;
    private final Clocks clocks;
    private final Map<String, State> states = new HashMap<>();

    /** The state of one application's connection. */
    private static final class State {
        private StreamState state = StreamState.CLOSED;
        /** By the monotonic clock, as all times here. */
        private @Nullable Instant wantedSince;

        private @Nullable Instant lastFrame;
        private @Nullable Problem problem;
        private @Nullable String holder;
    }

    /** @param applications may grow; then it must be thread-safe */
    public StreamMonitor(Collection<Application> applications, StateStore store, Clocks clocks) {
        this.applications = applications;
        this.store = store;
        this.clocks = clocks;
    }

    /** The most events that the vendor pushes to an application in a month, 0 for not metered; empty where it has no events. */
    public static Optional<Long> monthlyEvents(Application application) {
        return application.provider().capability(EventStream.class).flatMap(EventStream::monthlyEvents);
    }

    private State of(String application) {
        return states.computeIfAbsent(application, any -> new State());
    }

    /** A connection is wanted from now on. */
    public synchronized void wanted(String application) {
        State state = new State();
        state.wantedSince = clocks.monotonic().instant();
        states.put(application, state);
    }

    /** No connection is wanted any longer. */
    public synchronized void unwanted(String application) {
        states.remove(application);
    }

    /** @param lastFrame by the monotonic clock; null if none came */
    public synchronized void state(String application, StreamState state, @Nullable Instant lastFrame) {
        State known = of(application);
        known.state = state;
        known.lastFrame = lastFrame;
    }

    /** Events come: earlier problems are over. */
    public synchronized void live(String application) {
        of(application).problem = null;
    }

    /** A person must know something about the connection. */
    public synchronized void problem(String application, Problem problem) {
        of(application).problem = problem;
    }

    /** @param holder the process that holds the connection while this one waits for its end; null if none does */
    public synchronized void holder(String application, @Nullable String holder) {
        of(application).holder = holder;
    }

    /** How the connections of all applications with events are. */
    public List<Standing> standings() {
        return applications.stream()
                .flatMap(application -> monthlyEvents(application)
                        .map(limit -> new Standing(
                                application.name(), connection(application.id()), month(application), limit))
                        .stream())
                .toList();
    }

    /** How the connection of an application is in this process. */
    public synchronized Connection connection(String application) {
        State state = states.getOrDefault(application, new State());
        Instant now = clocks.monotonic().instant();
        return new Connection(
                state.state,
                state.wantedSince == null ? null : Duration.between(state.wantedSince, now),
                state.lastFrame == null ? null : Duration.between(state.lastFrame, now),
                state.problem,
                state.holder);
    }

    private @Nullable Month month(Application application) {
        BillingMonth month =
                BillingMonth.of(clocks.wall().instant(), application.provider().quotaZone());
        try {
            return new Month(
                    store.stream().opens(application.id(), month.start()).size(),
                    store.stream().metered(application.id(), month.month()));
        } catch (StoreException lost) {
            // the health of the store says so
            return null;
        }
    }

    /**
     * How an application's connection is.
     *
     * @param account the name of the account
     * @param month null where the store cannot be read
     * @param monthlyEvents the most metered events of a month; 0 for not metered
     */
    public record Standing(String account, Connection connection, @Nullable Month month, long monthlyEvents) {

        /** What is wrong and what to do; empty if the connection is as it should be, or is being made. */
        public Optional<String> fault() {
            return connection.fault(account);
        }
    }

    /**
     * What happened this month, in all processes.
     *
     * @param opens how often connections were opened
     * @param events metered events that came
     */
    public record Month(long opens, long events) {}

    /**
     * A connection of this process.
     *
     * @param wanted for how long it has been wanted; null if it is not
     * @param frameAge since when no frame came; null before the first one of this process
     * @param problem what a person must know; null for nothing
     * @param holder the process that holds the connection while this one waits; null if none does
     */
    public record Connection(
            StreamState state,
            @Nullable Duration wanted,
            @Nullable Duration frameAge,
            @Nullable Problem problem,
            @Nullable String holder) {

        /** Whether events come to this process. */
        public boolean isLive() {
            return state == StreamState.LIVE || state == StreamState.DRAINING;
        }

        /** The state in one word. */
        public String word() {
            return holder != null ? "elsewhere" : state.word();
        }

        private Optional<String> fault(String account) {
            if (wanted == null || holder != null) {
                return Optional.empty();
            }
            Duration silence = frameAge == null ? wanted : frameAge;
            boolean silent = silence.compareTo(LONGEST_SILENCE) > 0;
            if (problem != null && (silent || needsPerson(problem.fault()))) {
                return Optional.of("No events of the account " + account + " come. " + problem.message());
            }
            return silent
                    ? Optional.of("Nothing came over the event connection of the account " + account + " for "
                            + silence.toMinutes() + " minutes. Look into the log for the reason.")
                    : Optional.empty();
        }

        // Rollcall waits for a person, or for the next hour or month
        private static boolean needsPerson(Fault.Kind kind) {
            return kind == Fault.Kind.TOKEN || kind == Fault.Kind.QUOTA || kind == Fault.Kind.PERMISSION;
        }
    }
}
