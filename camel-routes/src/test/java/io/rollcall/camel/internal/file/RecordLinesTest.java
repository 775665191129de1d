package io.rollcall.camel.internal.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.model.Person;
import io.rollcall.model.PersonId;
import io.rollcall.roster.RosterEntry;
import io.rollcall.roster.RosterLine;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The lines of records, written beside the thread that joins them. */
@Timeout(30)
class RecordLinesTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    /** What was handed over, run by hand. */
    private final Deque<Runnable> work = new ArrayDeque<>();

    private static List<RosterEntry> batch(int first, int size) {
        List<RosterEntry> batch = new ArrayList<>();
        for (int i = first; i < first + size; i++) {
            batch.add(new RosterEntry(person("person-" + i), List.of(), null, null));
        }
        return batch;
    }

    private static Person person(String id) {
        return new Person(
                new PersonId(id),
                null,
                "Name of " + id,
                List.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                Map.of(),
                null,
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static byte[] expected(List<List<RosterEntry>> batches) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (List<RosterEntry> batch : batches) {
            RosterLine.write(batch, all);
        }
        return all.toByteArray();
    }

    @Test
    void batches_whenAnotherThreadWritesThem_stayInOrder() throws Exception {
        List<List<RosterEntry>> batches = new ArrayList<>();
        ExecutorService threads = Executors.newCachedThreadPool();
        try (RecordLines lines = new RecordLines(out, threads)) {
            for (int i = 0; i < 200; i++) {
                batches.add(batch(i * 100, i % 7 * 10));
                lines.write(batches.get(i));
                if (i % 50 == 0) {
                    lines.flush();
                    assertThat(out.toByteArray()).isEqualTo(expected(batches));
                }
            }
            lines.flush();
        } finally {
            threads.shutdownNow();
        }

        assertThat(out.toByteArray()).isEqualTo(expected(batches));
    }

    @Test
    void write_isDoneByTheExecutor_inOneTask() throws Exception {
        RecordLines lines = new RecordLines(out, work::add);

        lines.write(batch(0, 1));
        lines.write(batch(1, 1));

        assertThat(out.size()).isZero();
        assertThat(work).hasSize(1);
        work.remove().run();
        assertThat(out.toByteArray()).isEqualTo(expected(List.of(batch(0, 1), batch(1, 1))));
        lines.write(batch(2, 1));
        assertThat(work).hasSize(1);
    }

    /** Otherwise a slow disk would fill the memory. */
    @Test
    void write_whenTwoBatchesWait_waits_andGivesUpWhenItsThreadIsInterrupted() throws Exception {
        RecordLines lines = new RecordLines(out, work::add);
        lines.write(batch(0, 1));
        lines.write(batch(1, 1));

        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> lines.write(batch(2, 1))).isInstanceOf(InterruptedIOException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void failure_isThrownAtTheNextCall_andNothingFollowsIt() throws Exception {
        List<byte[]> written = new ArrayList<>();
        OutputStream full = new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) throws IOException {
                written.add(bytes);
                throw new IOException("No space left on device");
            }
        };
        RecordLines lines = new RecordLines(full, work::add);
        lines.write(batch(0, 1));
        lines.write(batch(1, 1));

        work.remove().run();

        assertThat(written).hasSize(1);
        assertThatThrownBy(() -> lines.write(batch(2, 1))).hasMessage("No space left on device");
        assertThatThrownBy(lines::flush).hasMessage("No space left on device");
        assertThat(work).isEmpty();
        lines.close();
    }

    /** When the host ends, its threads end before the run does. */
    @Test
    void write_whenTheExecutorTakesNoMore_writesInTheCallingThread() throws Exception {
        RecordLines lines = new RecordLines(out, any -> {
            throw new RejectedExecutionException("it is shut down");
        });

        lines.write(batch(0, 3));
        lines.flush();

        assertThat(out.toByteArray()).isEqualTo(expected(List.of(batch(0, 3))));
    }

    @Test
    void close_whenABatchWaits_dropsIt() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            RecordLines lines = new RecordLines(out, work::add);
            lines.write(batch(0, 1));
            threads.execute(() -> work.remove().run());
            lines.close();
            assertThat(out.size()).isIn(0, expected(List.of(batch(0, 1))).length);
        } finally {
            threads.shutdownNow();
        }
    }
}
