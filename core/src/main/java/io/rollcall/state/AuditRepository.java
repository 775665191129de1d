package io.rollcall.state;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** What Rollcall changed at the vendors, append-only: the intention before each call, its outcome after. */
public interface AuditRepository {

    /** Writes intentions down before the vendor is asked; returns their ids in the same order. */
    List<Long> intend(List<Intention> intentions);

    /** Adds how it went. Nothing written before is changed. */
    void settle(List<Long> ids, Result result, @Nullable String code, @Nullable String requestId, Instant now);

    /** Reads what happened since a time (null: all), oldest first. */
    void read(@Nullable Instant since, Consumer<Entry> reader);

    /**
     * A change that is about to be asked for.
     *
     * @param action {@code promote}, {@code remove}, {@code invite}, or {@code release} where an administrator freed an
     *     invitation
     * @param user null for a phone
     * @param phone null for a user
     * @param reason why, in the word of the reports
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

    /** How a change went. */
    enum Result {
        DONE,
        FAILED,
        UNKNOWN
    }

    /**
     * A change and how it went.
     *
     * @param result null where nothing was written after the intention: the process was stopped in between, so nobody
     *     knows
     */
    record Entry(
            long id,
            Intention intention,
            @Nullable Result result,
            @Nullable Instant settledAt,
            @Nullable String code,
            @Nullable String requestId) {}
}
