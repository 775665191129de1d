package io.rollcall.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.rollcall.json.DocumentedJson;
import io.rollcall.json.Seconds;
import io.rollcall.json.UtcTime;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One row of a meeting's list of people. A person on two devices may have several rows.
 *
 * @param user null for people the vendor does not identify (phones, guests)
 * @param name display name; null where the vendor says none
 * @param host false where the vendor does not say
 * @param coHost false where the vendor does not say
 * @param external whether the person is outside the organization that owns the meeting
 * @param phone whether the person joined by phone
 * @param joinedAt null where the vendor does not say
 * @param leftAt null where the vendor does not say
 * @param stayed time spent in the meeting; null where the vendor does not say
 * @param device the kind of device, in the vendor's word; null where the vendor does not say
 */
@DocumentedJson
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Participant(
        MeetingId meeting,
        @Nullable UserId user,
        @Nullable String name,
        Attendance attendance,
        boolean host,
        boolean coHost,
        boolean external,
        boolean phone,
        @JsonSerialize(using = UtcTime.class) @Nullable Instant joinedAt,
        @JsonSerialize(using = UtcTime.class) @Nullable Instant leftAt,
        @JsonProperty("stayedSeconds") @JsonSerialize(using = Seconds.class) @Nullable Duration stayed,
        @Nullable String device) {

    /** Shows ids and status only: names are personal data. */
    @Override
    public String toString() {
        return "Participant[meeting=" + meeting + ", user=" + user + ", " + attendance.state() + "]";
    }
}
