package io.rollcall.sandbox.internal.dingtalk;

import io.rollcall.sandbox.company.Joining;
import io.rollcall.sandbox.company.Meeting;
import io.rollcall.sandbox.company.Meeting.Member;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** A meeting as it is now. Guarded by {@link Meetings}. */
final class LiveMeeting {
    /** Somebody who is being rung and may join. */
    private static final class Ringing {
        int looks;
        long until;
    }

    private final Meeting meeting;
    private final Joining joining;
    private final List<Member> members;
    private final Map<String, Ringing> ringing = new LinkedHashMap<>();
    private boolean running;

    LiveMeeting(Meeting meeting, Joining companysWay) {
        this.meeting = meeting;
        this.joining = meeting.joining() == null ? companysWay : meeting.joining();
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

    /** Somebody's name in this meeting: the unionId, or the telephone number. */
    static String who(Member member) {
        return member.unionId() != null ? member.unionId() : String.valueOf(member.phone());
    }

    boolean has(String who) {
        return members.stream().anyMatch(member -> who(member).equals(who));
    }

    boolean isCoHost(String who) {
        return members.stream().anyMatch(member -> who(member).equals(who) && Boolean.TRUE.equals(member.coHost()));
    }

    void change(String who, UnaryOperator<Member> change) {
        members.replaceAll(member -> who(member).equals(who) ? change.apply(member) : member);
    }

    /** Rings somebody, who is in the meeting already, was, or is new. */
    void ring(Member invited, long now) {
        String who = who(invited);
        if (!has(who)) {
            members.add(invited);
        }
        Predicate<Member> active = member -> Integer.valueOf(Member.ACTIVE).equals(member.status());
        if (members.stream().anyMatch(member -> who(member).equals(who) && active.test(member))) {
            return;
        }
        change(who, member -> member.with(Member.CALLING, null, null));
        Ringing ring = new Ringing();
        ring.looks = joining.afterLooks() == null ? Integer.MAX_VALUE : joining.afterLooks();
        ring.until = joining.afterDelay() == null
                ? Long.MAX_VALUE
                : now + joining.afterDelay().toMillis();
        ringing.put(who, ring);
    }

    /** Somebody looks at this meeting: whoever has been rung for long enough has joined. */
    void look(long now) {
        ringing.entrySet().removeIf(entry -> {
            Ringing ring = entry.getValue();
            if (now < ring.until && ring.looks > 0) {
                ring.looks -= ring.looks == Integer.MAX_VALUE ? 0 : 1;
                return false;
            }
            change(entry.getKey(), member -> member.with(Member.ACTIVE, now, null));
            return true;
        });
    }
}
