package io.rollcall.store;

import io.rollcall.state.ListFingerprintRepository;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Types;
import java.time.Instant;
import java.util.Optional;

/** The fingerprints of list files. Thread-safe. */
final class JdbcListFingerprintRepository implements ListFingerprintRepository {
    private final Transactions sessions;

    JdbcListFingerprintRepository(Transactions sessions) {
        this.sessions = sessions;
    }

    @Override
    public Optional<Fingerprint> find(String file) {
        return sessions.read(Optional.empty(), connection -> {
            try (PreparedStatement query = connection.prepareStatement(
                    "SELECT entries, hash, doubtful, doubtful_since FROM rollcall_list WHERE file = ?")) {
                query.setString(1, file);
                try (ResultSet row = query.executeQuery()) {
                    if (!row.next()) {
                        return Optional.empty();
                    }
                    long since = row.getLong(4);
                    Instant doubtfulSince = row.wasNull() ? null : Instant.ofEpochMilli(since);
                    return Optional.of(
                            new Fingerprint(row.getInt(1), row.getString(2), row.getString(3), doubtfulSince));
                }
            }
        });
    }

    @Override
    public void keep(String file, Fingerprint fingerprint) {
        sessions.change(connection -> {
            try (PreparedStatement upsert = connection.prepareStatement(
                    """
                    INSERT INTO rollcall_list (file, entries, hash, doubtful, doubtful_since)
                    VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT (file) DO UPDATE SET entries = excluded.entries, hash = excluded.hash,
                    doubtful = excluded.doubtful, doubtful_since = excluded.doubtful_since""")) {
                upsert.setString(1, file);
                upsert.setInt(2, fingerprint.count());
                upsert.setString(3, fingerprint.hash());
                upsert.setString(4, fingerprint.doubtful());
                Instant since = fingerprint.doubtfulSince();
                if (since == null) {
                    upsert.setNull(5, Types.BIGINT);
                } else {
                    upsert.setLong(5, since.toEpochMilli());
                }
                upsert.executeUpdate();
            }
        });
    }
}
