package io.rollcall.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.rollcall.json.DocumentedJson;
import io.rollcall.json.UtcTime;
import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Who was in one meeting instance, from when to when, with which role: for reports and programs. Immutable and thread-safe.
 *
 * @param instance 1 for the first meeting of this id that was seen, then 2, and so on
 * @param startedAt when it began, as the vendor tells; null if unknown
 * @param from when it began
 * @param to when it ended; null while it runs, as far as is known
 * @param seenAt when it was last seen
 * @param people by the start of their first session; anonymous devices are people without an id
 */
@DocumentedJson
@JsonInclude(JsonInclude.Include.NON_NULL)
public record AttendedMeeting(
        MeetingId meeting,
        int instance,
        @JsonSerialize(using = UtcTime.class) @Nullable Instant startedAt,
        Interval from,
        @Nullable Interval to,
        @JsonSerialize(using = UtcTime.class) Instant seenAt,
        List<Person> people) {
    public AttendedMeeting {
        people = List.copyOf(people);
    }

    /**
     * A start or an end: a time where both are equal, and otherwise an interval in which it lies.
     *
     * @param earliest null if unknown
     * @param latest null if unknown
     */
    @DocumentedJson
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Interval(
            @JsonSerialize(using = UtcTime.class) @Nullable Instant earliest,
            @JsonSerialize(using = UtcTime.class) @Nullable Instant latest) {
        /** The interval of a boundary. One that is only bounded is longer than nothing. */
        public static Interval of(Boundary boundary) {
            Instant earliest = boundary.earliest();
            // equal times are exact ones
            if (!boundary.isExact() && earliest != null && earliest.equals(boundary.latest())) {
                earliest = earliest.minusMillis(1);
            }
            return new Interval(earliest, boundary.latest());
        }

        /** The same; null for null. */
        public static @Nullable Interval ofNullable(@Nullable Boundary boundary) {
            return boundary == null ? null : of(boundary);
        }
    }

    /**
     * How long a person was there, in whole seconds.
     *
     * @param most null if unknown
     */
    @DocumentedJson
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Time(long least, @Nullable Long most) {
        /** No time at all. */
        public static final Time NONE = new Time(0, 0L);

        /** The sum of two times, which do not overlap. */
        public Time plus(Time other) {
            return new Time(least + other.least, most == null || other.most == null ? null : most + other.most);
        }

        /** Rounds to the safe side. */
        public static Time of(Presence presence) {
            Duration most = presence.most();
            return new Time(
                    presence.least().toSeconds(),
                    most == null ? null : most.plusMillis(999).toSeconds());
        }
    }

    /**
     * A person, or an anonymous device.
     *
     * @param user null for an anonymous device
     * @param name from a tracked roster; null if unknown or not wanted
     * @param external whether the person is outside the organization
     * @param phone whether a device is a telephone
     * @param seconds two devices at the same time count once
     */
    @DocumentedJson
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Person(
            @Nullable UserId user,
            @Nullable String name,
            boolean external,
            boolean phone,
            List<AttendedSession> sessions,
            List<HeldRole> roles,
            Time seconds) {
        public Person {
            sessions = List.copyOf(sessions);
            roles = List.copyOf(roles);
        }

        /** Shows no name. */
        @Override
        public String toString() {
            return "Person[" + user + ", " + sessions.size() + " sessions]";
        }
    }

    /**
     * A role that a person had.
     *
     * @param to null while it goes on, as far as is known
     */
    @DocumentedJson
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record HeldRole(Role role, Interval from, @Nullable Interval to, @JsonProperty("by") RoleSource source) {}

    /**
     * Shapes what the store keeps.
     *
     * @param names of people; may be empty
     */
    public static AttendedMeeting of(MeetingRecord kept, Map<UserId, String> names) {
        MeetingInstance instance = kept.instance();
        Map<String, List<Session>> people = new LinkedHashMap<>();
        kept.sessions().stream()
                .sorted((one, other) -> startOf(one).compareTo(startOf(other)))
                .forEach(session -> people.computeIfAbsent(id(session), any -> new ArrayList<>())
                        .add(session));
        Map<UserId, List<RolePeriod>> roles = kept.roles().stream().collect(Collectors.groupingBy(RolePeriod::user));
        Boundary start = instance.start();
        return new AttendedMeeting(
                instance.key().meeting(),
                instance.key().number(),
                start.isExact() ? start.latest() : null,
                Interval.of(start),
                Interval.ofNullable(instance.end()),
                instance.lastSeen(),
                people.values().stream()
                        .map(sessions -> person(instance.key(), sessions, roles, names))
                        .toList());
    }

    private static Instant startOf(Session session) {
        return Objects.requireNonNullElse(session.from().latest(), Instant.MAX);
    }

    private static String id(Session session) {
        return session.user() == null ? "?" + session.number() : session.user().value();
    }

    private static Person person(
            MeetingInstance.Key key,
            List<Session> sessions,
            Map<UserId, List<RolePeriod>> roles,
            Map<UserId, String> names) {
        UserId user = sessions.get(0).user();
        return new Person(
                user,
                user == null ? null : names.get(user),
                sessions.stream().anyMatch(Session::external),
                sessions.stream().anyMatch(Session::phone),
                sessions.stream()
                        .map(session -> AttendedSession.of(key, session))
                        .toList(),
                (user == null ? List.<RolePeriod>of() : roles.getOrDefault(user, List.of()))
                        .stream()
                                .map(role -> new HeldRole(
                                        role.role(),
                                        Interval.of(role.from()),
                                        Interval.ofNullable(role.to()),
                                        role.by()))
                                .toList(),
                Time.of(Presence.of(sessions)));
    }
}
