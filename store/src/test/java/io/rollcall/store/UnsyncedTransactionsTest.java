package io.rollcall.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Transactions that a crash of the machine may undo, in SQLite files. */
class UnsyncedTransactionsTest {
    private static final long NORMAL = 1;
    private static final long FULL = 2;

    @TempDir
    private Path directory;

    private static long synchronous(Connection connection) throws SQLException {
        return Sql.number(connection, "PRAGMA synchronous");
    }

    @Test
    void writeUnsynced_whenItEnds_makesTheNextTransactionWaitForTheDisk() {
        try (Transactions transactions = new Transactions(
                new EmbeddedDatabase(directory.resolve("store")), new OperationTimeouts(Duration.ofSeconds(10)))) {
            assertThat(transactions.<Long>write(UnsyncedTransactionsTest::synchronous))
                    .isEqualTo(FULL);
            assertThat(transactions.<Long>writeUnsynced(UnsyncedTransactionsTest::synchronous))
                    .isEqualTo(NORMAL);
            assertThat(transactions.<Long>write(UnsyncedTransactionsTest::synchronous))
                    .isEqualTo(FULL);

            assertThatThrownBy(() -> transactions.writeUnsynced(connection -> {
                        throw new IllegalStateException("as a programming error");
                    }))
                    .hasMessage("as a programming error");
            assertThat(transactions.<Long>write(UnsyncedTransactionsTest::synchronous))
                    .as("after a failure")
                    .isEqualTo(FULL);
        }
    }

    @Test
    void writeUnsynced_withinAnotherTransaction_isAPartOfIt() {
        try (Transactions transactions = new Transactions(
                new EmbeddedDatabase(directory.resolve("store")), new OperationTimeouts(Duration.ofSeconds(10)))) {
            long inside = transactions.atomically(
                    () -> transactions.<Long>writeUnsynced(UnsyncedTransactionsTest::synchronous));

            assertThat(inside).isEqualTo(FULL);
        }
    }
}
