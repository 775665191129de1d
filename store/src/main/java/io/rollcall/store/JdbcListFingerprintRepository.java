package io.rollcall.store;

import io.rollcall.state.ListFingerprintRepository;
import java.time.Instant;
import java.util.Optional;

/** The fingerprints of list files. Thread-safe. */
final class JdbcListFingerprintRepository implements ListFingerprintRepository {
    private final Transactions transactions;

    JdbcListFingerprintRepository(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public Optional<Fingerprint> find(String file) {
        return transactions.read(
                Optional.empty(),
                connection -> Sql.first(
                        connection,
                        "SELECT entries, hash, doubtful, doubtful_since FROM rollcall_list WHERE file = ?",
                        row -> new Fingerprint(row.getInt(1), row.getString(2), row.getString(3), Sql.instant(row, 4)),
                        file));
    }

    @Override
    public void keep(String file, Fingerprint fingerprint) {
        Instant since = fingerprint.doubtfulSince();
        transactions.change(connection -> Sql.update(
                connection,
                """
                INSERT INTO rollcall_list (file, entries, hash, doubtful, doubtful_since)
                VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (file) DO UPDATE SET entries = excluded.entries, hash = excluded.hash,
                doubtful = excluded.doubtful, doubtful_since = excluded.doubtful_since""",
                file,
                fingerprint.count(),
                fingerprint.hash(),
                fingerprint.doubtful(),
                since == null ? null : since.toEpochMilli()));
    }
}
