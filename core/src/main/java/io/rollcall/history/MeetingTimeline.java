package io.rollcall.history;

import io.rollcall.meeting.update.MeetingUpdate.ReadTime;
import io.rollcall.model.Meeting;
import io.rollcall.model.MeetingId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The instances of one meeting id. A vendor may use an id again: what begins after the end of the last instance is another one.
 * Not thread-safe.
 */
final class MeetingTimeline {
    /** An event and the list may tell the start of one meeting differently by so much. */
    private static final Duration SAME_START = Duration.ofMinutes(1);

    private final String application;
    private final MeetingId meeting;
    private final List<InstanceHistory> instances = new ArrayList<>();

    /** @param known the last instances, oldest first */
    MeetingTimeline(String application, MeetingId meeting, List<MeetingRecord> known) {
        this.application = application;
        this.meeting = meeting;
        known.forEach(one -> instances.add(InstanceHistory.of(one)));
    }

    List<InstanceHistory> instances() {
        return instances;
    }

    /** The instance that the vendor's list shows as running; empty where the list is older than what is known. */
    Optional<InstanceHistory> listed(Meeting row, ReadTime read) {
        Instant start = row.startedAt();
        return start == null ? at(read, null) : startedAt(start, Known.SEEN);
    }

    /** The instance that began at a time that the vendor tells; empty where it is older than all that are known. */
    Optional<InstanceHistory> startedAt(Instant start, Known known) {
        for (InstanceHistory instance : instances) {
            Instant began = instance.vendorStart();
            if (began != null && Duration.between(began, start).abs().compareTo(SAME_START) <= 0) {
                return Optional.of(instance);
            }
        }
        if (instances.isEmpty()) {
            return Optional.of(begin(start, known));
        }
        InstanceHistory last = last();
        if (last.vendorStart() == null && !isOverBefore(last, start)) {
            last.started(start, known);
            return Optional.of(last);
        }
        if (last.vendorStart() != null && start.isBefore(last.vendorStart())) {
            return Optional.empty();
        }
        InstanceHistory next = begin(start, known);
        if (last.end() == null || !isOverBefore(last, start)) {
            last.moveFrom(start, next);
        }
        return Optional.of(next);
    }

    private InstanceHistory begin(Instant start, Known known) {
        InstanceHistory begun = begin(null);
        begun.started(start, known);
        return begun;
    }

    private InstanceHistory begin(@Nullable Instant notRunningAt) {
        int number = instances.isEmpty() ? 1 : last().key.number() + 1;
        InstanceHistory begun =
                new InstanceHistory(new MeetingInstance.Key(application, meeting, number), notRunningAt);
        instances.add(begun);
        return begun;
    }

    private InstanceHistory last() {
        return instances.get(instances.size() - 1);
    }

    private static boolean isOverBefore(InstanceHistory instance, Instant time) {
        Boundary end = instance.end();
        return end != null && end.latest() != null && !time.isBefore(end.latest());
    }

    /**
     * The instance in which someone was, in a read.
     *
     * @param joinedAt when that person joined; null if unknown
     * @return empty where the read is too near the end of an instance
     */
    Optional<InstanceHistory> at(ReadTime read, @Nullable Instant joinedAt) {
        if (instances.isEmpty()) {
            return Optional.of(begin(null));
        }
        InstanceHistory last = last();
        Boundary end = last.end();
        if (end == null || end.latest() == null || !read.answered().isAfter(end.latest())) {
            return read.answered().isBefore(beginning(last)) ? before(read.asked()) : Optional.of(last);
        }
        if (joinedAt != null && joinedAt.isBefore(end.latest())) {
            // the end is only an inference: the person has been there since before it
            return end.isExact() ? Optional.empty() : Optional.of(last);
        }
        if (read.asked().isBefore(end.latest())
                || (end.isExact()
                        && joinedAt == null
                        && read.asked().isBefore(end.latest().plus(Stay.CLOCK_DIFFERENCE)))) {
            return Optional.empty();
        }
        return Optional.of(begin(end.earliest()));
    }

    /** The instance in which someone left, or joined, at a time that the vendor tells; empty where it is not known. */
    Optional<InstanceHistory> at(Instant time) {
        if (instances.isEmpty()) {
            return Optional.of(begin(null));
        }
        InstanceHistory last = last();
        if (isOverBefore(last, time)
                && !time.equals(last.end() == null ? null : last.end().latest())) {
            return Optional.of(begin(last.end() == null ? null : last.end().earliest()));
        }
        return time.isBefore(beginning(last)) ? before(time) : Optional.of(last);
    }

    private static Instant beginning(InstanceHistory instance) {
        Instant start = instance.vendorStart();
        return start == null ? Instant.MIN : start.minus(Stay.CLOCK_DIFFERENCE);
    }

    private Optional<InstanceHistory> before(Instant time) {
        for (int i = instances.size() - 2; i >= 0; i--) {
            InstanceHistory instance = instances.get(i);
            if (!time.isBefore(beginning(instance))) {
                return isOverBefore(instance, time) ? Optional.empty() : Optional.of(instance);
            }
        }
        // an instance that is not known any longer, or a clock that differs
        return instances.size() == 1 ? Optional.of(last()) : Optional.empty();
    }
}
