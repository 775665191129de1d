package io.rollcall.roster;

import io.rollcall.roster.RosterConfig.Join;
import io.rollcall.roster.RosterConfig.Lookup;
import io.rollcall.vendor.UserLookup;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Fills the batches of look-ups: one by the configured key, one by the vendor's own ids. A batch is sent when it is full, or
 * when a number of further people have passed since its first person. Not thread-safe.
 */
final class LookupBatches {
    /** The most people that a batch waits for before it is sent as it is. */
    static final int MOST_PASSED = 2_000;

    private final Lookup config;
    private final String ownIdType;
    private final int largest;
    private final Consumer<Batch> send;
    private Batch byKey;
    private Batch byOwnId;

    /** @param send sends a batch */
    LookupBatches(Lookup config, UserLookup vendor, Consumer<Batch> send) {
        this.config = config;
        this.ownIdType = vendor.ownIdType();
        this.largest = vendor.largestBatch();
        this.send = send;
        this.byKey = newByKey();
        this.byOwnId = newByOwnId();
    }

    /**
     * People by the id that the request names.
     *
     * @param own whether these are the vendor's own ids
     */
    record Batch(String idType, Join join, boolean own, Map<String, PendingLookup> people) {

        /** An empty batch of the same type. */
        Batch empty() {
            return new Batch(idType, join, own, new LinkedHashMap<>());
        }

        UserLookup.Question request() {
            return new UserLookup.Question(idType, List.copyOf(people.keySet()));
        }

        private boolean isOlderThan(int ordinal) {
            return !people.isEmpty() && people.values().iterator().next().ordinal() < ordinal;
        }
    }

    private Batch newByKey() {
        return new Batch(config.idType(), config.join(), false, new LinkedHashMap<>());
    }

    private Batch newByOwnId() {
        return new Batch(ownIdType, Join.ID, true, new LinkedHashMap<>());
    }

    void addByKey(String key, PendingLookup pending) {
        byKey.people().put(key, pending);
        if (byKey.people().size() == largest) {
            sendByKey();
        }
    }

    void addByOwnId(String id, PendingLookup pending) {
        byOwnId.people().put(id, pending);
        if (byOwnId.people().size() == largest) {
            sendByOwnId();
        }
    }

    /** Removes the person with an own id from the batch that is being filled; null if there is none. */
    @Nullable PendingLookup removeByOwnId(String id) {
        return byOwnId.people().remove(id);
    }

    /** Sends the batches that have waited long enough, now that everyone up to this person has passed. */
    void passed(int ordinal) {
        if (byOwnId.isOlderThan(ordinal - MOST_PASSED)) {
            sendByOwnId();
        }
        if (byKey.isOlderThan(ordinal - MOST_PASSED)) {
            sendByKey();
        }
    }

    /** Sends the last batch; no more people are added. */
    void flush() {
        if (!byOwnId.people().isEmpty()) {
            sendByOwnId();
        }
        if (!byKey.people().isEmpty()) {
            sendByKey();
        }
    }

    private void sendByKey() {
        Batch full = byKey;
        byKey = newByKey();
        send.accept(full);
    }

    private void sendByOwnId() {
        Batch full = byOwnId;
        byOwnId = newByOwnId();
        send.accept(full);
    }
}
