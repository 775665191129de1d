package io.rollcall.model;

import org.jspecify.annotations.Nullable;

/** Somebody who can be called into a meeting: a user or a phone. */
public sealed interface Invitee {

    /** The name shown to the others; null where none was given. */
    @Nullable String name();

    /** A user of the meeting vendor. The vendor requires a name. */
    record User(UserId id, String name) implements Invitee {
        public User {
            Text.requireNonBlank(name, "name for an invited user");
        }

        @Override
        public String toString() {
            return "user " + id;
        }
    }

    /** A telephone. */
    record Phone(PhoneNumber number, @Nullable String name) implements Invitee {
        @Override
        public String toString() {
            return number.toString();
        }
    }
}
