package io.rollcall.model;

/**
 * Identifies one running meeting (DingTalk: the conferenceId). Opaque; nothing may be read out of its form.
 *
 * @param value never blank
 */
public record MeetingId(String value) {
    public MeetingId {
        Text.requireNonBlank(value, "meeting id");
    }

    @Override
    public String toString() {
        return value;
    }
}
