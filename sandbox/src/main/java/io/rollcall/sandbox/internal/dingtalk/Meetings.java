package io.rollcall.sandbox.internal.dingtalk;

import io.rollcall.sandbox.company.Company;
import io.rollcall.sandbox.company.Meeting.Member;
import io.rollcall.sandbox.internal.wire.Ticks;
import io.rollcall.sandbox.seen.Rings;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** All meetings as they are now, and who was rung how often. Thread-safe. */
public final class Meetings {
    /** A member as a look finds them, with the meeting. */
    record Row(String meeting, Member member) {}

    private final Company company;
    private final Ticks ticks;
    private final Map<String, LiveMeeting> meetings = new LinkedHashMap<>();
    private final Map<List<String>, Integer> rings = new LinkedHashMap<>();

    Meetings(Company company, Ticks ticks) {
        this.company = company;
        this.ticks = ticks;
        begin();
    }

    private void begin() {
        company.meetings()
                .forEach(meeting -> meetings.put(
                        meeting.id(),
                        new LiveMeeting(meeting, company.dingtalk().joining())));
    }

    /** Puts every meeting back as the company has it, and forgets who was rung. */
    synchronized void reset() {
        rings.clear();
        begin();
    }

    /** Does something with a meeting, or with null for an unknown one, while nobody else does. */
    synchronized <T> T with(String id, Function<@Nullable LiveMeeting, T> work) {
        return work.apply(meetings.get(id));
    }

    /** The running meetings. */
    synchronized List<LiveMeeting> running() {
        return meetings.values().stream().filter(LiveMeeting::isRunning).toList();
    }

    /** Whether somebody of that unionId is or was in any meeting. */
    synchronized boolean knows(String unionId) {
        return meetings.values().stream().anyMatch(meeting -> meeting.has(unionId));
    }

    /** Looks at one person: all their rows in running meetings. */
    synchronized List<Row> look(String unionId) {
        List<Row> rows = new ArrayList<>();
        for (LiveMeeting meeting : meetings.values()) {
            if (meeting.isRunning() && meeting.has(unionId)) {
                meeting.look(ticks.millis());
                for (Member member : meeting.members()) {
                    if (unionId.equals(member.unionId())) {
                        rows.add(new Row(meeting.meeting().id(), member));
                    }
                }
            }
        }
        return rows;
    }

    /** Looks at one running meeting: its members as they are now, or null. */
    synchronized @Nullable List<Member> members(String id, boolean isLook) {
        LiveMeeting meeting = meetings.get(id);
        if (meeting == null || !meeting.isRunning()) {
            return null;
        }
        if (isLook) {
            meeting.look(ticks.millis());
        }
        return List.copyOf(meeting.members());
    }

    /** Rings everybody of a batch and counts each ring, whether or not the person is in the meeting already. */
    synchronized void ring(String id, List<Member> invited) {
        LiveMeeting meeting = existing(id);
        for (Member member : invited) {
            rings.merge(List.of(id, LiveMeeting.who(member)), 1, Integer::sum);
            meeting.ring(member, ticks.millis());
        }
    }

    /** Every ring so far. */
    public synchronized List<Rings> rings() {
        List<Rings> counts = new ArrayList<>();
        rings.forEach((key, count) -> counts.add(new Rings(key.get(0), key.get(1), count)));
        return counts;
    }

    /** How often somebody was rung into a meeting. */
    public synchronized int rings(String meeting, String who) {
        return rings.getOrDefault(List.of(meeting, who), 0);
    }

    /** Whether somebody is co-host of a meeting now. */
    public synchronized boolean isCoHost(String meeting, String unionId) {
        LiveMeeting live = meetings.get(meeting);
        return live != null && live.isCoHost(unionId);
    }

    /** The co-hosts of each meeting now. */
    public synchronized Map<String, List<String>> coHosts() {
        Map<String, List<String>> coHosts = new LinkedHashMap<>();
        meetings.forEach((id, meeting) -> coHosts.put(
                id,
                meeting.members().stream()
                        .filter(member -> Boolean.TRUE.equals(member.coHost()))
                        .map(LiveMeeting::who)
                        .distinct()
                        .toList()));
        return coHosts;
    }

    /** The members of each meeting now, by unionId or telephone number, with their status. */
    public synchronized Map<String, Map<String, @Nullable Integer>> statuses() {
        Map<String, Map<String, @Nullable Integer>> statuses = new LinkedHashMap<>();
        meetings.forEach((id, meeting) -> {
            Map<String, @Nullable Integer> of = new LinkedHashMap<>();
            meeting.members().forEach(member -> of.put(LiveMeeting.who(member), member.status()));
            statuses.put(id, of);
        });
        return statuses;
    }

    /** Ends a meeting. */
    public synchronized void end(String id) {
        existing(id).end();
    }

    /** Changes everything that a meeting knows of somebody, as if it had happened in the meeting's window. */
    public synchronized void change(String id, String who, UnaryOperator<Member> change) {
        LiveMeeting meeting = existing(id);
        if (!meeting.has(who)) {
            throw new IllegalArgumentException("nobody of that name is in meeting " + id);
        }
        meeting.change(who, change);
    }

    private LiveMeeting existing(String id) {
        return Objects.requireNonNull(meetings.get(id), () -> "there is no meeting " + id);
    }
}
