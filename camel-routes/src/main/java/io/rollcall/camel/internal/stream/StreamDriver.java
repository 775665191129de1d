package io.rollcall.camel.internal.stream;

import io.rollcall.call.Clocks;
import io.rollcall.call.Moment;
import io.rollcall.camel.internal.http.WebSockets;
import io.rollcall.camel.support.FatalErrors;
import io.rollcall.event.ReceivedEvent;
import io.rollcall.event.StreamEffect;
import io.rollcall.event.StreamMachine;
import io.rollcall.event.StreamProtocol;
import io.rollcall.event.StreamSignal;
import io.rollcall.event.StreamState;
import io.rollcall.report.Problem;
import io.rollcall.state.StreamRepository.Push;
import io.rollcall.vendor.Application;
import io.rollcall.vendor.Secret;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connection of one application, from its start to its stop: takes signals to the vendor's machine, one after the other,
 * and carries out its effects. Decides nothing, and never blocks: acknowledgements wait for no flow and no store.
 * Thread-safe.
 */
final class StreamDriver {
    private static final Logger LOG = LoggerFactory.getLogger(StreamDriver.class);

    private final Application application;
    private final StreamProtocol stream;
    private final StreamMachine machine;
    private final Resources resources;
    private final Outlet outlet;
    private final SerialQueue signals;
    private final Map<Long, Socket> sockets = new ConcurrentHashMap<>();
    /** When the machine is woken, by the monotonic clock; null for not at all. */
    private @Nullable Instant wakeAt;

    private boolean stopped;

    /**
     * What all drivers share.
     *
     * @param threads where signals are handled; never block
     * @param workers may block
     * @param open all sockets of the process that have not ended
     */
    record Resources(
            Clocks clocks,
            StreamOpener opener,
            WebSockets webSockets,
            Executor threads,
            Executor workers,
            ScheduledExecutorService timer,
            Set<Socket> open) {}

    /** Receives what comes out; called by one thread at a time, must return at once. */
    interface Outlet {
        void pushed(Push push, StreamEffect.Publish publish);

        void live();

        void lost();

        void problem(Problem problem);

        /** @param lastFrame by the monotonic clock; null if none came */
        void state(StreamState state, @Nullable Instant lastFrame);
    }

    StreamDriver(Application application, StreamProtocol stream, Resources resources, Outlet outlet) {
        this.application = application;
        this.stream = stream;
        this.machine = stream.machine(new SecureRandom());
        this.resources = resources;
        this.outlet = outlet;
        this.signals = new SerialQueue(resources.threads());
    }

    /** Connects, on the calling thread's time as far as the store is read. */
    void start() {
        signal(resources.opener().start(application));
    }

    /** Closes all connections; the driver does nothing more. */
    void stop() {
        signal(new StreamSignal.Stop());
    }

    /** Lets the machine look at the clocks. */
    void wake() {
        signal(new StreamSignal.Woken());
    }

    private void signal(StreamSignal signal) {
        signals.execute(() -> handle(signal));
    }

    private void handle(StreamSignal signal) {
        if (stopped) {
            return;
        }
        stopped = signal instanceof StreamSignal.Stop;
        Moment now = resources.clocks().now();
        List<StreamEffect> effects = machine.on(signal, now);
        Duration age = machine.frameAge(now);
        // before the effects: whoever learns of them may ask for the state
        outlet.state(machine.state(), age == null ? null : now.monotonic().minus(age));
        try {
            carryOut(effects, now);
        } finally {
            if (signal instanceof StreamSignal.Received received) {
                Socket socket = sockets.get(received.connection());
                if (socket != null) {
                    socket.more();
                }
            }
            wakeLater(now);
        }
    }

    /** An effect that fails keeps no other one from being carried out: the machine waits for what they lead to. */
    private void carryOut(List<StreamEffect> effects, Moment now) {
        Iterator<StreamEffect> left = effects.iterator();
        while (left.hasNext()) {
            StreamEffect effect = left.next();
            try {
                carryOut(effect, now);
            } catch (RuntimeException | Error failure) {
                List<StreamEffect> others = new ArrayList<>();
                left.forEachRemaining(others::add);
                carryOut(others, now);
                throw failure;
            }
        }
    }

    // a wake that comes early does no harm, so the one that is scheduled stays: frames come often
    private void wakeLater(Moment now) {
        Duration pause = stopped ? null : machine.untilWake(now);
        if (pause == null) {
            return;
        }
        Instant due = now.monotonic().plus(pause);
        Instant scheduled = wakeAt;
        if (scheduled != null && !due.isBefore(scheduled)) {
            return;
        }
        wakeAt = due;
        try {
            resources.timer().schedule(() -> wake(due), pause.toNanos(), TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException ending) {
            LOG.debug("not woken again: Rollcall is ending");
        }
    }

    private void wake(Instant due) {
        try {
            signals.execute(() -> woken(due));
        } catch (RuntimeException | Error noThread) {
            // without frames nothing else wakes the machine
            resources.timer().schedule(() -> wake(due), 1, TimeUnit.SECONDS);
            throw noThread;
        }
    }

    private void woken(Instant due) {
        if (due.equals(wakeAt)) {
            wakeAt = null;
        }
        handle(new StreamSignal.Woken());
    }

    private void carryOut(StreamEffect effect, Moment now) {
        if (effect instanceof StreamEffect.Send send) {
            Socket socket = sockets.get(send.connection());
            if (socket != null) {
                socket.send(send.frame());
            }
        } else if (effect instanceof StreamEffect.Publish publish) {
            boolean metered = publish.metered();
            outlet.pushed(new Push(metered, ReceivedEvent.of(publish, now.wall())), publish);
        } else if (effect instanceof StreamEffect.Open) {
            resources.opener().open(application, stream, this::signal);
        } else if (effect instanceof StreamEffect.Dial dial) {
            dial(dial.connection(), dial.address());
        } else if (effect instanceof StreamEffect.Close close) {
            Socket socket = sockets.remove(close.connection());
            if (socket != null) {
                socket.close();
            }
        } else if (effect instanceof StreamEffect.Tell tell) {
            outlet.problem(tell.problem());
        } else if (effect instanceof StreamEffect.Live) {
            outlet.live();
        } else if (effect instanceof StreamEffect.Lost) {
            outlet.lost();
        }
    }

    private void dial(long connection, Secret address) {
        Socket socket = new Socket(new Signals(connection), resources.timer(), resources.open());
        sockets.put(connection, socket);
        try {
            // looking up the host's name blocks
            resources.workers().execute(() -> resources
                    .webSockets()
                    .connect(address, socket, why -> ended(connection, new StreamSignal.DialFailed(connection, why))));
        } catch (RejectedExecutionException | Error refused) {
            // Rollcall is ending, or no thread is free; without this signal the machine would wait for an answer
            FatalErrors.report(refused);
            ended(connection, new StreamSignal.DialFailed(connection, "no thread was free"));
        }
    }

    private void ended(long connection, StreamSignal signal) {
        Socket socket = sockets.remove(connection);
        if (socket != null) {
            socket.abort();
        }
        signal(signal);
    }

    /** What happens on one connection. */
    private final class Signals implements Socket.Events {
        private final long connection;

        Signals(long connection) {
            this.connection = connection;
        }

        @Override
        public void connected() {
            signal(new StreamSignal.Connected(connection));
        }

        @Override
        public void received(String text) {
            signal(new StreamSignal.Received(connection, text));
        }

        @Override
        public void tooLarge() {
            ended(connection, new StreamSignal.TooLarge(connection));
        }

        @Override
        public void closed(String why) {
            ended(connection, new StreamSignal.Closed(connection, why));
        }
    }
}
