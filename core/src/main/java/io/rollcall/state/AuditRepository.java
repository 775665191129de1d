package io.rollcall.state;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The audit trail: the intention before each change at a vendor, and its result after. Append-only. Every method throws
 * {@link StoreException} if the store cannot be used. Thread-safe.
 */
public interface AuditRepository {

    /** Writes intentions before the requests are sent; returns their ids in the same order. */
    List<Long> intend(List<Intention> intentions);

    /**
     * Adds the result of changes. Never changes a row.
     *
     * @param code the vendor's error code; null if there is none
     * @param requestId the vendor's id of the request; null if there is none
     */
    void settle(List<Long> ids, Result result, @Nullable String code, @Nullable String requestId, Instant now);

    /** Reads the changes since a time (null: all), oldest first. */
    void read(@Nullable Instant since, Consumer<Entry> reader);

    /**
     * Reads a page of the changes that a filter wants, newest first.
     *
     * @param before only changes with a smaller id; {@link Long#MAX_VALUE} for the newest
     * @param most 1 or more
     */
    default List<Entry> page(AuditFilter filter, long before, int most) {
        Deque<Entry> last = new ArrayDeque<>();
        read(filter.from(), entry -> {
            if (entry.id() < before && filter.matches(entry)) {
                last.addFirst(entry);
                if (last.size() > most) {
                    last.removeLast();
                }
            }
        });
        return List.copyOf(last);
    }

    /**
     * A change that is about to be requested.
     *
     * @param action {@code promote}, {@code remove}, {@code invite}, or {@code release} if an administrator released
     *     an invitation
     * @param user null for a phone
     * @param phone null for a user
     * @param reason the reason, as in the reports
     */
    record Intention(
            Instant at,
            String flow,
            String action,
            String meeting,
            @Nullable String user,
            @Nullable String phone,
            String reason) {

        /** Shows no number. */
        @Override
        public String toString() {
            return "Intention[" + action + ", " + meeting + "]";
        }
    }

    /** The result of a change. */
    enum Result {
        DONE,
        FAILED,
        UNKNOWN,
        /** Certainly not done: changes were paused after the intention was written. */
        PAUSED
    }

    /**
     * A change and its result.
     *
     * @param result null if nothing was written after the intention: the process stopped in between, and the result is
     *     unknown
     */
    record Entry(
            long id,
            Intention intention,
            @Nullable Result result,
            @Nullable Instant settledAt,
            @Nullable String code,
            @Nullable String requestId) {}
}
