package io.rollcall.roster;

import io.rollcall.model.DepartmentId;
import io.rollcall.model.Person;
import io.rollcall.model.UserDetails;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.UserLookup;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A person on the way into the roster, and how far the look-up is. */
final class PendingLookup {
    private final int ordinal;
    private final Person person;
    private final List<DepartmentId> departments;
    private final @Nullable String key;

    private State state = State.ASKING;
    private boolean shared;
    private @Nullable LookupStatus status;
    private @Nullable UserDetails account;
    private @Nullable Fault fault;

    /** The vendor's own id that an earlier run learned; null where there is none, or it turned out to be stale. */
    @Nullable String ownId;

    /** The refused batch that the person was in, until it is asked again; null where there is none. */
    @Nullable RefusedBatch refusedIn;

    /** @param key null where the person has none */
    PendingLookup(int ordinal, Person person, List<DepartmentId> departments, @Nullable String key) {
        this.ordinal = ordinal;
        this.person = person;
        this.departments = departments;
        this.key = key;
    }

    /** How far the look-up is. */
    enum State {
        /** The batch is being filled or under way. */
        ASKING,
        /** The batch said nothing that is certainly about the person. */
        LEFT,
        /** Being asked about alone. */
        ALONE,
        /** The roster can say how the look-up ended. */
        SETTLED
    }

    int ordinal() {
        return ordinal;
    }

    Person person() {
        return person;
    }

    @Nullable String key() {
        return key;
    }

    State state() {
        return state;
    }

    /** Another has the same key, so whatever is answered may be about either. */
    void share() {
        shared = true;
    }

    boolean isShared() {
        return shared;
    }

    /** @param cause why the batch said nothing; null where it was answered */
    void leave(@Nullable Fault cause) {
        state = State.LEFT;
        fault = cause;
    }

    /** Why the batch said nothing; null where it was answered. After {@link #fail}: why the look-up failed. */
    @Nullable Fault fault() {
        return fault;
    }

    void askAlone() {
        state = State.ALONE;
        fault = null;
    }

    void settle(UserLookup.Found found) {
        settle(LookupStatus.of(found.status()));
        account = found.account();
    }

    void settle(LookupStatus outcome) {
        state = State.SETTLED;
        status = outcome;
        fault = null;
    }

    void fail(Fault cause) {
        state = State.SETTLED;
        fault = cause;
    }

    /** The account that the vendor shows for the person; null where it shows none. */
    @Nullable UserDetails shownAccount() {
        boolean shows = status == LookupStatus.FOUND
                || status == LookupStatus.UNCHANGED
                || status == LookupStatus.UNKNOWN_STATUS;
        return shows ? account : null;
    }

    /** How the look-up ended; null where it failed. */
    @Nullable LookupStatus status() {
        return shared ? LookupStatus.UNATTRIBUTED : status;
    }

    RosterEntry entry() {
        LookupStatus outcome = status();
        UserDetails shown = account;
        boolean show = shown != null
                && outcome != null
                && outcome != LookupStatus.UNATTRIBUTED
                && (outcome == LookupStatus.FOUND || saysMoreThanAsked(shown));
        return new RosterEntry(person, departments, outcome, show && saysAnything(shown) ? shown : null);
    }

    private static boolean saysAnything(@Nullable UserDetails account) {
        return account != null && (account.id() != null || hasDetails(account));
    }

    // an item about a person without details carries an id, which may be nothing but the echo of what was asked
    private boolean saysMoreThanAsked(UserDetails shown) {
        return (shown.id() != null && !shown.id().value().equals(key)) || hasDetails(shown);
    }

    private static boolean hasDetails(UserDetails a) {
        return a.account() != null
                || a.name() != null
                || a.englishName() != null
                || a.email() != null
                || a.phone() != null
                || a.departmentName() != null
                || !a.departmentCodes().isEmpty()
                || a.sipNumber() != null
                || a.personalMeetingId() != null
                || a.type() != null
                || a.title() != null
                || a.description() != null
                || a.signature() != null
                || a.hidePhone() != null
                || a.updatedAt() != null;
    }
}
