package io.rollcall.model;

import org.jspecify.annotations.Nullable;

/** A person in a list that an administrator wrote. */
public sealed interface PersonEntry {

    /** A person by the id that meetings use. */
    record Known(UserId id) implements PersonEntry {
        @Override
        public String toString() {
            return id.toString();
        }

        // a record's own methods are linked at their first use, which costs a short command a millisecond for each type
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Known that && id.equals(that.id);
        }

        @Override
        public int hashCode() {
            return id.hashCode();
        }
    }

    /**
     * A person who must be looked up.
     *
     * @param position of the entry in its list, or its line in a file, from 1; 0 where there is one entry only
     */
    record LookedUp(PersonReference person, int position) implements PersonEntry {
        /** Shows no personal data. */
        @Override
        public String toString() {
            return person + " at " + position;
        }

        // a record's own methods are linked at their first use, which costs a short command a millisecond for each type
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof LookedUp that && position == that.position && person.equals(that.person);
        }

        @Override
        public int hashCode() {
            return 31 * person.hashCode() + position;
        }
    }
}
