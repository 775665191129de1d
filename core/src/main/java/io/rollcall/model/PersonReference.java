package io.rollcall.model;

import io.rollcall.json.WireName;
import org.jspecify.annotations.Nullable;

/**
 * What identifies a person in a company's directory, in place of the id that meetings use. Must be looked up before use.
 *
 * @param text a userId, a telephone number as written, or a whole name; never blank
 */
public record PersonReference(Kind kind, String text) {
    public PersonReference {
        Text.requireNonBlank(text, "reference to a person");
    }

    /** What the text is; its word is the prefix of such an entry in a list. */
    public enum Kind implements WireName {
        /** The directory's id. */
        USERID("userid"),
        /** A mobile number. */
        MOBILE("mobile"),
        /** The whole name, without regard to letter case. */
        NAME("name");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }

    /** Shows no personal data. */
    @Override
    public String toString() {
        return kind.word() + ":***";
    }

    // a record's own methods are linked at their first use, which costs a short command a millisecond for each type
    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PersonReference that && kind == that.kind && text.equals(that.text);
    }

    @Override
    public int hashCode() {
        return 31 * kind.hashCode() + text.hashCode();
    }
}
