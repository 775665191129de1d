package io.rollcall.model;

/**
 * A phone number, sent exactly as the administrator wrote it. Its text form is masked: numbers do not belong in logs.
 *
 * @param value never blank
 */
public record PhoneNumber(String value) {
    public PhoneNumber {
        Text.requireNonBlank(value, "phone number");
    }

    @Override
    public String toString() {
        return "phone ***";
    }
}
