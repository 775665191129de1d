package io.rollcall.model;

/**
 * Identifies a person in a company's directory (DingTalk: the userid).
 *
 * @param value never blank
 */
public record PersonId(String value) {
    public PersonId {
        Text.requireNonBlank(value, "person id");
    }

    @Override
    public String toString() {
        return value;
    }
}
