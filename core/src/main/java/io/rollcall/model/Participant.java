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
 * One row of a meeting's list of participants. A person on two devices may have several rows.
 *
 * @param user null if the vendor does not identify the person (phones, guests)
 * @param name display name; null if unknown
 * @param host false if unknown
 * @param coHost false if unknown
 * @param external whether the person is outside the organization that owns the meeting
 * @param phone whether the person joined by phone
 * @param joinedAt null if unknown
 * @param leftAt null if unknown
 * @param stayed time spent in the meeting; null if unknown
 * @param device the kind of device, in the vendor's term; null if unknown
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
