package io.rollcall.meeting.board;

import io.rollcall.meeting.board.SeenMeeting.Source;
import io.rollcall.meeting.board.SeenPerson.Role;
import io.rollcall.meeting.board.SeenPerson.Verdict;
import io.rollcall.meeting.update.MeetingUpdate.ReadTime;
import io.rollcall.model.Attendance;
import io.rollcall.model.Meeting;
import io.rollcall.model.Participant;
import io.rollcall.model.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What is known of one running meeting. Not thread-safe. */
final class MeetingState {
    private static final Comparator<SeenPerson> ORDER = Comparator.comparing((SeenPerson person) -> !person.isActive())
            .thenComparing(SeenPerson::role)
            .thenComparing(person -> person.user().value());

    private final BoardKey key;
    private final Map<UserId, PersonState> people = new LinkedHashMap<>();
    private @Nullable String title;
    private @Nullable Instant startedAt;
    private Instant seenAt;
    private Source source;
    private int anonymous;
    private Instant anonymousAsOf = Instant.MIN;

    MeetingState(BoardKey key, Instant seenAt, Source source) {
        this.key = key;
        this.seenAt = seenAt;
        this.source = source;
    }

    /** The meeting was seen to be running. */
    void seen(Instant at, Source by) {
        if (!at.isBefore(seenAt)) {
            seenAt = at;
            source = by;
        }
    }

    Instant seenAt() {
        return seenAt;
    }

    int size() {
        return people.size();
    }

    void describe(@Nullable Meeting details) {
        if (details != null) {
            title = details.title() == null ? title : details.title();
            startedAt = details.startedAt() == null ? startedAt : details.startedAt();
        }
    }

    /** When it ran for certain, by the vendor's clock: its start, or the last time at which someone joined; null if unknown. */
    @Nullable Instant lastRan() {
        return Stream.concat(
                        Stream.ofNullable(startedAt),
                        people.values().stream().map(PersonState::joinedAt).filter(Objects::nonNull))
                .max(Comparator.naturalOrder())
                .orElse(null);
    }

    /** An event says that it began. @param at by the vendor's clock; null if unknown */
    void started(@Nullable Instant at) {
        startedAt = startedAt == null ? at : startedAt;
    }

    PersonState person(UserId user) {
        return people.computeIfAbsent(user, PersonState::new);
    }

    @Nullable PersonState known(UserId user) {
        return people.get(user);
    }

    /** Takes the rows of everyone. @param complete whether a person who is missing is not in the meeting */
    void members(List<Participant> rows, boolean complete, ReadTime time) {
        Map<UserId, List<Participant>> byUser = new LinkedHashMap<>();
        int unknown = 0;
        for (Participant row : rows) {
            UserId user = row.user();
            if (user != null) {
                byUser.computeIfAbsent(user, any -> new ArrayList<>()).add(row);
            } else if (row.attendance().isActive()) {
                unknown++;
            }
        }
        byUser.forEach((user, own) -> person(user).read(own, time.asked()));
        if (complete) {
            people.forEach((user, state) -> {
                if (!byUser.containsKey(user)) {
                    state.read(List.of(), time.asked());
                }
            });
        }
        if (!time.asked().isBefore(anonymousAsOf)) {
            anonymousAsOf = time.asked();
            anonymous = unknown;
        }
    }

    /** A device whose user the vendor does not identify joined or left. */
    void anonymous(int difference, Instant receivedAt) {
        anonymousAsOf = receivedAt;
        anonymous = Math.max(0, anonymous + difference);
    }

    void role(UserId user, Role role, Instant at) {
        person(user).role(role, at);
    }

    /** Whether everyone whom Rollcall saw has left, and no one was seen for so long. */
    boolean isLeft(Instant now, Duration after) {
        return !people.isEmpty()
                && anonymous == 0
                && people.values().stream().noneMatch(PersonState::isActive)
                && seenAt.plus(after).isBefore(now);
    }

    SeenMeeting snapshot(boolean old, Function<UserId, List<Verdict>> verdicts) {
        List<SeenPerson> seen = people.entrySet().stream()
                .map(person -> person.getValue().seen(verdicts.apply(person.getKey())))
                .filter(person -> person.state() != Attendance.State.UNKNOWN
                        || person.devices() > 0
                        || !person.verdicts().isEmpty())
                .sorted(ORDER)
                .toList();
        return new SeenMeeting(
                key.application(), key.meeting(), title, startedAt, seenAt, source, old, seen, anonymous);
    }

    @Override
    public String toString() {
        return "MeetingState[" + Objects.toString(key.meeting()) + "]";
    }
}
