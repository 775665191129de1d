package io.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.app.Program.Ended;
import io.rollcall.app.Program.Running;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.VendorApi;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How the program ends on a signal right after its start, and when its memory is used up. */
@Tag("slow")
class HardEndsTest {
    @TempDir
    Path root;

    private static void await(java.util.concurrent.Callable<Boolean> condition) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(90))
                .pollInterval(Duration.ofMillis(2))
                .until(condition);
    }

    /** Whether the process has a thread of that name; it is made in the first moments of the program's own code. */
    private static boolean hasThread(Process process, String name) {
        Path tasks = Path.of("/proc", Long.toString(process.pid()), "task");
        try (Stream<Path> threads = Files.list(tasks)) {
            return threads.anyMatch(thread -> name.equals(nameOf(thread)));
        } catch (IOException notYet) {
            return false;
        }
    }

    private static String nameOf(Path thread) {
        try {
            return Files.readString(thread.resolve("comm")).strip();
        } catch (IOException gone) {
            return "";
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 100, 300, 600, 1000})
    void run_whenItIsStoppedWhileItStarts_endsWith0AndBeginsNothing(int millis) throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            try (Running running = rehearsal.program.start("run", "board", "duty")) {
                await(() -> hasThread(running.process(), "rollcall-fatal"));
                long seen = System.nanoTime();
                await(() ->
                        System.nanoTime() - seen >= Duration.ofMillis(millis).toNanos());
                running.terminate();
                assertThat(running.stopped().code()).isZero();
            }
        }
    }

    @Test
    void once_whenItIsInterrupted_printsItsReport() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            rehearsal.sandbox.script(
                    Fault.on(VendorApi.DINGTALK_ONGOING_MEETINGS).after(Duration.ofSeconds(60)));
            try (Running running = rehearsal.program.start("once", "board")) {
                await(() -> rehearsal.sandbox.calls(VendorApi.DINGTALK_ONGOING_MEETINGS) > 0);
                running.terminate();
                Ended ended = running.stopped();
                assertThat(ended.out()).contains("Rollcall was stopped");
                assertThat(ended.code()).isEqualTo(1);
            }
        }
    }

    private static void writeLargeList(Path file) throws IOException {
        byte[] line = ("# " + "x".repeat(1000) + "\n").getBytes(StandardCharsets.UTF_8);
        byte[] block = new byte[line.length * 1000];
        for (int i = 0; i < 1000; i++) {
            System.arraycopy(line, 0, block, i * line.length, line.length);
        }
        try (OutputStream out = Files.newOutputStream(file)) {
            for (int i = 0; i < 100; i++) {
                out.write(block);
            }
        }
    }

    @Test
    void once_whenMemoryIsUsedUp_saysSoAndEndsWith1() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            Path list = rehearsal.program.folder().resolve("list.txt");
            writeLargeList(list);
            Ended ended = rehearsal.program.run("once", "board", "--set", "rollcall.flow.board.users-file=list.txt");
            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.err()).contains("ran out of memory");
        }
    }

    @Test
    void run_whenMemoryIsUsedUpLater_reportsAndEndsWith1SoThatItIsStartedAgain() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            Path list = rehearsal.program.folder().resolve("list.txt");
            Files.writeString(list, "UN-lisi\n");
            try (Running running = rehearsal.program.start(
                    "run",
                    "board",
                    "--set",
                    "rollcall.flow.board.users-file=list.txt",
                    "--set",
                    "rollcall.flow.board.schedule=1s")) {
                await(() -> running.out().contains("board"));
                writeLargeList(list);
                Ended ended = running.ended(120);
                assertThat(ended.code()).isEqualTo(1);
                assertThat(ended.err()).contains("ran out of memory");
                assertThat(Arrays.asList(ended.out().split("\n")))
                        .as("the run's report")
                        .anyMatch(line -> line.contains("ran out of memory"));
            }
        }
    }
}
