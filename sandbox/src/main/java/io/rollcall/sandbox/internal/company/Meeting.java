package io.rollcall.sandbox.internal.company;

import java.util.List;
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
        List<Member> members) {

    public Meeting {
        members = List.copyOf(members);
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
