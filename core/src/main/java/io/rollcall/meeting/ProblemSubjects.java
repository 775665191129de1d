package io.rollcall.meeting;

import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import io.rollcall.report.Change;

/** The subjects of problems. Stateless and thread-safe. */
public final class ProblemSubjects {
    private ProblemSubjects() {}

    public static String user(UserId user) {
        return "user " + user;
    }

    public static String meeting(MeetingId meeting) {
        return "meeting " + meeting;
    }

    /** The subject of problems with a flow as a whole, including its list of running meetings. */
    public static String flow(String name) {
        return "flow " + name;
    }

    /** The user of a change; for a phone the meeting, because problems go to logs, which must not contain phone numbers. */
    public static String of(Change change) {
        UserId user = change.user();
        return user == null ? meeting(change.meeting()) : user(user);
    }
}
