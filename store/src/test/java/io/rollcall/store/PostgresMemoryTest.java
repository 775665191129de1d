package io.rollcall.store;

import io.rollcall.vendor.Secret;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;

/** The contract, held against PostgreSQL. */
@Tag("slow")
class PostgresMemoryTest extends MemoryContract {
    private String url = "";

    @BeforeEach
    void createDatabase() throws SQLException {
        url = PostgresServer.databaseWithTables();
    }

    @Override
    Store connect() {
        return Store.postgresql(url, "postgres", Secret.of("postgres"), clock);
    }
}
