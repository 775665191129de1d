package io.rollcall.model;

/**
 * Identifies a person in meetings (DingTalk: the unionId). Opaque and case-sensitive.
 *
 * @param value never blank
 */
public record UserId(String value) {
    public UserId {
        Text.requireNonBlank(value, "user id");
    }

    @Override
    public String toString() {
        return value;
    }
}
