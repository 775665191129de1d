package io.rollcall.sandbox.internal.dingtalk;

import io.rollcall.sandbox.internal.company.JoinPolicy;
import io.rollcall.sandbox.internal.company.Meeting;
import io.rollcall.sandbox.internal.company.Meeting.Member;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** The current state of one meeting. Not thread-safe; {@link Meetings} guards it. */
final class MeetingState {
    /** When a called member joins. */
    private static final class Call {
        int polls;
        long until;
    }

    private final Meeting meeting;
    private final JoinPolicy joining;
    private final List<Member> members;
    private final Map<String, Call> calls = new LinkedHashMap<>();
    private boolean running;

    MeetingState(Meeting meeting, JoinPolicy companyDefault) {
        this.meeting = meeting;
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

    void end() {
        running = false;
    }

    List<Member> members() {
        return members;
    }

    /** Identifies a member: the unionId, or the phone number. */
    static String invitee(Member member) {
        return member.unionId() != null ? member.unionId() : String.valueOf(member.phone());
    }

    boolean has(String who) {
        return members.stream().anyMatch(member -> invitee(member).equals(who));
    }

    boolean isCoHost(String who) {
        return members.stream().anyMatch(member -> invitee(member).equals(who) && Boolean.TRUE.equals(member.coHost()));
    }

    void change(String who, UnaryOperator<Member> change) {
        members.replaceAll(member -> invitee(member).equals(who) ? change.apply(member) : member);
    }

    /** Calls a member, unless they are in the meeting already; adds a new one. */
    void invite(Member invited, long now) {
        String who = invitee(invited);
        if (!has(who)) {
            members.add(invited);
        }
        Predicate<Member> active = member -> Integer.valueOf(Member.ACTIVE).equals(member.status());
        if (members.stream().anyMatch(member -> invitee(member).equals(who) && active.test(member))) {
            return;
        }
        change(who, member -> member.with(Member.CALLING, null, null));
        Call call = new Call();
        call.polls = joining.afterPolls() == null ? Integer.MAX_VALUE : joining.afterPolls();
        call.until = joining.afterDelay() == null
                ? Long.MAX_VALUE
                : now + joining.afterDelay().toMillis();
        calls.put(who, call);
    }

    /** Counts a poll of this meeting: members who were called long enough join. */
    void poll(long now) {
        calls.entrySet().removeIf(entry -> {
            Call call = entry.getValue();
            if (now < call.until && call.polls > 0) {
                call.polls -= call.polls == Integer.MAX_VALUE ? 0 : 1;
                return false;
            }
            change(entry.getKey(), member -> member.with(Member.ACTIVE, now, null));
            return true;
        });
    }
}
