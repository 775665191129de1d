package io.rollcall.roster;

import io.rollcall.model.AccountId;
import io.rollcall.model.LookupKey;
import io.rollcall.state.LearnedAccountRepository;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The own ids of the vendor that looks people up, as the store keeps them; new ones are stored in chunks. Not thread-safe. */
final class LearnedIds {
    private static final int CHUNK = 100;
    private static final int MOST_KEYS = 100_000;

    private final RosterCommands commands;
    private final LearnedAccountRepository.Scope scope;
    private final Supplier<Instant> now;
    private final boolean readOnly;
    private Map<LookupKey, AccountId> learned = new LinkedHashMap<>();
    /** The keys whose ids this run learned, by the number of the person; the newest only. */
    private final Map<Integer, String> keys = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, String> eldest) {
            return size() > MOST_KEYS;
        }
    };

    private int underWay;

    /** @param readOnly whether nothing is stored or forgotten */
    LearnedIds(RosterCommands commands, LearnedAccountRepository.Scope scope, Supplier<Instant> now, boolean readOnly) {
        this.commands = commands;
        this.scope = scope;
        this.now = now;
        this.readOnly = readOnly;
    }

    /** Reads which of the keys have a known id. */
    void known(Collection<String> keys, Consumer<Map<LookupKey, AccountId>> then) {
        List<LookupKey> wanted = new ArrayList<>(keys.size());
        keys.forEach(key -> wanted.add(new LookupKey(key)));
        underWay++;
        commands.query(store -> store.learnedAccounts().known(scope, wanted), known -> {
            underWay--;
            then.accept(known);
        });
    }

    void learn(int ordinal, String key, String id) {
        if (!readOnly) {
            keys.put(ordinal, key);
            learned.put(new LookupKey(key), new AccountId(id));
            if (learned.size() >= CHUNK) {
                flush();
            }
        }
    }

    /**
     * Forgets what this run or an earlier one learned of a person.
     *
     * @param key null if only what this run learned is known
     */
    void unlearn(int ordinal, @Nullable String key) {
        String learnedNow = keys.remove(ordinal);
        String mistaken = learnedNow == null ? key : learnedNow;
        if (mistaken != null) {
            learned.remove(new LookupKey(mistaken));
            forget(List.of(mistaken));
        }
    }

    void forget(Collection<String> keys) {
        if (readOnly || keys.isEmpty()) {
            return;
        }
        List<LookupKey> stale = new ArrayList<>(keys.size());
        keys.forEach(key -> stale.add(new LookupKey(key)));
        store(accounts -> accounts.forget(scope, stale));
    }

    /** Stores what was learned and is not stored yet. */
    void flush() {
        if (!learned.isEmpty()) {
            Map<LookupKey, AccountId> chunk = learned;
            learned = new LinkedHashMap<>();
            Instant at = now.get();
            store(accounts -> accounts.learn(scope, chunk, at));
        }
    }

    /** Whether no read or write of the store is outstanding. */
    boolean isIdle() {
        return underWay == 0;
    }

    private void store(Consumer<LearnedAccountRepository> change) {
        underWay++;
        commands.query(
                store -> {
                    change.accept(store.learnedAccounts());
                    return true;
                },
                stored -> underWay--);
    }
}
