package io.rollcall.store;

import io.rollcall.model.AccountId;
import io.rollcall.model.LookupKey;
import io.rollcall.state.LearnedAccountRepository;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Instant;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The learned accounts. Rows are always touched in the same order, so that processes never block each other. */
final class JdbcLearnedAccountRepository implements LearnedAccountRepository {
    private final Transactions sessions;

    JdbcLearnedAccountRepository(Transactions sessions) {
        this.sessions = sessions;
    }

    @Override
    public Map<LookupKey, AccountId> known(Scope scope, Collection<LookupKey> asked) {
        // what cannot be stored was never learned
        List<LookupKey> keys =
                asked.stream().filter(key -> StorableText.is(key.value())).toList();
        if (keys.isEmpty()) {
            return Map.of();
        }
        return sessions.read(Map.of(), connection -> {
            Map<LookupKey, AccountId> known = new LinkedHashMap<>();
            for (List<LookupKey> chunk : Chunks.of(keys)) {
                try (PreparedStatement query = connection.prepareStatement(
                        """
                        SELECT lookup_key, account FROM rollcall_account
                        WHERE application = ? AND id_type = ? AND lookup_key IN\s"""
                                + Chunks.places(chunk.size()))) {
                    query.setString(1, scope.application());
                    query.setString(2, scope.idType());
                    int place = 3;
                    for (LookupKey key : chunk) {
                        query.setString(place++, key.value());
                    }
                    try (ResultSet rows = query.executeQuery()) {
                        while (rows.next()) {
                            known.put(new LookupKey(rows.getString(1)), new AccountId(rows.getString(2)));
                        }
                    }
                }
            }
            return known;
        });
    }

    @Override
    public void learn(Scope scope, Map<LookupKey, AccountId> learned, Instant now) {
        Map<String, String> inOrder = new TreeMap<>();
        learned.forEach((key, account) -> {
            if (StorableText.is(key.value()) && StorableText.is(account.value())) {
                inOrder.put(key.value(), account.value());
            }
        });
        if (inOrder.isEmpty()) {
            return;
        }
        sessions.change(connection -> {
            try (PreparedStatement upsert = connection.prepareStatement(
                    """
                    INSERT INTO rollcall_account (application, id_type, lookup_key, account, learned_at)
                    VALUES (?, ?, ?, ?, ?)
                    ON CONFLICT (application, id_type, lookup_key)
                    DO UPDATE SET account = excluded.account, learned_at = excluded.learned_at""")) {
                for (Map.Entry<String, String> entry : inOrder.entrySet()) {
                    upsert.setString(1, scope.application());
                    upsert.setString(2, scope.idType());
                    upsert.setString(3, entry.getKey());
                    upsert.setString(4, entry.getValue());
                    upsert.setLong(5, now.toEpochMilli());
                    upsert.addBatch();
                }
                upsert.executeBatch();
            }
        });
    }

    @Override
    public void forget(Scope scope, Collection<LookupKey> keys) {
        // nothing known, nothing to forget: that creates no store
        List<String> known = known(scope, keys).keySet().stream()
                .map(LookupKey::value)
                .sorted()
                .toList();
        if (known.isEmpty()) {
            return;
        }
        sessions.change(connection -> {
            try (PreparedStatement delete = connection.prepareStatement(
                    """
                    DELETE FROM rollcall_account
                    WHERE application = ? AND id_type = ? AND lookup_key = ?""")) {
                for (String key : known) {
                    delete.setString(1, scope.application());
                    delete.setString(2, scope.idType());
                    delete.setString(3, key);
                    delete.addBatch();
                }
                delete.executeBatch();
            }
        });
    }
}
