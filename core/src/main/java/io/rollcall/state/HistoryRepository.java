package io.rollcall.state;

import io.rollcall.history.MeetingChanges;
import io.rollcall.history.MeetingInstance;
import io.rollcall.history.MeetingRecord;
import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Stores who was in which meeting, from when to when, with which role. Ids only, no names. Every method throws {@link
 * StoreException} if the store cannot be used. Thread-safe.
 */
public interface HistoryRepository {
    /** For a store that keeps no history. */
    HistoryRepository NONE = new HistoryRepository() {
        @Override
        public long nextRevision() {
            return 0;
        }

        @Override
        public void save(Collection<MeetingChanges> changes) {}

        @Override
        public List<MeetingRecord> open(String application, Instant since) {
            return List.of();
        }

        @Override
        public List<MeetingRecord> last(String application, MeetingId meeting, int most) {
            return List.of();
        }

        @Override
        public Optional<MeetingRecord> meeting(MeetingInstance.Key key) {
            return Optional.empty();
        }

        @Override
        public List<MeetingCount> meetings(HistoryQuery query, @Nullable MeetingCount after, int limit) {
            return List.of();
        }

        @Override
        public List<MeetingRecord> records(HistoryQuery query, @Nullable MeetingCount after, int limit) {
            return List.of();
        }
    };

    /**
     * Which meeting instances are wanted.
     *
     * @param from those that took place at this time or later; null for all
     * @param to those that began before this time; null for all
     * @param meeting only of this id; null for all
     * @param user only those in which this person was, and of them only the sessions and roles of this person; null for all
     */
    record HistoryQuery(
            @Nullable Instant from, @Nullable Instant to, @Nullable MeetingId meeting, @Nullable UserId user) {}

    /**
     * A meeting instance in a list.
     *
     * @param people the people who were in it, without anonymous devices
     * @param guests the sessions of anonymous devices
     */
    record MeetingCount(MeetingInstance instance, int people, int guests) {}

    /**
     * Begins a change, in the caller's transaction: other processes wait with theirs until it ends.
     *
     * @return one more than the change before had, also where another process made it
     */
    long nextRevision();

    /** Saves changes, all or none. */
    void save(Collection<MeetingChanges> changes);

    /** The meeting instances that had not ended, or in which someone was, and that were seen since a time; with everyone. */
    List<MeetingRecord> open(String application, Instant since);

    /** The last instances of a meeting id, oldest first, with everyone. */
    List<MeetingRecord> last(String application, MeetingId meeting, int most);

    /** One meeting instance with everyone who was in it. */
    Optional<MeetingRecord> meeting(MeetingInstance.Key key);

    /**
     * A page of meeting instances, the newest first.
     *
     * @param after the last one of the page before; null for the first page
     */
    List<MeetingCount> meetings(HistoryQuery query, @Nullable MeetingCount after, int limit);

    /** The same page with everyone who was in the meetings, or with the one person of the query. */
    List<MeetingRecord> records(HistoryQuery query, @Nullable MeetingCount after, int limit);
}
