package io.rollcall.sandbox.internal.company;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A meeting as the company file describes it; the sandbox keeps its later state elsewhere.
 *
 * @param id the conferenceId
 * @param title the title
 * @param roomCode the number that people type
 * @param creator the creator's unionId, or null
 * @param startTime milliseconds since the epoch
 * @param bizType {@code 0} instant, {@code 3} scheduled, … (docs/vendors/dingtalk.md §4.2)
 * @param running whether it runs or has ended
 * @param coHostsShow whether an accepted promotion shows afterwards; false plays a vendor that accepts and forgets
 * @param joining what people do who are rung into this meeting, or null for the company's way
 * @param members who is or was in it
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
     * One row of a meeting's members; a person on two devices has two. A null is left out of answers.
     *
     * @param unionId who it is; null for phones and some outsiders
     * @param phone the number rung, null for people; never part of an answer
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

        /** The same row in another state. */
        public Member with(@Nullable Integer newStatus, @Nullable Long joined, @Nullable Long left) {
            return new Member(
                    unionId, phone, nick, newStatus, host, coHost, outerOrgMember, pstnJoin, deviceType, joined, left);
        }

        /** The same row, co-host or not. */
        public Member withCoHost(boolean is) {
            return new Member(
                    unionId, phone, nick, status, host, is, outerOrgMember, pstnJoin, deviceType, joinTime, leaveTime);
        }

        /** Without anything that tells who it is. */
        @Override
        public String toString() {
            return "Member[status=" + status + "]";
        }
    }
}
