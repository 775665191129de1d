package io.rollcall.history;

import io.rollcall.event.VendorEvent;
import io.rollcall.meeting.update.MeetingUpdate;
import io.rollcall.meeting.update.MeetingUpdate.ReadTime;
import io.rollcall.model.Meeting;
import io.rollcall.model.MeetingId;
import io.rollcall.model.Participant;
import io.rollcall.model.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Builds the attendance history from updates that come late, twice, in another order or not at all. It holds the meetings of
 * which something may still be learned; the others are loaded when an update is about them. Not thread-safe.
 */
public final class HistoryBook {
    /** A meeting of which nothing is read for so long is held no longer; no one can tell how it ended. */
    public static final Duration LONGEST_SILENCE = Duration.ofDays(2);

    /** How many updates are taken between two looks at what need not be held. */
    private static final int BETWEEN_REMOVALS = 1_000;

    private final Function<String, List<MeetingRecord>> open;
    private final BiFunction<String, MeetingId, List<MeetingRecord>> last;
    private final Map<String, Map<MeetingId, MeetingTimeline>> applications = new HashMap<>();
    private final Map<MeetingInstance.Key, MeetingRecord> saved = new HashMap<>();
    private final Set<InstanceHistory> touched = new LinkedHashSet<>();
    private Instant newest = Instant.MIN;
    private int updates;

    /**
     * @param open loads the meeting instances of an application that had not ended, or in which someone was
     * @param last loads the last instances of a meeting, oldest first
     */
    public HistoryBook(
            Function<String, List<MeetingRecord>> open, BiFunction<String, MeetingId, List<MeetingRecord>> last) {
        this.open = open;
        this.last = last;
    }

    /** Takes an update as evidence. */
    public void add(String application, MeetingUpdate given) {
        MeetingUpdate update = VendorValues.checked(given);
        updates++;
        if (update instanceof MeetingUpdate.MeetingsRead read) {
            meetings(application, read);
        } else if (update instanceof MeetingUpdate.MembersRead read) {
            members(application, read);
        } else if (update instanceof MeetingUpdate.UserRead read) {
            user(application, read);
        } else if (update instanceof MeetingUpdate.MeetingNotFound missing) {
            timeline(application, missing.meeting()).instances().forEach(one -> didNotRun(one, missing.time()));
        } else if (update instanceof MeetingUpdate.RoleChanged changed) {
            timeline(application, changed.meeting()).at(changed.time(), null).ifPresent(one -> touch(one)
                    .changed(changed.user(), changed.action(), changed.time()));
        } else if (update instanceof MeetingUpdate.EventReceived received) {
            event(application, received.event());
        }
    }

    private void meetings(String application, MeetingUpdate.MeetingsRead read) {
        Set<MeetingId> running = new HashSet<>();
        for (Meeting row : read.meetings()) {
            running.add(row.id());
            timeline(application, row.id()).listed(row, read.time()).ifPresent(one -> touch(one)
                    .ran(read.time()));
        }
        if (read.complete()) {
            ofApplication(application).forEach((meeting, timeline) -> {
                if (!running.contains(meeting)) {
                    timeline.instances().forEach(one -> didNotRun(one, read.time()));
                }
            });
        }
    }

    private void didNotRun(InstanceHistory instance, ReadTime read) {
        if (instance.end() == null || instance.isOpen()) {
            touch(instance).didNotRun(read);
        }
    }

    private void members(String application, MeetingUpdate.MembersRead read) {
        MeetingTimeline timeline = timeline(application, read.meeting());
        Map<InstanceHistory, List<Participant>> rows = byInstance(timeline, read.rows(), read.time());
        // who was in an earlier instance may be missing in the list of this one
        InstanceHistory current = null;
        for (InstanceHistory one : rows.keySet()) {
            current = current == null || one.key.number() > current.key.number() ? one : current;
        }
        if (current == null && read.rows().isEmpty()) {
            current = timeline.instances().isEmpty()
                    ? null
                    : timeline.instances().get(timeline.instances().size() - 1);
        }
        InstanceHistory whole = current;
        rows.forEach((one, its) -> touch(one).rows(its, read.complete() && one == whole, read.time()));
        if (whole != null && !rows.containsKey(whole)) {
            touch(whole).rows(List.of(), read.complete(), read.time());
        }
    }

    private static Map<InstanceHistory, List<Participant>> byInstance(
            MeetingTimeline timeline, List<Participant> rows, ReadTime read) {
        Map<InstanceHistory, List<Participant>> sorted = new LinkedHashMap<>();
        for (Participant row : rows) {
            instance(timeline, row, read).ifPresent(one -> sorted.computeIfAbsent(one, any -> new ArrayList<>())
                    .add(row));
        }
        return sorted;
    }

    private static Optional<InstanceHistory> instance(MeetingTimeline timeline, Participant row, ReadTime read) {
        Instant joined = row.joinedAt();
        return switch (row.attendance().state()) {
            case ACTIVE -> timeline.at(read, joined);
            case LEFT, REMOVED -> {
                Instant time = joined == null ? row.leftAt() : joined;
                yield time == null || (timeline.instances().isEmpty() && joined == null)
                        ? lastOf(timeline)
                        : timeline.at(time);
            }
            default -> lastOf(timeline);
        };
    }

    private static Optional<InstanceHistory> lastOf(MeetingTimeline timeline) {
        List<InstanceHistory> known = timeline.instances();
        return known.isEmpty() ? Optional.empty() : Optional.of(known.get(known.size() - 1));
    }

    private void user(String application, MeetingUpdate.UserRead read) {
        UserId user = read.user();
        Map<MeetingId, List<Participant>> rows = new LinkedHashMap<>();
        read.rows().forEach(row -> rows.computeIfAbsent(row.meeting(), any -> new ArrayList<>())
                .add(identified(row, user)));
        rows.forEach((meeting, its) -> byInstance(timeline(application, meeting), its, read.time())
                .forEach((one, ofInstance) -> touch(one).rows(ofInstance, false, read.time())));
        rows.forEach((meeting, its) -> {
            boolean out = its.stream().allMatch(row -> switch (row.attendance().state()) {
                case ACTIVE, UNKNOWN -> false;
                default -> true;
            });
            if (out) {
                timeline(application, meeting).instances().forEach(one -> touch(one)
                        .absent(user, read.time()));
            }
        });
        if (read.complete()) {
            ofApplication(application).forEach((meeting, timeline) -> {
                if (!rows.containsKey(meeting)) {
                    timeline.instances().forEach(one -> touch(one).absent(user, read.time()));
                }
            });
        }
    }

    private static Participant identified(Participant row, UserId user) {
        return row.user() != null
                ? row
                : new Participant(
                        row.meeting(),
                        user,
                        null,
                        row.attendance(),
                        row.host(),
                        row.coHost(),
                        row.external(),
                        row.phone(),
                        row.joinedAt(),
                        row.leftAt(),
                        row.stayed(),
                        row.device());
    }

    private void event(String application, VendorEvent event) {
        if (event instanceof VendorEvent.OfMeeting of) {
            meeting(application, of);
        } else if (event instanceof VendorEvent.OfParticipant of) {
            participant(application, of);
        }
    }

    private void meeting(String application, VendorEvent.OfMeeting event) {
        MeetingTimeline timeline = timeline(application, event.meeting());
        Meeting details = event.details();
        Instant start = details == null ? null : details.startedAt();
        if (event.type() == VendorEvent.Type.MEETING_STARTED) {
            Instant at = start == null ? event.at() : start;
            if (at != null) {
                timeline.startedAt(at, Known.EVENT).ifPresent(one -> touch(one).ran(new ReadTime(at, at)));
            }
            return;
        }
        Instant end = details == null || details.endedAt() == null ? event.at() : details.endedAt();
        if (end == null || (start != null && end.isBefore(start))) {
            return;
        }
        Optional<InstanceHistory> ended =
                start == null ? lastNotAfter(timeline, end) : timeline.startedAt(start, Known.EVENT);
        ended.ifPresent(one -> touch(one).ended(end));
    }

    private static Optional<InstanceHistory> lastNotAfter(MeetingTimeline timeline, Instant end) {
        return timeline.instances().isEmpty() ? Optional.empty() : timeline.at(end);
    }

    private void participant(String application, VendorEvent.OfParticipant event) {
        Participant row = event.participant();
        MeetingTimeline timeline = timeline(application, row.meeting());
        Instant joined = row.joinedAt() == null ? event.at() : row.joinedAt();
        Instant left =
                row.leftAt() == null || (row.joinedAt() != null && row.leftAt().isBefore(row.joinedAt()))
                        ? event.at()
                        : row.leftAt();
        switch (event.type()) {
            case PARTICIPANT_JOINED -> {
                if (joined != null) {
                    timeline.at(joined).ifPresent(one -> touch(one).joined(row, joined));
                }
            }
            case PARTICIPANT_LEFT, PARTICIPANT_REMOVED -> {
                if (left != null) {
                    timeline.at(row.joinedAt() == null ? left : row.joinedAt())
                            .ifPresent(one -> touch(one).left(row, left));
                }
            }
            default -> {}
        }
    }

    private InstanceHistory touch(InstanceHistory instance) {
        // what moves to another instance changes both
        touched.addAll(
                timeline(instance.key.application(), instance.key.meeting()).instances());
        return instance;
    }

    private Map<MeetingId, MeetingTimeline> ofApplication(String application) {
        Map<MeetingId, MeetingTimeline> known = applications.get(application);
        if (known == null) {
            Map<MeetingId, MeetingTimeline> loaded = new LinkedHashMap<>();
            for (MeetingRecord one : open.apply(application)) {
                MeetingId meeting = one.instance().key().meeting();
                loaded.computeIfAbsent(meeting, id -> load(application, id));
            }
            applications.put(application, loaded);
            known = loaded;
        }
        return known;
    }

    private MeetingTimeline load(String application, MeetingId meeting) {
        List<MeetingRecord> known = last.apply(application, meeting);
        known.forEach(one -> saved.put(one.instance().key(), one));
        return new MeetingTimeline(application, meeting, known);
    }

    private MeetingTimeline timeline(String application, MeetingId meeting) {
        return ofApplication(application).computeIfAbsent(meeting, id -> load(application, id));
    }

    /** What differs from what was saved last. */
    public List<MeetingChanges> changes() {
        List<MeetingChanges> changes = new ArrayList<>();
        for (InstanceHistory instance : touched) {
            MeetingRecord now = instance.toRecord();
            MeetingRecord before = saved.get(instance.key);
            MeetingChanges.between(before, now).ifPresent(changes::add);
        }
        return changes;
    }

    /** The changes were saved. Meetings in which nothing is open, or of which nothing was read for long, are held no longer. */
    public void saved() {
        for (InstanceHistory instance : touched) {
            MeetingRecord now = instance.toRecord();
            saved.put(instance.key, now);
            Instant seen = now.instance().lastSeenBy();
            newest = seen.isAfter(newest) ? seen : newest;
        }
        touched.clear();
        if (updates >= BETWEEN_REMOVALS) {
            updates = 0;
            applications.values().forEach(this::forget);
        }
    }

    private void forget(Map<MeetingId, MeetingTimeline> timelines) {
        timelines.values().removeIf(timeline -> {
            boolean closed = timeline.instances().stream().noneMatch(this::isHeld);
            if (closed) {
                timeline.instances().forEach(instance -> saved.remove(instance.key));
            }
            return closed;
        });
    }

    private boolean isHeld(InstanceHistory instance) {
        Instant seen = instance.lastSeen();
        return instance.isOpen() && seen != null && seen.plus(LONGEST_SILENCE).isAfter(newest);
    }

    /** Everything that is held of a meeting, oldest instance first. */
    List<MeetingRecord> records(String application, MeetingId meeting) {
        return timeline(application, meeting).instances().stream()
                .map(InstanceHistory::toRecord)
                .toList();
    }
}
