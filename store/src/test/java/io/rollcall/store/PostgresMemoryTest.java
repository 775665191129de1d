package io.rollcall.store;

import java.sql.SQLException;
import org.junit.jupiter.api.Tag;

/** The contract, held against PostgreSQL. */
@Tag("slow")
class PostgresMemoryTest extends MemoryContract {
    private final TestDatabase database;

    PostgresMemoryTest() throws SQLException {
        database = TestDatabase.Postgresql.create();
    }

    @Override
    TestDatabase database() {
        return database;
    }
}
