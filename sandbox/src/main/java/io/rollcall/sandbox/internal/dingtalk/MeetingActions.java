package io.rollcall.sandbox.internal.dingtalk;

import io.rollcall.sandbox.internal.company.Directory;
import io.rollcall.sandbox.internal.company.Meeting.Member;
import io.rollcall.sandbox.internal.company.Person;
import java.util.List;

/**
 * What people do in meetings, as an event of the vendor reports it. Every method throws {@link IllegalArgumentException} if there is
 * no such meeting. Thread-safe.
 */
public final class MeetingActions {
    private final Directory directory;
    private final Meetings meetings;

    MeetingActions(Directory directory, Meetings meetings) {
        this.directory = directory;
        this.meetings = meetings;
    }

    /** Starts a meeting, unless it is running. */
    public void start(String meeting) {
        meetings.act(meeting, MeetingState::start);
    }

    /** Ends a meeting, unless it has ended. */
    public void end(String meeting) {
        meetings.act(meeting, MeetingState::end);
    }

    /**
     * Lets people join together.
     *
     * @throws IllegalArgumentException if one of them is neither in the company nor a member of a meeting
     */
    public void join(String meeting, List<String> unionIds) {
        List<Member> people = people(unionIds);
        meetings.act(meeting, (live, now) -> live.join(people, now));
    }

    /** Lets a person of another organization join. */
    public void joinOutsider(String meeting, String unionId, String nick) {
        Member outsider = new Member(unionId, null, nick, null, false, false, true, false, "Mac", null, null);
        meetings.act(meeting, (live, now) -> live.join(List.of(outsider), now));
    }

    /** Lets a telephone join. */
    public void joinPhone(String meeting, String number) {
        Member phone = new Member(null, number, number, null, false, false, null, true, "PSTN", null, null);
        meetings.act(meeting, (live, now) -> live.join(List.of(phone), now));
    }

    /**
     * Calls people from within the meeting.
     *
     * @throws IllegalArgumentException if one of them is neither in the company nor a member of a meeting
     */
    public void invite(String meeting, List<String> unionIds) {
        List<Member> people = people(unionIds);
        meetings.act(meeting, (live, now) -> meetings.call(live, people, now));
    }

    /**
     * Lets people or phones leave together.
     *
     * @param removed whether a host removes them
     * @throws IllegalArgumentException if one of them is not and was not in the meeting
     */
    public void leave(String meeting, List<String> who, boolean removed) {
        meetings.act(meeting, (live, now) -> {
            who.forEach(live::requireMember);
            live.leave(who, removed, now);
        });
    }

    private List<Member> people(List<String> unionIds) {
        return unionIds.stream().map(this::person).toList();
    }

    private Member person(String unionId) {
        Person person = directory.byUnionId(unionId);
        if (person == null && !meetings.hasMember(unionId)) {
            throw new IllegalArgumentException("There is no person with the unionId " + unionId + ".");
        }
        return new Member(
                unionId,
                null,
                person == null ? unionId : person.name(),
                null,
                false,
                false,
                person == null,
                false,
                "Mac",
                null,
                null);
    }
}
