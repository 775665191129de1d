package io.rollcall.history;

import java.util.List;

/**
 * A meeting instance with everyone who was in it. Immutable and thread-safe.
 *
 * @param sessions in the order in which they were first seen
 * @param roles in the order in which they were first seen
 */
public record MeetingRecord(MeetingInstance instance, List<Session> sessions, List<RolePeriod> roles) {
    public MeetingRecord {
        sessions = List.copyOf(sessions);
        roles = List.copyOf(roles);
    }
}
