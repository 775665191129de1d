package io.rollcall.sandbox.internal.company;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A meeting at the start of the sandbox. Immutable.
 *
 * @param id the conferenceId
 * @param title the title
 * @param roomCode the number that people dial
 * @param creator the creator's unionId, or null
 * @param startTime milliseconds since the epoch
 * @param bizType {@code 0} instant, {@code 3} scheduled, … (docs/vendors/dingtalk.md §4.2)
 * @param running whether it runs or has ended
 * @param coHostsShow whether an accepted promotion takes effect; false simulates a vendor that accepts and ignores it
 * @param joining what called people do, or null for the company's default
 * @param members the present and former members
 * @param timeline what happens by itself
 */
public record Meeting(
        String id,
        String title,
        String roomCode,
        @Nullable String creator,
        long startTime,
        String bizType,
        boolean running,
        boolean coHostsShow,
        @Nullable JoinPolicy joining,
        List<Member> members,
        List<TimedChange> timeline) {

    public Meeting {
        members = List.copyOf(members);
        timeline = List.copyOf(timeline);
    }

    /**
     * What happens at a time.
     *
     * @param after counted from the start of the sandbox, or its last reset
     * @param change what happens
     * @param member who joins or leaves; null if the meeting starts or ends
     */
    public record TimedChange(Duration after, Change change, @Nullable Member member) {}

    /** What can happen in a meeting. */
    public enum Change {
        START,
        END,
        JOIN,
        LEAVE
    }

    /** A copy with another start. */
    public Meeting startingAt(long millis) {
        return new Meeting(
                id, title, roomCode, creator, millis, bizType, running, coHostsShow, joining, members, timeline);
    }

    /** The creator's nick; empty if the creator is not among the members. */
    public String creatorNick() {
        return members.stream()
                .filter(member -> creator != null && creator.equals(member.unionId()))
                .map(Member::nick)
                .findFirst()
                .orElse("");
    }

    /**
     * One row of a meeting's members; a person on two devices has two. A null is missing from responses.
     *
     * @param unionId null for phones and some outsiders
     * @param phone the called number; null for people; not part of responses
     * @param status 1 initialised, 2 being called, 3 in the meeting, 4 failed to join, 5 removed, 6 left, or another
     * @param joinTime milliseconds since the epoch
     * @param leaveTime milliseconds since the epoch
     */
    public record Member(
            @Nullable String unionId,
            @Nullable String phone,
            String nick,
            @Nullable Integer status,
            @Nullable Boolean host,
            @Nullable Boolean coHost,
            @Nullable Boolean outerOrgMember,
            @Nullable Boolean pstnJoin,
            @Nullable String deviceType,
            @Nullable Long joinTime,
            @Nullable Long leaveTime) {

        /** Being called. */
        public static final int CALLING = 2;

        /** In the meeting. */
        public static final int ACTIVE = 3;

        /** Removed from the meeting. */
        public static final int REMOVED = 5;

        /** Left the meeting. */
        public static final int LEFT = 6;

        /** Whether the member is in the meeting. */
        public boolean isActive() {
            return Objects.equals(status, ACTIVE);
        }

        /** The milliseconds in the meeting until it was left, or until now; null if it was never joined. */
        public @Nullable Long duration(long now) {
            return joinTime == null
                    ? null
                    : Long.valueOf(Math.max(0, (leaveTime == null ? now : leaveTime) - joinTime));
        }

        /** A copy with another status. */
        public Member with(@Nullable Integer newStatus, @Nullable Long joined, @Nullable Long left) {
            return new Member(
                    unionId, phone, nick, newStatus, host, coHost, outerOrgMember, pstnJoin, deviceType, joined, left);
        }

        /** A copy with or without the co-host role. */
        public Member withCoHost(boolean is) {
            return new Member(
                    unionId, phone, nick, status, host, is, outerOrgMember, pstnJoin, deviceType, joinTime, leaveTime);
        }

        /** Without personal data. */
        @Override
        public String toString() {
            return "Member[status=" + status + "]";
        }
    }
}
