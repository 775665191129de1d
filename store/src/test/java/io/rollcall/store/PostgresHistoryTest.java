package io.rollcall.store;

import java.sql.SQLException;
import org.junit.jupiter.api.Tag;

/** The contract of the attendance history, held against PostgreSQL. */
@Tag("slow")
class PostgresHistoryTest extends HistoryContract {
    private final TestDatabase database;

    PostgresHistoryTest() throws SQLException {
        database = TestDatabase.Postgresql.create();
    }

    @Override
    TestDatabase database() {
        return database;
    }
}
