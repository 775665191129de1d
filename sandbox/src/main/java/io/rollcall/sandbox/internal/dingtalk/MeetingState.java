package io.rollcall.sandbox.internal.dingtalk;

import io.rollcall.sandbox.internal.company.JoinPolicy;
import io.rollcall.sandbox.internal.company.Meeting;
import io.rollcall.sandbox.internal.company.Meeting.Member;
import io.rollcall.sandbox.internal.stream.MeetingEvents;
import io.rollcall.sandbox.internal.stream.MeetingEvents.Scene;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The current state of one meeting. Publishes its changes. Not thread-safe; {@link Meetings} guards it. */
final class MeetingState {
    /** When a called member joins. */
    private static final class Call {
        private final long end;
        private int polls;

        Call(JoinPolicy joining, long now) {
            polls = joining.afterPolls() == null ? Integer.MAX_VALUE : joining.afterPolls();
            end = joining.afterDelay() == null
                    ? Long.MAX_VALUE
                    : now + joining.afterDelay().toMillis();
        }

        boolean isOver(long now) {
            return now >= end;
        }

        /** True after the last poll that still shows the member as being called. */
        boolean countPoll() {
            if (polls == 0) {
                return true;
            }
            polls -= polls == Integer.MAX_VALUE ? 0 : 1;
            return false;
        }
    }

    private Meeting meeting;
    private final JoinPolicy joining;
    private final MeetingEvents events;
    private final List<Member> members;
    private final Map<String, Call> calls = new LinkedHashMap<>();
    private boolean running;

    MeetingState(Meeting meeting, JoinPolicy companyDefault, MeetingEvents events) {
        this.meeting = meeting;
        this.events = events;
        this.joining = meeting.joining() == null ? companyDefault : meeting.joining();
        this.members = new ArrayList<>(meeting.members());
        this.running = meeting.running();
    }

    Meeting meeting() {
        return meeting;
    }

    boolean isRunning() {
        return running;
    }

    /** Starts the meeting, unless it is running. */
    void start(long now) {
        if (!running) {
            meeting = meeting.startingAt(now);
            running = true;
            events.started(meeting, members);
        }
    }

    /** Ends the meeting, unless it has ended. */
    void end(long now) {
        if (running) {
            running = false;
            events.ended(meeting, members, now);
        }
    }

    /** Lets members join together, as new rows if there are none. */
    void join(List<Member> newcomers, long now) {
        for (Member newcomer : newcomers) {
            calls.remove(invitee(newcomer));
            addIfAbsent(newcomer.with(Member.ACTIVE, now, null));
            change(invitee(newcomer), member -> member.isActive() ? member : member.with(Member.ACTIVE, now, null));
        }
        publish(Scene.USER_JOIN, newcomers.stream().map(MeetingState::invitee).toList(), now);
    }

    /** Lets members leave together, or removes them. Assumption: the co-host role ends with it. */
    void leave(List<String> leavers, boolean removed, long now) {
        for (String who : leavers) {
            calls.remove(who);
            int status = removed ? Member.REMOVED : Member.LEFT;
            change(who, member -> member.with(status, member.joinTime(), now).withCoHost(false));
        }
        publish(removed ? Scene.USER_KICKED : Scene.USER_LEAVE, leavers, now);
    }

    private void publish(Scene scene, List<String> who, long now) {
        if (!who.isEmpty()) {
            List<Member> rows =
                    who.stream().flatMap(member -> rows(member).stream()).toList();
            events.members(scene, meeting.id(), rows, now);
        }
    }

    /** The rows of a member. */
    private List<Member> rows(String who) {
        return members.stream().filter(member -> invitee(member).equals(who)).toList();
    }

    private void addIfAbsent(Member member) {
        if (!has(invitee(member))) {
            members.add(member);
        }
    }

    List<Member> members() {
        return members;
    }

    /** Identifies a member: the unionId, or the phone number. */
    static String invitee(Member member) {
        return member.unionId() != null ? member.unionId() : String.valueOf(member.phone());
    }

    boolean has(String who) {
        return !rows(who).isEmpty();
    }

    /**
     * This meeting, which has a member.
     *
     * @throws IllegalArgumentException if it has no such member
     */
    MeetingState requireMember(String who) {
        if (!has(who)) {
            throw new IllegalArgumentException("There is no such member in meeting " + meeting.id() + ".");
        }
        return this;
    }

    boolean isCoHost(String who) {
        return members.stream().anyMatch(member -> invitee(member).equals(who) && Boolean.TRUE.equals(member.coHost()));
    }

    void change(String who, UnaryOperator<Member> change) {
        members.replaceAll(member -> invitee(member).equals(who) ? change.apply(member) : member);
    }

    /** Calls members, unless they are in the meeting already; adds new ones. */
    void invite(List<Member> invited, long now) {
        List<String> called = new ArrayList<>();
        for (Member member : invited) {
            String who = invitee(member);
            addIfAbsent(member);
            if (rows(who).stream().noneMatch(Member::isActive)) {
                change(who, row -> row.with(Member.CALLING, null, null));
                calls.put(who, new Call(joining, now));
                called.add(who);
            }
        }
        publish(Scene.USER_INVITED, called, now);
    }

    /** How long called members take to join; null if that does not depend on time. */
    @Nullable Duration joiningTime() {
        return joining.afterDelay();
    }

    /** Counts a poll of this meeting: members who were called long enough join. */
    void poll(long now) {
        joinWhen(call -> call.isOver(now) || call.countPoll(), now);
    }

    /** Members who were called for long enough join. */
    void settle(long now) {
        joinWhen(call -> call.isOver(now), now);
    }

    private void joinWhen(Predicate<Call> joins, long now) {
        List<String> joined = new ArrayList<>();
        calls.forEach((who, call) -> {
            if (joins.test(call)) {
                joined.add(who);
            }
        });
        for (String who : joined) {
            calls.remove(who);
            change(who, member -> member.with(Member.ACTIVE, now, null));
        }
        publish(Scene.USER_JOIN, joined, now);
    }
}
