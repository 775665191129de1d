package io.rollcall.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.rollcall.json.DocumentedJson;
import io.rollcall.json.UtcTime;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A running meeting in the organization's list. Every value except the id is null if unknown.
 *
 * @param kind the kind of meeting in the vendor's term
 * @param status the vendor's own status code
 */
@DocumentedJson
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Meeting(
        @JsonProperty("meeting") MeetingId id,
        @Nullable String title,
        @Nullable String roomCode,
        @Nullable UserId creator,
        @Nullable String creatorName,
        @JsonSerialize(using = UtcTime.class) @Nullable Instant startedAt,
        @JsonSerialize(using = UtcTime.class) @Nullable Instant endedAt,
        @Nullable String kind,
        @Nullable Long status) {

    /** Shows the id only: titles and names may be confidential. */
    @Override
    public String toString() {
        return "Meeting[" + id + "]";
    }
}
