package io.rollcall.invite;

import io.rollcall.flow.EventInterest;
import io.rollcall.flow.ListReader;
import io.rollcall.hint.Hints;
import io.rollcall.hint.JoinRule;
import io.rollcall.model.Participant;
import io.rollcall.model.PersonEntry;
import io.rollcall.model.UserId;
import java.util.function.Predicate;

/** Events concern an invitation flow where a watched user joins a meeting: the meeting is read. */
record InviteInterest(InviteConfig flow) implements EventInterest {

    @Override
    public Reaction to(Participant joined) {
        return reaction(joined, user -> flow.meetingsOf().contains(new PersonEntry.Known(user)));
    }

    /** A watched user whom no poll has looked up yet is nobody until then. */
    @Override
    public JoinRule rule(ListReader lists) {
        return joined -> reaction(joined, user -> isWatched(user, lists));
    }

    private boolean isWatched(UserId user, ListReader lists) {
        return flow.meetingsOf().stream()
                .anyMatch(entry ->
                        lists.known(flow.provider(), entry).filter(user::equals).isPresent());
    }

    private static Reaction reaction(Participant joined, Predicate<UserId> watched) {
        UserId user = joined.user();
        return user != null && joined.attendance().isActive() && watched.test(user) ? Reaction.READ : Reaction.NONE;
    }

    /** All: what events told about others in a meeting keeps them from being called into it. */
    @Override
    public Hints concerning(Hints hints, ListReader lists) {
        return hints;
    }
}
