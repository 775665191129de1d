package io.rollcall.sandbox.internal.dingtalk;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.sandbox.internal.company.CompanyDefinition;
import io.rollcall.sandbox.internal.company.Meeting.Member;
import io.rollcall.sandbox.internal.company.Meeting.TimedChange;
import io.rollcall.sandbox.internal.http.Json;
import io.rollcall.sandbox.internal.http.SandboxClock;
import io.rollcall.sandbox.internal.stream.MeetingEvents;
import io.rollcall.sandbox.internal.stream.TimedTasks;
import io.rollcall.sandbox.journal.InvitationCount;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The current state of all meetings, and how often each person and phone was invited. Thread-safe. */
public final class Meetings {
    /** A member of a meeting. */
    record Row(String meeting, Member member) {}

    private final CompanyDefinition company;
    private final SandboxClock clock;
    private final MeetingEvents events;
    private final TimedTasks tasks;
    private final Map<String, MeetingState> meetings = new LinkedHashMap<>();
    private final Map<List<String>, Integer> invitations = new LinkedHashMap<>();

    Meetings(CompanyDefinition company, SandboxClock clock, MeetingEvents events, TimedTasks tasks) {
        this.tasks = tasks;
        this.company = company;
        this.clock = clock;
        this.events = events;
        restore();
    }

    private void restore() {
        company.meetings().forEach(meeting -> {
            MeetingState state = new MeetingState(meeting, company.dingtalk().joining(), events);
            meetings.put(meeting.id(), state);
            meeting.timeline().forEach(planned -> plan(state, planned));
        });
    }

    /** Restores every meeting as the company defines it, and clears the invitations. */
    synchronized void reset() {
        invitations.clear();
        restore();
    }

    /** Applies a function to a meeting, or to null if there is no such meeting, under the lock. */
    synchronized <T> T with(String id, Function<@Nullable MeetingState, T> function) {
        return function.apply(meetings.get(id));
    }

    /** The running meetings. */
    synchronized List<MeetingState> running() {
        return meetings.values().stream().filter(MeetingState::isRunning).toList();
    }

    /** Whether a person is or was in any meeting. */
    synchronized boolean hasMember(String unionId) {
        return meetings.values().stream().anyMatch(meeting -> meeting.has(unionId));
    }

    /** All rows of one person in running meetings. */
    synchronized List<Row> rows(String unionId) {
        List<Row> rows = new ArrayList<>();
        for (MeetingState meeting : meetings.values()) {
            if (meeting.isRunning() && meeting.has(unionId)) {
                meeting.poll(clock.millis());
                for (Member member : meeting.members()) {
                    if (unionId.equals(member.unionId())) {
                        rows.add(new Row(meeting.meeting().id(), member));
                    }
                }
            }
        }
        return rows;
    }

    /**
     * The members of a running meeting, or null if there is none.
     *
     * @param isPoll whether this request counts as a poll, after which called members may join
     */
    synchronized @Nullable List<Member> members(String id, boolean isPoll) {
        MeetingState meeting = meetings.get(id);
        if (meeting == null || !meeting.isRunning()) {
            return null;
        }
        if (isPoll) {
            meeting.poll(clock.millis());
        }
        return List.copyOf(meeting.members());
    }

    /** Invites every member of a batch. Counts each invitation, also of members who are in the meeting already. */
    synchronized void invite(String id, List<Member> invited) {
        MeetingState meeting = existing(id);
        for (Member member : invited) {
            invitations.merge(List.of(id, MeetingState.invitee(member)), 1, Integer::sum);
        }
        call(meeting, invited, clock.millis());
    }

    /** Calls members without counting an invitation, as a host does in the meeting. */
    void call(MeetingState meeting, List<Member> called, long now) {
        meeting.invite(called, now);
        if (meeting.joiningTime() != null) {
            later(meeting.joiningTime(), meeting, MeetingState::settle);
        }
    }

    /** All invitations so far. */
    public synchronized List<InvitationCount> invitations() {
        List<InvitationCount> counts = new ArrayList<>();
        invitations.forEach((key, count) -> counts.add(new InvitationCount(key.get(0), key.get(1), count)));
        return counts;
    }

    /** How often a person or phone was invited to a meeting. */
    public synchronized int invitations(String meeting, String invitee) {
        return invitations.getOrDefault(List.of(meeting, invitee), 0);
    }

    /** Whether a person is a co-host of a meeting. */
    public synchronized boolean isCoHost(String meeting, String unionId) {
        MeetingState live = meetings.get(meeting);
        return live != null && live.isCoHost(unionId);
    }

    /** The co-hosts of each meeting, and the status of each member by unionId or phone number. */
    public synchronized ObjectNode state() {
        ObjectNode state = Json.object();
        meetings.forEach((id, meeting) -> {
            ObjectNode members = state.putObject(id);
            ArrayNode coHosts = members.putArray("coHosts");
            meeting.members().stream()
                    .filter(member -> Boolean.TRUE.equals(member.coHost()))
                    .map(MeetingState::invitee)
                    .distinct()
                    .forEach(coHosts::add);
            ObjectNode status = members.putObject("status");
            meeting.members().forEach(member -> status.put(MeetingState.invitee(member), member.status()));
        });
        return state;
    }

    /**
     * Changes a meeting under the lock.
     *
     * @param change receives the meeting and the time
     * @throws IllegalArgumentException if there is no such meeting
     */
    synchronized void act(String id, BiConsumer<MeetingState, Long> change) {
        change.accept(existing(id), clock.millis());
    }

    /** Changes a meeting later, unless it was restored until then. */
    private void later(Duration delay, MeetingState meeting, BiConsumer<MeetingState, Long> change) {
        tasks.after(delay, () -> {
            synchronized (this) {
                if (meetings.get(meeting.meeting().id()) == meeting) {
                    change.accept(meeting, clock.millis());
                }
            }
        });
    }

    private void plan(MeetingState meeting, TimedChange planned) {
        Member member = planned.member();
        later(planned.after(), meeting, (live, now) -> {
            switch (planned.change()) {
                case START -> live.start(now);
                case END -> live.end(now);
                case JOIN -> live.join(List.of(Objects.requireNonNull(member)), now);
                case LEAVE -> live.leave(List.of(MeetingState.invitee(Objects.requireNonNull(member))), false, now);
            }
        });
    }

    /** Changes all rows of a member, as a host does in the meeting. */
    public synchronized void change(String id, String who, UnaryOperator<Member> change) {
        existing(id).requireMember(who).change(who, change);
    }

    private MeetingState existing(String id) {
        MeetingState meeting = meetings.get(id);
        if (meeting == null) {
            throw new IllegalArgumentException("There is no meeting " + id + ".");
        }
        return meeting;
    }
}
