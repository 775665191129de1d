package io.rollcall.config;

import io.rollcall.setting.Characters;

/**
 * A text that was given for a key. Its text form hides it, for it may be a secret.
 *
 * @param typed whether it was a number or a truth value before it was a text, as {@link ConfigurationSources.Entry} says
 */
record RawValue(String text, ValueSource origin, boolean typed) {

    /** A blank value counts as none. */
    boolean isBlank() {
        return Characters.strip(text).isEmpty();
    }

    @Override
    public String toString() {
        return "*** (" + origin.name() + ")";
    }
}
