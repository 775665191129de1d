package io.rollcall.camel.internal.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class PartialFileTest {
    @TempDir
    Path folder;

    private List<String> parts() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith(".part"))
                    .toList();
        }
    }

    @Test
    void beside_whenAKilledWriterLeftAFile_clearsItAwayAndNoOther() throws Exception {
        Files.createFile(folder.resolve(".people.csv.1.part"));
        Files.createFile(folder.resolve(".others.csv.1.part"));
        try (PartialFile part = PartialFile.beside(folder.resolve("people.csv"))) {
            assertThat(parts())
                    .containsExactlyInAnyOrder(
                            ".others.csv.1.part", part.path().getFileName().toString());
        }
        assertThat(parts()).containsExactly(".others.csv.1.part");
    }

    @Test
    void beside_whenSeveralWriteInThisProcess_leavesEachItsOwn() throws Exception {
        Path target = folder.resolve("people.csv");
        List<CompletableFuture<Void>> writers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            writers.add(CompletableFuture.runAsync(() -> writeOften(target, 100)));
        }
        for (CompletableFuture<Void> writer : writers) {
            writer.get();
        }
        assertThat(parts()).isEmpty();
    }

    private static void writeOften(Path target, int times) {
        try {
            for (int i = 0; i < times; i++) {
                try (PartialFile part = PartialFile.beside(target);
                        OutputStream out = part.output()) {
                    out.write('x');
                    assertThat(part.path()).exists();
                }
            }
        } catch (IOException failed) {
            throw new AssertionError(failed);
        }
    }

    /** Another process, which clears away and writes for as long as it lives. */
    static final class Other {
        private Other() {}

        public static void main(String[] args) {
            while (true) {
                writeOften(Path.of(args[0]), 1);
            }
        }
    }

    @Test
    void beside_whenAnotherProcessClearsAwayAtThatVeryMoment_isThereAllTheSame() throws Exception {
        Path target = folder.resolve("people.csv");
        Path begun = Files.createFile(folder.resolve(".people.csv.begun.part"));
        Process other = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Other.class.getName(),
                        target.toString())
                .inheritIO()
                .start();
        try {
            await().until(() -> Files.notExists(begun));
            writeOften(target, 2000);
            assertThat(other.isAlive()).isTrue();
        } finally {
            other.destroyForcibly().waitFor();
        }
    }
}
