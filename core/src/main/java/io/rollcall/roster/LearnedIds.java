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

/** The looking-up vendor's own ids as the store keeps them; what is learned goes there in chunks. Not thread-safe. */
final class LearnedIds {
    private static final int CHUNK = 100;
    private static final int MOST_KEYS = 100_000;

    private final RosterCommands desk;
    private final LearnedAccountRepository.Scope scope;
    private final Supplier<Instant> now;
    private final boolean readOnly;
    private Map<LookupKey, AccountId> learned = new LinkedHashMap<>();
    /** The keys of those of whom this run learned something, by their place in the roster; the newest only. */
    private final Map<Integer, String> keys = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, String> eldest) {
            return size() > MOST_KEYS;
        }
    };

    private int underWay;

    /** @param readOnly whether nothing is remembered nor forgotten */
    LearnedIds(RosterCommands desk, LearnedAccountRepository.Scope scope, Supplier<Instant> now, boolean readOnly) {
        this.desk = desk;
        this.scope = scope;
        this.now = now;
        this.readOnly = readOnly;
    }

    /** Which of the keys have a known id. */
    void known(Collection<String> keys, Consumer<Map<LookupKey, AccountId>> then) {
        List<LookupKey> asked = new ArrayList<>(keys.size());
        keys.forEach(key -> asked.add(new LookupKey(key)));
        underWay++;
        desk.consult(store -> store.learnedAccounts().known(scope, asked), known -> {
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
     * Takes back what this run learned of a person, and forgets what an earlier one did.
     *
     * @param key null where only this run's learning is known
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
        tell(accounts -> accounts.forget(scope, stale));
    }

    /** Hands over what was learned and is not handed over yet. */
    void flush() {
        if (!learned.isEmpty()) {
            Map<LookupKey, AccountId> chunk = learned;
            learned = new LinkedHashMap<>();
            Instant at = now.get();
            tell(accounts -> accounts.learn(scope, chunk, at));
        }
    }

    /** Whether the store has answered everything. */
    boolean isIdle() {
        return underWay == 0;
    }

    private void tell(Consumer<LearnedAccountRepository> what) {
        underWay++;
        desk.consult(
                store -> {
                    what.accept(store.learnedAccounts());
                    return true;
                },
                told -> underWay--);
    }
}
