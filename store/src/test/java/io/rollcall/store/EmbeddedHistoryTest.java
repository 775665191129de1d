package io.rollcall.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The contract of the attendance history, held against SQLite files. */
@Tag("slow")
class EmbeddedHistoryTest extends HistoryContract {
    @TempDir
    private Path directory;

    @Override
    TestDatabase database() {
        return new TestDatabase.Sqlite(directory.resolve("rollcall-data"));
    }

    @Test
    void copyToPostgresql_bringsTheWholeHistoryAndGoesOn() throws Exception {
        keepOneMeeting(open());
        closeStores();

        try (Store from = connect();
                Store to = TestDatabase.Postgresql.create().store(clock)) {
            assertThat(StoreCopy.copy(from, to, clock.instant()))
                    .containsEntry("rollcall_history_meeting", 1L)
                    .containsEntry("rollcall_history_session", 1L)
                    .doesNotContainKey("rollcall_attendance_sessions");
            assertThat(to.history().records(ALL, null, 9))
                    .isEqualTo(from.history().records(ALL, null, 9))
                    .hasSize(1);
            keepOneMeeting(to);
            assertThat(to.history().meetings(ALL, null, 9)).hasSize(2);
        }
    }
}
