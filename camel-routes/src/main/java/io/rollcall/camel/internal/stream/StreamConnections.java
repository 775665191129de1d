package io.rollcall.camel.internal.stream;

import io.rollcall.call.Clocks;
import io.rollcall.camel.internal.call.AccountRegistry;
import io.rollcall.camel.internal.call.WorkerThreads;
import io.rollcall.camel.internal.http.WebSockets;
import io.rollcall.camel.internal.lock.ExclusiveWork;
import io.rollcall.camel.watch.EventObserver;
import io.rollcall.camel.watch.StreamMonitor;
import io.rollcall.event.StreamEffect;
import io.rollcall.event.StreamProtocol;
import io.rollcall.event.StreamState;
import io.rollcall.event.VendorEvent;
import io.rollcall.report.Problem;
import io.rollcall.state.RunnerLocks;
import io.rollcall.state.StateStore;
import io.rollcall.state.StreamRepository.Push;
import io.rollcall.vendor.Application;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connections over which vendors push events: one for each application that has events, as long as something of this
 * process wants them. Of the processes that share a store, one holds an application's connection. Thread-safe.
 */
public final class StreamConnections {
    /** How often a connection's lock is looked at; a lost one would let two processes share the events. */
    private static final Duration CHECK = Duration.ofSeconds(10);

    /** A vendor answers the end of a connection within milliseconds. */
    private static final Duration LONGEST_END = Duration.ofSeconds(1);

    private static final Logger LOG = LoggerFactory.getLogger(StreamConnections.class);

    private final AccountRegistry accounts;
    private final ScheduledExecutorService timer;
    private final StreamMonitor monitor;
    private final ExecutorService threads;
    private final ExecutorService workers;
    private final WebSockets webSockets;
    private final StreamRecorder recorder;
    private final ExclusiveWork exclusive;
    private final StreamDriver.Resources resources;
    private final Map<StreamListener, ListenerQueue> listeners = new ConcurrentHashMap<>();
    private final Set<EventObserver> observers = ConcurrentHashMap.newKeySet();
    private final Set<Object> users = new HashSet<>();
    private final Map<String, Connection> connections = new HashMap<>();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private boolean ended;

    public StreamConnections(
            CamelContext context,
            AccountRegistry accounts,
            StateStore store,
            Clocks clocks,
            ScheduledExecutorService timer,
            StreamMonitor monitor) {
        this.accounts = accounts;
        this.timer = timer;
        this.monitor = monitor;
        threads = WorkerThreads.callbacks(context, "rollcall-stream", timer);
        workers = WorkerThreads.callbacks(context, "rollcall-stream-work", timer);
        webSockets = new WebSockets(context, threads);
        recorder = new StreamRecorder(store, timer, workers);
        exclusive = new ExclusiveWork(store::runnerLocks, timer, workers, new Waiting());
        StreamOpener opener = new StreamOpener(accounts, store, clocks, workers);
        resources = new StreamDriver.Resources(clocks, opener, webSockets, threads, workers, timer, open);
    }

    /** Calls a listener with the events of all applications that come from now on. */
    public void add(StreamListener listener) {
        listeners.put(listener, new ListenerQueue(listener, workers));
    }

    /** Calls a listener no longer; a call under way may end. */
    public void remove(StreamListener listener) {
        listeners.remove(listener);
    }

    /**
     * Keeps the connections open for an observer, which tells a person what it receives: nothing of that is logged meanwhile.
     *
     * @return ends it
     */
    public EventObserver.Observation observe(EventObserver observer) {
        StreamListener watching = new Watching(observer);
        observers.add(observer);
        add(watching);
        want(watching);
        return () -> {
            release(watching);
            remove(watching);
            observers.remove(observer);
        };
    }

    /** Keeps the connections open from now on, also those of applications that are added later, until {@link #release}. */
    public synchronized void want(Object user) {
        users.add(user);
        refresh();
    }

    /** The user needs no connection any longer; the last one closes them. */
    public synchronized void release(Object user) {
        users.remove(user);
        refresh();
    }

    /** The accounts may have changed. */
    public synchronized void refresh() {
        Map<String, Application> wanted = new HashMap<>();
        if (!users.isEmpty() && !ended) {
            accounts.applications().values().stream()
                    .filter(application ->
                            StreamMonitor.monthlyEvents(application).isPresent())
                    .forEach(application -> wanted.put(application.id(), application));
        }
        connections.values().removeIf(connection -> {
            Application next = wanted.get(connection.application.id());
            boolean stays = next != null && next.provider() == connection.application.provider();
            if (!stays) {
                connection.close();
            }
            return !stays;
        });
        wanted.forEach((id, application) -> {
            if (!connections.containsKey(id)) {
                Connection connection = new Connection(application);
                connections.put(id, connection);
                connection.open();
            }
        });
    }

    /** Closes all connections, and writes what they brought into the store. */
    public void stop() {
        synchronized (this) {
            ended = true;
            refresh();
        }
        var unused = recorder.flush();
    }

    /** Ends what {@link #stop} has left, and the threads. */
    public void end() {
        stop();
        exclusive.stop();
        long end = System.nanoTime() + LONGEST_END.toNanos();
        while (!open.isEmpty() && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(1));
        }
        open.forEach(Socket::abort);
        List.of(threads, workers).forEach(ExecutorService::shutdownNow);
        webSockets.close();
    }

    private String name(String application) {
        return accounts.first(application).map(Application::name).orElse(application);
    }

    /** Passes what comes on to an observer, by the names of accounts. */
    private final class Watching implements StreamListener {
        private final EventObserver observer;

        Watching(EventObserver observer) {
            this.observer = observer;
        }

        @Override
        public void pushed(String application, Push push) {
            observer.received(name(application), push.events());
        }

        @Override
        public void live(String application) {
            observer.live(name(application));
        }

        @Override
        public void problem(String application, Problem problem) {
            observer.problem(name(application), problem);
        }

        @Override
        public void waiting(String application, String holder) {
            observer.waiting(name(application), holder);
        }
    }

    private void call(String application, Consumer<StreamListener> call) {
        listeners.values().forEach(queue -> queue.call(application, call));
    }

    /** The connection of one application in this process, or the wait for it. */
    private final class Connection implements StreamDriver.Outlet {
        private final Application application;
        private final String lock;
        private @Nullable StreamDriver driver;
        private boolean closed;

        Connection(Application application) {
            this.application = application;
            this.lock = RunnerLocks.STREAM + application.id();
        }

        void open() {
            monitor.wanted(application.id());
            exclusive.start(lock, this::begin);
        }

        /** No other process holds the connection now. */
        private void begin() {
            StreamProtocol stream =
                    application.provider().capability(StreamProtocol.class).orElseThrow();
            StreamDriver begun = new StreamDriver(application, stream, resources, this);
            synchronized (this) {
                if (closed || driver != null) {
                    return;
                }
                driver = begun;
            }
            // not under the lock: it reads the store
            begun.start();
            checkLater();
        }

        private void checkLater() {
            try {
                timer.schedule(() -> workers.execute(this::check), CHECK.toMillis(), TimeUnit.MILLISECONDS);
            } catch (RejectedExecutionException ending) {
                LOG.debug("not checked again: Rollcall is ending");
            }
        }

        private void check() {
            boolean mine = exclusive.run(lock, () -> {});
            synchronized (this) {
                if (closed || driver == null) {
                    return;
                }
                if (mine) {
                    checkLater();
                    return;
                }
                stopDriver();
            }
            lost();
        }

        private void stopDriver() {
            StreamDriver running = driver;
            driver = null;
            if (running != null) {
                running.stop();
            }
        }

        void close() {
            synchronized (this) {
                closed = true;
                stopDriver();
            }
            exclusive.stop(lock);
            monitor.unwanted(application.id());
        }

        @Override
        public void pushed(Push push, StreamEffect.Publish publish) {
            recorder.received(application, push);
            call(application.id(), listener -> listener.pushed(application.id(), push));
            for (VendorEvent event : publish.events()) {
                call(application.id(), listener -> listener.received(application.id(), event));
            }
        }

        @Override
        public void live() {
            if (observers.isEmpty()) {
                LOG.info("The events of {} come.", application.name());
            }
            monitor.live(application.id());
            call(application.id(), listener -> listener.live(application.id()));
        }

        @Override
        public void lost() {
            LOG.info("No events of {} come now. Rollcall connects again.", application.name());
            call(application.id(), listener -> listener.lost(application.id()));
        }

        @Override
        public void problem(Problem problem) {
            if (observers.isEmpty()) {
                LOG.warn("The events of {}: {}", application.name(), problem.message());
            }
            monitor.problem(application.id(), problem);
            call(application.id(), listener -> listener.problem(application.id(), problem));
        }

        @Override
        public void state(StreamState state, @Nullable Instant lastFrame) {
            monitor.state(application.id(), state, lastFrame);
        }
    }

    /** Another process holds a connection, or no longer. */
    private final class Waiting implements ExclusiveWork.Observer {
        @Override
        public void waiting(String lock, String holder) {
            String application = application(lock);
            if (observers.isEmpty()) {
                LOG.info(
                        "The events of {} come to {} on the same store. This process waits for its end.",
                        name(application),
                        holder);
            }
            monitor.holder(application, holder);
            call(application, listener -> listener.waiting(application, holder));
        }

        @Override
        public void resumed(String lock) {
            LOG.info("The events of {}: the other process has ended. This process connects.", name(application(lock)));
            monitor.holder(application(lock), null);
        }

        @Override
        public void lost(String lock) {
            LOG.warn(
                    "The events of {}: the store's lock was lost. Rollcall acquires it again.",
                    name(application(lock)));
        }

        private static String application(String lock) {
            return lock.substring(RunnerLocks.STREAM.length());
        }
    }
}
