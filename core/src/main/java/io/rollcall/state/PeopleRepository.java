package io.rollcall.state;

import io.rollcall.model.PersonId;
import io.rollcall.model.PhoneNumber;
import io.rollcall.state.RosterRepository.FoundPerson;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the people of tracked rosters for administrators, in pages. Never calls a vendor. Every method throws
 * {@link StoreException} if the store cannot be used. Thread-safe.
 */
public interface PeopleRepository {

    /** For a store that keeps no rosters: no one is found. */
    PeopleRepository NONE = new NoPeople();

    /**
     * Searches people by userId, unionId, telephone number, or a part of the name without regard to case and width
     * ({@link io.rollcall.model.SearchText}). Those who are present come first, and those who left come last; of those in one
     * state, whom an id or number names exactly come first. The order is the same each time. A change of the roster
     * between two pages can repeat or omit the people whom it concerns.
     *
     * <p>The first search after an upgrade from a Rollcall without this search reads the names of all people once, which takes
     * some seconds for a million; every tracked run does the same.
     *
     * @param after the {@link Page#next} of the page before; null for the first page
     * @param most the most people of the page; positive
     * @throws IllegalArgumentException if {@code after} is not from a page
     */
    Page search(Query query, @Nullable String after, int most);

    /**
     * People of a flow's roster by userId, with the names of their departments; those of whom nothing is known are absent. If a
     * userId passed from one person to another: the one who is present, or else the later one. At most 1,000 ids.
     */
    Map<PersonId, FoundPerson> byId(String flow, Collection<PersonId> ids);

    /**
     * Whom to search.
     *
     * @param text a userId, a unionId, a telephone number in E.164, or a part of a name
     * @param phone the same as a telephone number, if it was written in another form; null if it is none
     * @param flow null for all flows
     */
    record Query(String text, @Nullable PhoneNumber phone, @Nullable String flow) {

        /** A search of all flows. */
        public static Query of(String text) {
            return new Query(text, null, null);
        }

        /** Shows no personal data. */
        @Override
        public String toString() {
            return "Query[" + flow + "]";
        }
    }

    /** @param next for the page after this one; null if this is the last */
    record Page(List<FoundPerson> people, @Nullable String next) {
        public Page {
            people = List.copyOf(people);
        }

        /** Shows no personal data. */
        @Override
        public String toString() {
            return "Page[" + people.size() + "]";
        }
    }
}
