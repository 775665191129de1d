package io.rollcall.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;

/** What tests of a store share: a real database, a clock, and stores that are closed after each test. */
@Timeout(180)
abstract class StoreContract {
    final TestClock clock = new TestClock();
    private final List<Store> opened = new ArrayList<>();

    /** The database of this test, the same one at each call. */
    abstract TestDatabase database();

    /** One more store, which the test closes. */
    final Store connect() {
        return database().store(clock);
    }

    /** One more store, which is closed after the test. */
    final Store open() {
        Store store = connect();
        opened.add(store);
        return store;
    }

    final List<List<String>> query(String sql) throws SQLException {
        return database().query(sql);
    }

    @AfterEach
    final void closeStores() {
        opened.forEach(Store::close);
        opened.clear();
    }
}
