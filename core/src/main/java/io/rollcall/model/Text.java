package io.rollcall.model;

import org.jspecify.annotations.Nullable;

/** The common rule of all ids. */
final class Text {
    private Text() {}

    static void requireNonBlank(@Nullable String value, String what) {
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException("a " + what + " must not be blank");
        }
    }
}
