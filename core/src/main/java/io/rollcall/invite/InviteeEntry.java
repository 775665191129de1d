package io.rollcall.invite;

import io.rollcall.model.Invitee;
import io.rollcall.model.PersonEntry;
import org.jspecify.annotations.Nullable;

/** Someone in a list of invitees, as an administrator wrote it. */
public sealed interface InviteeEntry {

    /** A user by the unionId, or a phone. */
    record Known(Invitee invitee) implements InviteeEntry {
        @Override
        public String toString() {
            return invitee.toString();
        }

        // a record's own methods are linked at their first use, which costs a short command a millisecond for each type
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Known that && invitee.equals(that.invitee);
        }

        @Override
        public int hashCode() {
            return invitee.hashCode();
        }
    }

    /**
     * A user who must be looked up.
     *
     * @param nick the name that is shown; never blank
     */
    record LookedUp(PersonEntry.LookedUp person, String nick) implements InviteeEntry {
        /** Shows no personal data. */
        @Override
        public String toString() {
            return person.toString();
        }
    }
}
