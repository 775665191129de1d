package io.rollcall.config;

import io.rollcall.setting.Characters;

/** A text that somebody gave for a key. Its text form hides it, for it may be a secret. */
record Given(String text, Origin origin) {

    /** A blank value counts as none. */
    boolean isBlank() {
        return Characters.strip(text).isEmpty();
    }

    @Override
    public String toString() {
        return "*** (" + origin.name() + ")";
    }
}
