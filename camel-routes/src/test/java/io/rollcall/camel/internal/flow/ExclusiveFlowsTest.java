package io.rollcall.camel.internal.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.camel.api.FlowListener;
import io.rollcall.camel.internal.lock.ExclusiveWork;
import io.rollcall.store.Store;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two applications on one store, with a timer that the test drives by hand. */
@Timeout(180)
@Tag("slow")
class ExclusiveFlowsTest {
    @TempDir
    private Path folder;

    private final HandDrivenTimer timer = new HandDrivenTimer();
    private final List<String> events = new ArrayList<>();
    private Store firstStore;
    private Store secondStore;
    private ExclusiveFlows first;
    private ExclusiveFlows second;

    /** A timer whose time passes only when the test says so. */
    private static final class HandDrivenTimer extends ScheduledThreadPoolExecutor {
        private final Queue<Runnable> due = new ArrayDeque<>();

        HandDrivenTimer() {
            super(0);
        }

        @Override
        public ScheduledFuture<?> schedule(Runnable task, long delay, TimeUnit unit) {
            assertThat(unit.toMillis(delay)).isEqualTo(ExclusiveWork.RETRY.toMillis());
            due.add(task);
            return null;
        }

        /** Lets one period pass: what is due now happens, what that schedules is for the next time. */
        void tick() {
            List<Runnable> now = new ArrayList<>(due);
            due.clear();
            now.forEach(Runnable::run);
        }
    }

    @BeforeEach
    void open() {
        firstStore = Store.embedded(folder.resolve("data"), Clock.systemUTC());
        secondStore = Store.embedded(folder.resolve("data"), Clock.systemUTC());
        first = new ExclusiveFlows(firstStore::runnerLocks, timer, Runnable::run, FlowListener.NONE);
        second = new ExclusiveFlows(secondStore::runnerLocks, timer, Runnable::run, new FlowListener() {
            @Override
            public void waiting(String flow, String holder) {
                events.add("waiting for " + holder);
            }

            @Override
            public void resumed(String flow) {
                events.add("resumed");
            }
        });
    }

    @AfterEach
    void close() {
        firstStore.close();
        secondStore.close();
    }

    private void startBoth() {
        first.start("board", () -> events.add("first begins"));
        second.start("board", () -> events.add("second begins"));
    }

    private void runBoth() {
        first.run("board", () -> events.add("first runs"));
        second.run("board", () -> events.add("second runs"));
    }

    @Test
    void run_whenAnotherApplicationRunsTheFlow_waitsAndSaysSoOnceAndTakesOverAtItsEnd() {
        startBoth();
        runBoth();
        timer.tick();
        timer.tick();
        runBoth();
        assertThat(events)
                .containsExactly(
                        "first begins", "waiting for another application in this process", "first runs", "first runs");

        events.clear();
        first.stop("board");
        assertThat(events).isEmpty();
        timer.tick();
        second.run("board", () -> events.add("second runs"));
        timer.tick();
        assertThat(events).containsExactly("resumed", "second begins", "second runs");
        assertThat(timer.due).isEmpty();
    }

    @Test
    void run_whenTheFlowsDiffer_runsBoth() {
        first.start("board", () -> events.add("first begins"));
        second.start("duty", () -> events.add("second begins"));
        assertThat(events).containsExactly("first begins", "second begins");
    }

    @Test
    void run_whenNamesDifferInCaseOnly_runsBoth() {
        first.start("board", () -> events.add("first begins"));
        second.start("Board", () -> events.add("second begins"));
        assertThat(events).containsExactly("first begins", "second begins");
    }

    @Test
    void stop_whenTheFlowWaits_endsTheWaitAndNeverBegins() {
        startBoth();
        second.stop();
        first.stop();
        timer.tick();
        assertThat(events).doesNotContain("second begins");
        assertThat(timer.due).isEmpty();
    }

    @Test
    void stop_whenARunIsUnderWay_keepsTheLockUntilItEnds() {
        startBoth();
        first.run("board", () -> {
            first.stop("board");
            timer.tick();
            assertThat(events).doesNotContain("second begins");
        });
        timer.tick();
        assertThat(events).contains("second begins");
    }

    @Test
    void run_whenTheApplicationEndsWithItsStore_letsTheOtherOneTakeOver() {
        startBoth();
        firstStore.close();
        timer.tick();
        assertThat(events).contains("second begins");
    }

    @Test
    void run_whenTheStoreCannotBeUsed_runsAllTheSame() throws Exception {
        Files.writeString(folder.resolve("data"), "a file where a directory should be");
        startBoth();
        runBoth();
        assertThat(events).containsExactly("first begins", "second begins", "first runs", "second runs");
        assertThat(timer.due).isEmpty();
    }

    @Test
    void run_whenTheLockFileWasRemoved_locksAnewBeforeItRuns() throws Exception {
        second.start("board", () -> events.add("second begins"));
        try (var files = Files.list(folder.resolve("data"))) {
            for (Path lock :
                    files.filter(file -> file.toString().contains("board")).toList()) {
                Files.move(lock, folder.resolve("elsewhere"));
            }
        }
        second.run("board", () -> events.add("second runs"));
        assertThat(events).containsExactly("second begins", "second runs");
        assertThat(folder.resolve("data")).isDirectoryContaining("glob:**board*");
    }

    @Test
    void start_whenTheRouteStartsAgain_begins() {
        startBoth();
        first.stop("board");
        first.start("board", () -> events.add("first begins again"));
        assertThat(events).contains("first begins again");
    }
}
