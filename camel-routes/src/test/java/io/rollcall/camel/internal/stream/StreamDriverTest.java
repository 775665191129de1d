package io.rollcall.camel.internal.stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.rollcall.call.Clocks;
import io.rollcall.camel.RollcallTestSupport;
import io.rollcall.camel.internal.http.WebSockets;
import io.rollcall.event.StreamEffect;
import io.rollcall.event.StreamProtocol;
import io.rollcall.event.StreamState;
import io.rollcall.report.Problem;
import io.rollcall.sandbox.journal.StreamConnection;
import io.rollcall.state.StreamRepository.Push;
import io.rollcall.vendor.Application;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The driver of a real connection whose clocks the test moves. */
@Tag("slow")
class StreamDriverTest extends RollcallTestSupport {
    private final AtomicReference<Instant> wall = new AtomicReference<>(Instant.parse("2026-11-20T08:00:00Z"));
    private final AtomicReference<Instant> monotonic = new AtomicReference<>(Instant.EPOCH);
    private final ScheduledExecutorService timer = new ScheduledThreadPoolExecutor(1);
    private final ExecutorService threads = Executors.newFixedThreadPool(2);
    private final ExecutorService workers = Executors.newFixedThreadPool(2);
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final List<String> outlet = new CopyOnWriteArrayList<>();
    private final List<StreamState> statesAtLive = new CopyOnWriteArrayList<>();
    private volatile StreamState lastState;
    private volatile Instant lastFrame;
    private volatile boolean workersReject;
    private volatile boolean broken;
    private StreamDriver driver;

    private final class Outlet implements StreamDriver.Outlet {
        @Override
        public void pushed(Push push, StreamEffect.Publish publish) {
            outlet.add(publish.type());
            if (broken) {
                throw new IllegalStateException("a flow is broken");
            }
        }

        @Override
        public void live() {
            statesAtLive.add(lastState);
            outlet.add("live");
        }

        @Override
        public void lost() {
            outlet.add("lost");
        }

        @Override
        public void problem(Problem problem) {
            outlet.add(problem.fault().word());
        }

        @Override
        public void state(StreamState state, @Nullable Instant frame) {
            lastState = state;
            lastFrame = frame;
        }
    }

    private void connect() throws Exception {
        begin();
        await().until(() -> outlet.contains("live"));
        await().until(() -> lastFrame != null);
    }

    private void begin() throws Exception {
        play("{'dingtalk':{'callsPerSecond':0,'stream':{}},'people':[{'userId':'u','unionId':'UN','name':'U'}],"
                + "'meetings':[{'id':'board','members':[]}]}");
        start("rollcall.dingtalk.stream=true");
        Clocks clocks = new Clocks(wall::get, monotonic::get);
        StreamDriver.Resources resources = new StreamDriver.Resources(
                clocks,
                new StreamOpener(accounts(), store, clocks, workers),
                new WebSockets(camel, threads),
                threads,
                this::work,
                timer,
                open);
        Application application = accounts().applications().get("dingtalk");
        driver = new StreamDriver(
                application,
                application.provider().capability(StreamProtocol.class).orElseThrow(),
                resources,
                new Outlet());
        driver.start();
    }

    private void work(Runnable task) {
        if (workersReject) {
            throw new RejectedExecutionException("full");
        }
        workers.execute(task);
    }

    @AfterEach
    void end() {
        driver.stop();
        await().until(open::isEmpty);
        List.of(timer, threads, workers).forEach(ExecutorService::shutdownNow);
    }

    private void pass(Duration time) {
        wall.updateAndGet(now -> now.plus(time));
        monotonic.updateAndGet(now -> now.plus(time));
        driver.wake();
    }

    /** The machine waits before it opens. */
    private void passUntilThereAre(int connections) {
        await().until(() -> {
            pass(Duration.ofSeconds(5));
            return sandbox.stream().connections().size() == connections;
        });
    }

    private long live() {
        return sandbox.stream().connections().stream()
                .filter(connection -> connection.state() == StreamConnection.State.LIVE)
                .count();
    }

    @Test
    void dial_whenNoWorkerTakesIt_isTriedAgain() throws Exception {
        workersReject = true;
        begin();
        await().until(() -> outlet.contains("no-answer"));
        assertThat(sandbox.stream().connections()).isEmpty();

        workersReject = false;
        passUntilThereAre(1);

        await().until(() -> outlet.contains("live"));
    }

    @Test
    void live_isToldOnceTheStateSaysSo() throws Exception {
        connect();
        assertThat(statesAtLive).containsExactly(StreamState.LIVE);
    }

    @Test
    void connection_whenItIsSilent_isReplaced() throws Exception {
        connect();
        sandbox.stream().silence(true);
        pass(Duration.ofSeconds(60));
        sandbox.join("board", "UN");
        assertThat(sandbox.stream().opens()).isEqualTo(1);

        passUntilThereAre(2);

        await().untilAsserted(() -> assertThat(outlet).containsExactly("live", "lost", "live"));
        assertThat(sandbox.stream().opens()).isEqualTo(2);
        sandbox.leave("board", "UN");
        await().until(() -> outlet.contains("meeting_member_status_change"));
    }

    @Test
    void connection_whenTheMachineWasSuspended_isReplaced() throws Exception {
        connect();
        wall.updateAndGet(now -> now.plus(Duration.ofHours(8)));
        driver.wake();
        passUntilThereAre(2);

        await().untilAsserted(() -> assertThat(outlet).endsWith("live"));
    }

    @Test
    void event_whenWhatReceivesItBreaks_isFollowedByTheNextOne() throws Exception {
        connect();
        broken = true;
        sandbox.join("board", "UN");
        // the failure goes to the thread's handler
        await().dontCatchUncaughtExceptions().until(() -> outlet.size() == 2);
        broken = false;

        sandbox.leave("board", "UN");

        await().dontCatchUncaughtExceptions().untilAsserted(() -> assertThat(outlet)
                .containsExactly("live", "meeting_member_status_change", "meeting_member_status_change"));
    }

    private void keepAlive() {
        sandbox.stream()
                .send(
                        "{\"type\":\"SYSTEM\",\"headers\":{\"topic\":\"KEEPALIVE\",\"messageId\":\"k\"},\"data\":\"{}\"}");
    }

    @Test
    void aDayOfOneConnection_takesNoFurtherThreadSocketOrTimer() throws Exception {
        connect();
        int threads = Thread.activeCount();
        Duration step = Duration.ofSeconds(25);
        for (Duration passed = Duration.ZERO; passed.compareTo(Duration.ofDays(1)) < 0; passed = passed.plus(step)) {
            Instant before = monotonic.get();
            pass(step);
            keepAlive();
            while (!lastFrame.isAfter(before)) {
                Thread.onSpinWait();
            }
        }

        assertThat(outlet).containsExactly("live");
        assertThat(sandbox.stream().opens()).isEqualTo(1);
        assertThat(open).hasSize(1);
        assertThat(Thread.activeCount()).isLessThanOrEqualTo(threads + 2);
        assertThat(((ScheduledThreadPoolExecutor) timer).getQueue()).hasSizeLessThan(10);
    }

    @Test
    void stop_closesInOrder() throws Exception {
        connect();

        driver.stop();

        await().until(() -> live() == 0);
        await().until(open::isEmpty);
    }
}
