package io.rollcall.camel.internal.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForcedAheadTest {
    private static final int MEGABYTE = 1 << 20;

    @TempDir
    Path folder;

    private static void write(int megabytes, PartialFile file, Executor executor) throws IOException {
        OutputStream out = new ForcedAhead(file, executor);
        byte[] bytes = new byte[MEGABYTE];
        for (int i = 0; i < megabytes; i++) {
            out.write(bytes);
        }
    }

    @Test
    void write_whenTheFileIsLarge_flushesItInParts() throws Exception {
        List<Runnable> flushes = new ArrayList<>();
        try (PartialFile file = PartialFile.beside(folder.resolve("people.ndjson"))) {
            write(31, file, flushes::add);
            assertThat(flushes).as("a small file is left alone").isEmpty();

            write(70, file, flush -> {
                flushes.add(flush);
                flush.run();
            });
            assertThat(flushes).hasSize(2);
            assertThat(Files.size(file.path())).isEqualTo(101L * MEGABYTE);
            assertThatCode(file::force).doesNotThrowAnyException();
        }
    }

    @Test
    void write_whileAPartIsFlushed_goesOnWithoutASecondFlush() throws Exception {
        List<Runnable> flushes = new ArrayList<>();
        try (PartialFile file = PartialFile.beside(folder.resolve("people.ndjson"))) {
            write(100, file, flushes::add);
            assertThat(flushes).hasSize(1);
        }
        // the file was closed meanwhile
        assertThatCode(flushes.get(0)::run).doesNotThrowAnyException();
    }

    @Test
    void write_whenTheExecutorTakesNoMore_writesAll() throws Exception {
        try (PartialFile file = PartialFile.beside(folder.resolve("people.ndjson"))) {
            write(40, file, flush -> {
                throw new RejectedExecutionException();
            });
            assertThat(Files.size(file.path())).isEqualTo(40L * MEGABYTE);
            file.force();
        }
    }
}
