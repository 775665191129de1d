package io.rollcall.report;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.rollcall.json.DocumentedJson;
import io.rollcall.json.Seconds;
import java.time.Duration;

/**
 * Running meetings whose people a poll did not read, because it read them shortly before. Immutable.
 *
 * @param meetings how many; 1 or more
 * @param readWithin after the last read of each, by when the next poll reads it at the latest: as long as this, and until the
 *     next poll then, a person waits who joins late
 */
@DocumentedJson
public record UnreadMeetings(
        int meetings, @JsonProperty("readWithinSeconds") @JsonSerialize(using = Seconds.class) Duration readWithin) {}
