package io.rollcall.store;

import io.rollcall.memory.CallBudget;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.YearMonth;

/** The call budget: one row an application and month, counted by one statement, so that no two counts can cross. */
final class StoredBudget implements CallBudget {
    private final Sessions sessions;

    StoredBudget(Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public boolean spend(String application, YearMonth month, long limit) {
        if (limit < 1) {
            return false;
        }
        return sessions.write(connection -> {
            try (PreparedStatement upsert = connection.prepareStatement(
                    """
                    INSERT INTO rollcall_calls (application, month, used) VALUES (?, ?, 1)
                    ON CONFLICT (application, month)
                    DO UPDATE SET used = rollcall_calls.used + 1 WHERE rollcall_calls.used < ?""")) {
                upsert.setString(1, application);
                upsert.setString(2, month.toString());
                upsert.setLong(3, limit);
                return upsert.executeUpdate() == 1;
            }
        });
    }

    @Override
    public void giveBack(String application, YearMonth month) {
        sessions.change(connection -> {
            try (PreparedStatement update = connection.prepareStatement(
                    """
                    UPDATE rollcall_calls SET used = used - 1
                    WHERE application = ? AND month = ? AND used > 0""")) {
                update.setString(1, application);
                update.setString(2, month.toString());
                update.executeUpdate();
            }
        });
    }

    @Override
    public void useUp(String application, YearMonth month, long limit) {
        sessions.change(connection -> {
            try (PreparedStatement upsert = connection.prepareStatement(
                    """
                    INSERT INTO rollcall_calls (application, month, used) VALUES (?, ?, ?)
                    ON CONFLICT (application, month)
                    DO UPDATE SET used = excluded.used WHERE rollcall_calls.used < excluded.used""")) {
                upsert.setString(1, application);
                upsert.setString(2, month.toString());
                upsert.setLong(3, limit);
                upsert.executeUpdate();
            }
        });
    }

    @Override
    public long used(String application, YearMonth month) {
        return sessions.read(0L, connection -> {
            try (PreparedStatement query = connection.prepareStatement(
                    "SELECT used FROM rollcall_calls WHERE application = ? AND month = ?")) {
                query.setString(1, application);
                query.setString(2, month.toString());
                try (ResultSet row = query.executeQuery()) {
                    return row.next() ? row.getLong(1) : 0L;
                }
            }
        });
    }
}
