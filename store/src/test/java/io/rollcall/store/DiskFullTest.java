package io.rollcall.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.state.AuditRepository.Intention;
import io.rollcall.state.StoreException;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

@Tag("slow")
class DiskFullTest {
    @TempDir
    private Path folder;

    @Test
    void write_whenThereIsNoRoom_saysThatTheDiskIsFullAndHowMuchIsFree() {
        Intention intention = new Intention(Instant.EPOCH, "duty", "invite", "6171", "UN", null, "not-in-meeting");
        try (Store store = Store.embedded(folder, Clock.systemUTC())) {
            store.audit().intend(List.of(intention));
            // the same refusal as from a disk without room
            store.exclusively(tables -> {
                Connection connection = tables.connection();
                try (Statement statement = connection.createStatement()) {
                    return statement.execute("PRAGMA max_page_count = 1");
                }
            });
            assertThatThrownBy(() -> store.audit().intend(Collections.nCopies(10_000, intention)))
                    .isInstanceOf(StoreException.class)
                    .hasMessageMatching(
                            "The store in .* is unusable: the disk is full, [0-9,]+ bytes free; make room\\."
                                    + " Nothing is done without it\\.");
        }
    }

    @Test
    void isDiskFull_ofAFileSystemsOwnWords() {
        assertThat(SqliteErrors.isDiskFull(new IOException("No space left on device")))
                .isTrue();
        assertThat(SqliteErrors.isDiskFull(new IOException("x"))).isFalse();
    }

    @Test
    void isDiskFull_ofAnErrorOfTheDisk_dependsOnTheRoomThatIsLeft() {
        SQLException error = new SQLiteException("disk I/O error", SQLiteErrorCode.SQLITE_IOERR_SHMSIZE);
        // this test's own folder has room
        assertThat(SqliteErrors.isDiskFull(error, folder)).isFalse();
        assertThat(SqliteErrors.reason(error)).contains("check the disk");
        assertThat(SqliteErrors.isDiskFull(new SQLiteException("full", SQLiteErrorCode.SQLITE_FULL), folder))
                .isTrue();
    }
}
