package io.rollcall.cohost;

import io.rollcall.flow.EventInterest;
import io.rollcall.flow.ListReader;
import io.rollcall.hint.Hints;
import io.rollcall.model.Participant;
import io.rollcall.model.UserId;
import java.util.Set;

/** Events concern a co-host flow where a listed person joins who may get the role and does not have it. */
record CoHostInterest(CoHostConfig flow) implements EventInterest {

    @Override
    public Reaction to(Participant joined) {
        boolean mayGetTheRole = joined.user() != null
                && joined.attendance().isActive()
                && !joined.host()
                && !joined.coHost()
                && (flow.includeExternal() || !joined.external())
                && (flow.includePhone() || !joined.phone());
        return mayGetTheRole ? Reaction.ACT : Reaction.NONE;
    }

    /** Joins that wait, because a poll takes long, are not one large change. */
    @Override
    public int mostPeople() {
        return Math.max(1, flow.maxChanges());
    }

    @Override
    public Hints concerning(Hints hints, ListReader lists) {
        // what is wrong with a list is reported by the run that follows, or by the next poll; whom no poll has looked
        // up yet
        // concerns no event
        Set<UserId> listed = flow.listed(lists, problem -> {}).known(lists);
        return listed.isEmpty() ? Hints.NONE : hints.withRows(row -> listed.contains(row.user()));
    }
}
