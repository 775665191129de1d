package io.rollcall.camel.internal.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.roster.RosterWrite.Line;
import io.rollcall.roster.RosterWrite.Reread;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Lines that are read back, beside the thread that works with them. */
@Timeout(30)
class SpooledLinesTest {
    private static final int LINES = 1_000;

    @TempDir
    Path folder;

    /** What was handed over, run by hand. */
    private final Deque<Runnable> work = new ArrayDeque<>();

    private Path file() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < LINES; i++) {
            text.append("line ").append(i).append('\n');
        }
        return Files.writeString(folder.resolve("spool"), text);
    }

    private static Reread<List<String>> thirds(Function<List<Line>, List<String>> prepare) {
        return new Reread<>(number -> number % 3 == 0, 50, prepare, read -> {});
    }

    private static List<String> texts(List<Line> lines) {
        return lines.stream()
                .map(line -> new String(line.bytes(), StandardCharsets.UTF_8))
                .toList();
    }

    private static List<String> all(SpooledLines lines) throws IOException {
        List<String> all = new ArrayList<>();
        for (List<String> some = lines.next(thirds(SpooledLinesTest::texts));
                some != null;
                some = lines.next(thirds(SpooledLinesTest::texts))) {
            assertThat(some).hasSizeLessThanOrEqualTo(50);
            all.addAll(some);
        }
        return all;
    }

    private static List<String> expected() {
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < LINES; i += 3) {
            expected.add("line " + i);
        }
        return expected;
    }

    @Test
    void next_whateverTheOtherThreadDoes_returnsEachWantedLineOnceAndInOrder() throws Exception {
        ExecutorService thread = Executors.newSingleThreadExecutor();
        Executor none = reading -> {
            throw new RejectedExecutionException();
        };
        try {
            for (Executor executor : List.<Executor>of(thread, none, work::add, Runnable::run)) {
                try (SpooledLines lines = new SpooledLines(file(), executor)) {
                    assertThat(all(lines)).isEqualTo(expected());
                }
            }
        } finally {
            thread.shutdown();
        }
    }

    @Test
    void next_afterTheOtherThreadReadAhead_returnsWhatItPrepared() throws Exception {
        List<String> readers = new ArrayList<>();
        try (SpooledLines lines = new SpooledLines(file(), work::add)) {
            Reread<List<String>> command = thirds(read -> {
                readers.add(work.isEmpty() ? "here" : "ahead");
                return texts(read);
            });
            lines.next(command);
            assertThat(work).hasSize(1);
            work.peek().run();

            assertThat(lines.next(command)).first().isEqualTo("line 150");
            assertThat(readers).containsExactly("here", "ahead");
        }
    }

    @Test
    void next_whenLinesCannotBePrepared_failsWhenTheyAreWanted() throws Exception {
        try (SpooledLines lines = new SpooledLines(file(), Runnable::run)) {
            Reread<List<String>> failing = thirds(read -> {
                throw new UncheckedIOException(new IOException("broken"));
            });
            assertThatThrownBy(() -> lines.next(failing)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void close_whileTheNextLinesAreNotRead_leavesThem() throws Exception {
        SpooledLines lines = new SpooledLines(file(), work::add);
        lines.next(thirds(SpooledLinesTest::texts));
        lines.close();

        work.remove().run();
        assertThat(work).isEmpty();
    }
}
