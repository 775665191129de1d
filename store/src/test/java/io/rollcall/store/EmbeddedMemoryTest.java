package io.rollcall.store;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** The contract, held against SQLite files. */
@Tag("slow")
class EmbeddedMemoryTest extends MemoryContract {
    @TempDir
    private Path directory;

    @Override
    TestDatabase database() {
        return new TestDatabase.Sqlite(directory.resolve("rollcall-data"));
    }
}
