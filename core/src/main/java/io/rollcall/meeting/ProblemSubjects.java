package io.rollcall.meeting;

import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import io.rollcall.report.Change;

/** How problems name what they are about. */
public final class ProblemSubjects {
    private ProblemSubjects() {}

    public static String user(UserId user) {
        return "user " + user;
    }

    public static String meeting(MeetingId meeting) {
        return "meeting " + meeting;
    }

    /** For what concerns the flow as a whole, its list of all meetings included. */
    public static String flow(String name) {
        return "flow " + name;
    }

    /** The user of a change; for a phone the meeting, because problems travel to places where numbers must not. */
    public static String of(Change change) {
        UserId user = change.user();
        return user == null ? meeting(change.meeting()) : user(user);
    }
}
