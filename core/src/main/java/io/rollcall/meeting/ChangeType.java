package io.rollcall.meeting;

import io.rollcall.report.Change;
import io.rollcall.state.StateStore;
import io.rollcall.vendor.Accepted;
import io.rollcall.vendor.Operation;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What tells one kind of change from another.
 *
 * @param <I> what the vendor is asked
 */
public interface ChangeType<I> {

    /** Asks the vendor for several changes in one meeting at once. */
    Operation<I, Accepted> operation();

    /** The question for some of the changes. */
    I question(List<Change> changes);

    /** Whether a look at the meeting's people can ever show that the change was made. */
    boolean canShow(Change change);

    /**
     * Whether the meeting shows that the change was made.
     *
     * @param person whom the change is about, as the meeting shows them now; null where it does not
     */
    boolean shows(Change change, @Nullable ParticipantState person);

    /** Remembers how changes ended. Called where the store is, so it touches nothing but the store. */
    void remember(StateStore store, List<Change> changes, ChangeResult settlement);
}
