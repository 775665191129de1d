package io.rollcall.meeting;

import io.rollcall.report.Change;
import io.rollcall.state.StateStore;
import io.rollcall.vendor.Accepted;
import io.rollcall.vendor.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A kind of change in a meeting: the operation that makes it, how a read of the meeting verifies it, and what the store
 * keeps of it.
 *
 * @param <I> the input of the operation
 */
public interface ChangeType<I> {

    /** The operation that makes several changes in one meeting with one request. */
    Operation<I, Accepted> operation();

    /** The input that requests some of the changes. */
    I input(List<Change> changes);

    /** Whether a list of the meeting's participants can show that the change was made. */
    boolean canVerify(Change change);

    /**
     * Whether the meeting's participants show that the change was made.
     *
     * @param participant the changed person; null if the meeting does not show the person
     */
    boolean isVerified(Change change, @Nullable ParticipantState participant);

    /** Whether a pause keeps the changes from being requested. Asked before each request is sent, on any thread. */
    boolean isPaused(StateStore store);

    /** Saves the result of changes. Runs on the thread of the store, so it uses nothing but the store. */
    void save(StateStore store, List<Change> changes, ChangeResult result);
}
