package io.rollcall.camel.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import io.rollcall.camel.HandDrivenTime;
import io.rollcall.camel.Participants;
import io.rollcall.history.Session;
import io.rollcall.meeting.update.MeetingUpdate;
import io.rollcall.meeting.update.MeetingUpdate.ReadTime;
import io.rollcall.model.MeetingId;
import io.rollcall.model.Participant;
import io.rollcall.state.HistoryRepository.HistoryQuery;
import io.rollcall.store.Store;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two processes that write the history of one store. */
class HistoryRecorderTest {
    private static final String APPLICATION = "app";
    private static final MeetingId MEETING = new MeetingId("c1");
    private static final HistoryQuery ALL = new HistoryQuery(null, null, null, null);

    @TempDir
    Path folder;

    private final HandDrivenTime time = new HandDrivenTime();
    private Store one;
    private Store other;

    @BeforeEach
    void open() {
        one = Store.embedded(folder.resolve("data"), Clock.systemUTC());
        other = Store.embedded(folder.resolve("data"), Clock.systemUTC());
    }

    @AfterEach
    void close() {
        one.close();
        other.close();
    }

    private HistoryRecorder recorder(Store store) {
        return new HistoryRecorder(store, time, time, Runnable::run);
    }

    private MeetingUpdate read(int second, String... users) {
        Instant asked = time.instant().plus(Duration.ofSeconds(second));
        List<Participant> rows = Arrays.stream(users)
                .map(user -> Participants.active(MEETING, user))
                .toList();
        return new MeetingUpdate.MembersRead(MEETING, rows, true, new ReadTime(asked, asked));
    }

    @Test
    void twoProcesses_continueEachOthersSessions() {
        HistoryRecorder first = recorder(one);
        HistoryRecorder second = recorder(other);

        first.updated(APPLICATION, read(1, "UN1"));
        assertThat(first.flush()).isTrue();
        second.updated(APPLICATION, read(2, "UN1", "UN2"));
        assertThat(second.flush()).isTrue();
        first.updated(APPLICATION, read(3, "UN1", "UN2", "UN3"));
        assertThat(first.flush()).isTrue();
        second.updated(APPLICATION, read(4, "UN2", "UN3"));
        assertThat(second.flush()).isTrue();

        List<Session> sessions = one.history().records(ALL, null, 9).get(0).sessions();
        assertThat(sessions).extracting(session -> session.user().value()).containsExactly("UN1", "UN2", "UN3");
        assertThat(sessions.get(0).to()).isNotNull();
        assertThat(sessions.subList(1, 3)).allMatch(session -> session.to() == null);
    }

    @Test
    void aStoreThatIsSlow_costsOneThread_andNothingIsLost() throws Exception {
        Set<Thread> threads = ConcurrentHashMap.newKeySet();
        HistoryRecorder recorder = new HistoryRecorder(one, time, time, task -> {
            Thread thread = new Thread(task, "history");
            threads.add(thread);
            thread.start();
        });
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        Thread holder = new Thread(() -> other.atomically(() -> {
            other.history().nextRevision();
            held.countDown();
            return awaited(release);
        }));
        holder.start();
        assertThat(held.await(30, TimeUnit.SECONDS)).isTrue();
        for (int second = 1; second <= 4; second++) {
            recorder.updated(APPLICATION, read(second, "UN" + second));
            time.pass(Duration.ofSeconds(1));
            for (Thread thread : threads) {
                thread.join(100);
            }
        }
        assertThat(threads).hasSize(1);

        release.countDown();
        holder.join();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(recorder.flush()).isTrue();
        assertThat(one.history().records(ALL, null, 9).get(0).sessions()).hasSize(4);
    }

    @Test
    void whatWaits_isBoundedByItsRows() {
        HistoryRecorder recorder = recorder(one);
        String[] everyone = IntStream.range(0, 10_000).mapToObj(i -> "UN" + i).toArray(String[]::new);
        for (int second = 1; second <= 50; second++) {
            recorder.updated(APPLICATION, read(second, everyone));
        }
        assertThat(recorder.waitingRows()).isLessThanOrEqualTo(HistoryRecorder.MOST_ROWS);
    }

    @Test
    void whatCannotBeWritten_isLeftOutAndReported_andDoesNotEndThePlace() throws Exception {
        HistoryRecorder recorder = recorder(one);
        recorder.updated(APPLICATION, read(1, "UN1"));
        assertThat(recorder.flush()).isTrue();
        damage("UPDATE rollcall_history_session SET from_known = 'damaged'");
        HistoryRecorder next = recorder(one);
        next.updated(APPLICATION, read(2, "UN1"));
        assertThatCode(next::flush).doesNotThrowAnyException();
        assertThat(next.problem()).hasValueSatisfying(text -> assertThat(text).contains("leaves out"));
        assertThat(next.waitingRows()).isZero();

        damage("UPDATE rollcall_history_session SET from_known = 'bounded'");
        next.updated(APPLICATION, read(3, "UN1"));
        assertThat(next.flush()).isTrue();
        assertThat(next.problem()).isEmpty();
    }

    private static boolean awaited(CountDownLatch latch) {
        try {
            return latch.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException stopped) {
            throw new IllegalStateException(stopped);
        }
    }

    private void damage(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + database());
                Statement change = connection.createStatement()) {
            change.executeUpdate(statement);
        }
    }

    private Path database() {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".db"))
                    .findFirst()
                    .orElseThrow();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
