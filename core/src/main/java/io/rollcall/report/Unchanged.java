package io.rollcall.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.rollcall.json.DocumentedJson;
import io.rollcall.json.WireName;
import io.rollcall.model.MeetingId;
import io.rollcall.model.PhoneNumber;
import io.rollcall.model.UserId;
import org.jspecify.annotations.Nullable;

/**
 * A listed person or phone that a run does not change, and the reason. Immutable and thread-safe.
 *
 * @param meeting the meeting; null if the reason is about no meeting
 * @param user the user; null for a phone
 * @param phone the phone; null for a user
 */
@DocumentedJson
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Unchanged(
        @Nullable MeetingId meeting, @Nullable UserId user, @Nullable PhoneNumber phone, Reason reason) {

    /** Why a person is not changed. */
    public enum Reason implements WireName {
        ALREADY_HOST("already-host"),
        ALREADY_CO_HOST("already-co-host"),
        NOT_ACTIVE("not-active"),
        UNKNOWN_STATUS("unknown-status"),
        EXTERNAL("external"),
        PHONE("phone"),
        DEMOTED_BY_HAND("demoted-by-hand"),
        GIVEN_UP("given-up"),
        /** Rollcall promoted the person in this stay; whether it took effect shows in the next poll. */
        ALREADY_PROMOTED("already-promoted"),
        IN_NO_MEETING("in-no-meeting"),
        IN_MEETING("in-meeting"),
        WAS_IN_MEETING("was-in-meeting"),
        ALREADY_INVITED("already-invited"),
        OUTCOME_UNKNOWN("outcome-unknown"),
        NO_MEETING("no-meeting");

        private final String word;

        Reason(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }
}
