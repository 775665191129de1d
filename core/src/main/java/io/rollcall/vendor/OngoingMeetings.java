package io.rollcall.vendor;

import io.rollcall.model.Meeting;
import io.rollcall.model.MeetingId;
import io.rollcall.model.Participant;
import io.rollcall.model.UserId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows which meetings are running and who is in them. */
public interface OngoingMeetings {

    /** One user's rows in the meetings that run now; empty for a user in none. */
    Operation<UserId, List<Participant>> ongoingMeetings();

    /** All running meetings of the organization, page by page. */
    Operation<Cursor, Page<Meeting>> organizationMeetings();

    /** All people of a running meeting, page by page. */
    Operation<MeetingPage, Page<Participant>> members();

    /** Asks for a page of a meeting's people. */
    record MeetingPage(MeetingId meeting, Cursor cursor) {}

    /**
     * Where a page starts.
     *
     * @param value the vendor's own text; null for the first page
     */
    record Cursor(@Nullable String value) {
        /** The first page. */
        public static final Cursor FIRST = new Cursor(null);
    }

    /**
     * A page.
     *
     * @param next where the next page starts; null after the last
     */
    record Page<T>(List<T> items, @Nullable Cursor next) {
        public Page {
            items = List.copyOf(items);
        }
    }
}
