package io.rollcall.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

/**
 * Identifies one running meeting (DingTalk: the conferenceId). Opaque.
 *
 * @param value never blank
 */
public record MeetingId(@JsonValue String value) {
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public MeetingId {
        Text.requireNonBlank(value, "meeting id");
    }

    @Override
    public String toString() {
        return value;
    }
}
