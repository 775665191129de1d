package io.rollcall.camel.internal.file;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.model.DepartmentId;
import io.rollcall.model.PersonId;
import io.rollcall.report.RosterChange;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChangesFileTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("changes.ndjson");
    }

    private static RosterChange change(String id) {
        return new RosterChange(
                id,
                Instant.parse("2026-11-20T08:00:00Z"),
                "people",
                RosterChange.Kind.JOINED,
                new PersonId("p"),
                null,
                List.of(),
                List.of(new DepartmentId(2)),
                List.of());
    }

    private static String line(String id) {
        return "{\"id\":\"" + id + "\",\"at\":\"2026-11-20T08:00:00.000Z\",\"flow\":\"people\",\"change\":\"joined\","
                + "\"userId\":\"p\",\"to\":[2]}";
    }

    @Test
    void append_whenThereIsNoFile_createsItForItsOwnerOnly() throws IOException {
        ChangesFile.append(file, List.of(change("1"), change("2")));

        assertThat(file).hasContent(line("1") + "\n" + line("2") + "\n");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void append_ofNothing_createsNoFile() throws IOException {
        ChangesFile.append(file, List.of());

        assertThat(file).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 5, 4_095, 4_096, 4_097, 10_000})
    void append_cutsATornLineOff(int torn) throws IOException {
        String whole = line("1") + "\n";
        Files.writeString(file, whole + "{".repeat(torn));

        ChangesFile.append(file, List.of(change("2")));

        assertThat(file).hasContent(whole + line("2") + "\n");
    }

    @Test
    void append_whenAllIsOneTornLine_beginsAnew() throws IOException {
        Files.writeString(file, "{\"id\":\"");

        ChangesFile.append(file, List.of(change("2")));

        assertThat(file).hasContent(line("2") + "\n");
    }

    @Test
    void append_whenTheLargeFileEndsWithATornLine_cutsItOffBeforeItIsRenamed() throws IOException {
        String large = "x".repeat((int) ChangesFile.LARGEST - 1) + "\n";
        Files.writeString(file, large + "{\"id\":");

        ChangesFile.append(file, List.of(change("1")));

        assertThat(folder.resolve("changes.ndjson.1")).hasContent(large);
        assertThat(file).hasContent(line("1") + "\n");
    }

    @Test
    void append_whenTheFileIsLarge_keepsTheLastOnes() throws IOException {
        String large = "x".repeat((int) ChangesFile.LARGEST - 1) + "\n";
        for (int i = 1; i <= ChangesFile.KEPT + 2; i++) {
            Files.writeString(file, large);
            ChangesFile.append(file, List.of(change("" + i)));
        }

        assertThat(file).hasContent(line("" + (ChangesFile.KEPT + 2)) + "\n");
        assertThat(folder.resolve("changes.ndjson." + ChangesFile.KEPT)).exists();
        assertThat(folder.resolve("changes.ndjson." + (ChangesFile.KEPT + 1))).doesNotExist();
    }
}
