package io.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.app.control.UsageException;
import io.rollcall.probe.Anonymizer;
import io.rollcall.probe.RecordingScan;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is on the disk while a recording is made, and what stays. */
class RecordingFolderTest {
    @TempDir
    Path root;

    private static RecordingScan scan() {
        Anonymizer anonymizer = new Anonymizer(new Random(1));
        anonymizer.secret("a-long-secret");
        return RecordingScan.of(anonymizer, List.of(), "");
    }

    @Test
    void files_whenNothingIsFound_stay_withATimeThatTellsNothing() throws IOException {
        Path out = root.resolve("new/out");
        try (RecordingFolder folder = RecordingFolder.create(out)) {
            assertThat(root).isEmptyDirectory();
            assertThat(folder.write(Map.of("a.json", "{}", "b.json", "[]"), scan()))
                    .isZero();
        }
        assertThat(out).isDirectoryContaining("glob:**/a.json");
        try (var files = Files.list(out)) {
            assertThat(files.toList()).hasSize(2);
        }
        for (Path path : List.of(out, out.resolve("a.json"), out.resolve("b.json"))) {
            assertThat(Files.getLastModifiedTime(path).toInstant()).isEqualTo(Instant.parse("2000-01-01T00:00:00Z"));
        }
    }

    @Test
    void files_whenSomethingIsFound_areGone() throws IOException {
        Path out = root.resolve("out");
        try (RecordingFolder folder = RecordingFolder.create(out)) {
            assertThat(folder.write(Map.of("a.json", "{}", "b.json", "[\"a-long-secret\"]"), scan()))
                    .isOne();
        }
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void files_thatCannotAllBeWritten_areGone_andTheUsersOwnFolderStays() throws IOException {
        Path out = Files.createDirectories(root.resolve("out"));
        assertThatThrownBy(() -> {
                    try (RecordingFolder folder = RecordingFolder.create(out)) {
                        folder.write(new java.util.TreeMap<>(Map.of("a.json", "{}", "no/folder.json", "{}")), scan());
                    }
                })
                .isInstanceOf(IOException.class)
                .satisfies(failed ->
                        assertThat(RecordingFolder.reason((IOException) failed)).doesNotContain("/"));
        assertThat(out).isEmptyDirectory();
    }

    @Test
    void folder_thatHoldsSomething_isRefused_andNothingInItIsTouched() throws IOException {
        Path file = Files.writeString(root.resolve("mine"), "text");
        assertThatThrownBy(() -> RecordingFolder.create(root)).isInstanceOf(UsageException.class);
        assertThatThrownBy(() -> RecordingFolder.create(file)).isInstanceOf(UsageException.class);
        assertThat(file).hasContent("text");
    }
}
