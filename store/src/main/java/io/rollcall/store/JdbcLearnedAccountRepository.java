package io.rollcall.store;

import io.rollcall.model.AccountId;
import io.rollcall.model.LookupKey;
import io.rollcall.state.LearnedAccountRepository;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The learned account ids. Rows are always changed in the same order, so that processes never deadlock. Thread-safe. */
final class JdbcLearnedAccountRepository implements LearnedAccountRepository {
    private final Transactions transactions;

    JdbcLearnedAccountRepository(Transactions transactions) {
        this.transactions = transactions;
    }

    @Override
    public Map<LookupKey, AccountId> known(Scope scope, Collection<LookupKey> asked) {
        // a key that cannot be stored was never learned
        List<String> keys = asked.stream()
                .map(LookupKey::value)
                .filter(StorableText::isStorable)
                .toList();
        if (keys.isEmpty()) {
            return Map.of();
        }
        return transactions.read(Map.of(), connection -> {
            Map<LookupKey, AccountId> known = new LinkedHashMap<>();
            for (List<String> chunk : Chunks.of(keys)) {
                List<Object> parameters = new ArrayList<>(List.of(scope.application(), scope.idType()));
                parameters.addAll(chunk);
                Sql.list(
                                connection,
                                """
                                SELECT lookup_key, account FROM rollcall_account
                                WHERE application = ? AND id_type = ? AND lookup_key IN\s"""
                                        + Chunks.placeholders(chunk.size()),
                                row -> Map.entry(new LookupKey(row.getString(1)), new AccountId(row.getString(2))),
                                parameters.toArray())
                        .forEach(entry -> known.put(entry.getKey(), entry.getValue()));
            }
            return known;
        });
    }

    @Override
    public void learn(Scope scope, Map<LookupKey, AccountId> learned, Instant now) {
        Map<String, String> inOrder = new TreeMap<>();
        learned.forEach((key, account) -> {
            if (StorableText.isStorable(key.value()) && StorableText.isStorable(account.value())) {
                inOrder.put(key.value(), account.value());
            }
        });
        if (inOrder.isEmpty()) {
            return;
        }
        transactions.change(connection -> Sql.batch(
                connection,
                """
                INSERT INTO rollcall_account (application, id_type, lookup_key, account, learned_at)
                VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (application, id_type, lookup_key)
                DO UPDATE SET account = excluded.account, learned_at = excluded.learned_at""",
                inOrder.entrySet().stream()
                        .map(entry -> Sql.row(
                                scope.application(),
                                scope.idType(),
                                entry.getKey(),
                                entry.getValue(),
                                now.toEpochMilli()))
                        .toList()));
    }

    @Override
    public void forget(Scope scope, Collection<LookupKey> keys) {
        // a write would create a store that does not exist yet
        List<String> known = known(scope, keys).keySet().stream()
                .map(LookupKey::value)
                .sorted()
                .toList();
        if (known.isEmpty()) {
            return;
        }
        transactions.change(connection -> Sql.batch(
                connection,
                "DELETE FROM rollcall_account WHERE application = ? AND id_type = ? AND lookup_key = ?",
                known.stream()
                        .map(key -> Sql.row(scope.application(), scope.idType(), key))
                        .toList()));
    }
}
