package io.rollcall.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rollcall.json.DocumentedJson;
import io.rollcall.json.WireName;
import io.rollcall.model.CoHostChange;
import io.rollcall.model.MeetingId;
import io.rollcall.model.PhoneNumber;
import io.rollcall.model.UserId;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A change at a vendor, wished for or made.
 *
 * @param user null where a phone is called
 * @param phone null where a user is meant
 */
@DocumentedJson
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Change(
        Action action,
        MeetingId meeting,
        @Nullable UserId user,
        @Nullable PhoneNumber phone,
        Reason reason,
        Status status) {

    /** What is done. */
    public enum Action implements WireName {
        PROMOTE("promote", CoHostChange.Action.PROMOTE),
        REMOVE("remove", CoHostChange.Action.REMOVE),
        INVITE("invite", null);

        private final String word;
        private final CoHostChange.@Nullable Action role;

        Action(String word, CoHostChange.@Nullable Action role) {
            this.word = word;
            this.role = role;
        }

        /** What happens to the co-host role; null if the action does not concern it. */
        public CoHostChange.@Nullable Action role() {
            return role;
        }

        @Override
        public String word() {
            return word;
        }
    }

    /** How far it got. */
    public enum Status implements WireName {
        /** Only shown, by a plan or a dry run. */
        PLANNED("planned"),
        /** The vendor answered success. */
        DONE("done"),
        /** Certainly not done. */
        FAILED("failed"),
        /** It may have happened. */
        UNKNOWN("unknown"),
        /** Not requested, because a host's step or {@code approve} removed it from the plan. */
        SKIPPED("skipped"),
        /** Not requested, because an administrator paused changes. */
        PAUSED("paused");

        private final String word;

        Status(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }

    /** Why a change is wished for. */
    public enum Reason implements WireName {
        /** The person is on the flow's list. */
        LISTED("listed"),
        /** The person has the role and is on no list. */
        UNLISTED("unlisted"),
        /** The person is wanted in the meeting, is not in it and was not. */
        NOT_IN_MEETING("not-in-meeting"),
        /** Requested directly, without a flow. */
        REQUESTED("requested");

        private final String word;

        Reason(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }

    public Change withStatus(Status now) {
        return new Change(action, meeting, user, phone, reason, now);
    }

    // a record's own methods are linked at their first use, which costs a short command a millisecond for each type
    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Change that
                        && action == that.action
                        && meeting.equals(that.meeting)
                        && Objects.equals(user, that.user)
                        && Objects.equals(phone, that.phone)
                        && reason == that.reason
                        && status == that.status);
    }

    @Override
    public int hashCode() {
        return Objects.hash(action, meeting, user, phone, reason, status);
    }
}
