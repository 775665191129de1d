package io.rollcall.flow;

import io.rollcall.hint.Hints;
import io.rollcall.hint.JoinRule;

/** Which events concern a flow. Thread-safe. */
public interface EventInterest extends JoinRule {

    /**
     * The rule with which joins are judged: with the people whom this process has looked up for the flow's lists.
     *
     * @param lists knows them, also those who are looked up later; thread-safe
     */
    default JoinRule rule(ListReader lists) {
        return this;
    }

    /**
     * The part of the hints that concerns the people whom the flow lists now; {@link Hints#NONE} where none does, so that no
     * run takes place.
     *
     * @param lists reads the files of the flow
     */
    Hints concerning(Hints hints, ListReader lists);
}
