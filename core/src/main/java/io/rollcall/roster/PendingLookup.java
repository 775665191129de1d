package io.rollcall.roster;

import io.rollcall.model.DepartmentId;
import io.rollcall.model.Person;
import io.rollcall.model.UserAccount;
import io.rollcall.model.UserDetails;
import io.rollcall.vendor.Fault;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A person on the way into the roster, and how far the look-up is. Not thread-safe. */
final class PendingLookup {
    private final int ordinal;
    private final Person person;
    private final List<DepartmentId> departments;
    private final @Nullable String key;

    private State state = State.IN_BATCH;
    private boolean ambiguous;
    private @Nullable LookupStatus status;
    private @Nullable UserAccount account;
    private @Nullable Fault fault;

    /** The vendor's own id that an earlier run learned; null if there is none, or if it turned out to be stale. */
    @Nullable String ownId;

    /** The refused batch that the person was in, until it is split; null if there is none. */
    @Nullable RefusedBatch refusedIn;

    /** @param key null if the person has none */
    PendingLookup(int ordinal, Person person, List<DepartmentId> departments, @Nullable String key) {
        this.ordinal = ordinal;
        this.person = person;
        this.departments = departments;
        this.key = key;
    }

    /** How far the look-up is. */
    enum State {
        /** The batch is being filled or under way. */
        IN_BATCH,
        /** The batch has no result that is certainly about the person. */
        OPEN,
        /** A request about this person alone is under way. */
        ALONE,
        /** The look-up has a result, or failed. */
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

    /** Another person has the same key or account, so a response may be about either. */
    void markAmbiguous() {
        ambiguous = true;
    }

    boolean isAmbiguous() {
        return ambiguous;
    }

    /** @param cause why the batch failed; null if it got a response */
    void leaveOpen(@Nullable Fault cause) {
        state = State.OPEN;
        fault = cause;
    }

    /** Why the batch failed; null if it got a response. After {@link #fail}: why the look-up failed. */
    @Nullable Fault fault() {
        return fault;
    }

    void lookUpAlone() {
        state = State.ALONE;
        fault = null;
    }

    void settle(UserDetails found) {
        settle(LookupStatus.of(found.status()));
        account = found.account();
    }

    void settle(LookupStatus outcome) {
        state = State.SETTLED;
        status = outcome;
        fault = null;
    }

    /** The person is not looked up. */
    void skip() {
        state = State.SETTLED;
    }

    void fail(Fault cause) {
        state = State.SETTLED;
        fault = cause;
    }

    /** The account that the vendor shows for the person; null if it shows none. */
    @Nullable UserAccount shownAccount() {
        boolean shows = status == LookupStatus.FOUND
                || status == LookupStatus.UNCHANGED
                || status == LookupStatus.UNKNOWN_STATUS;
        return shows ? account : null;
    }

    /** How the look-up ended; null if it failed. */
    @Nullable LookupStatus status() {
        return ambiguous ? LookupStatus.UNATTRIBUTED : status;
    }

    RosterEntry entry() {
        LookupStatus outcome = status();
        UserAccount shown = account;
        boolean show = shown != null
                && outcome != null
                && outcome != LookupStatus.UNATTRIBUTED
                && (outcome == LookupStatus.FOUND || saysMoreThanRequested(shown));
        return new RosterEntry(person, departments, outcome, show && saysAnything(shown) ? shown : null);
    }

    private static boolean saysAnything(@Nullable UserAccount account) {
        return account != null && (account.id() != null || hasDetails(account));
    }

    // an item without details carries an id, which may be nothing but the echo of the request
    private boolean saysMoreThanRequested(UserAccount shown) {
        return (shown.id() != null && !shown.id().value().equals(key)) || hasDetails(shown);
    }

    private static boolean hasDetails(UserAccount a) {
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
