package io.rollcall.invite;

import io.rollcall.model.Invitee;
import io.rollcall.model.PersonEntry;
import io.rollcall.model.UserId;
import io.rollcall.people.PeopleLookup;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Whom an invitation flow lists now.
 *
 * @param inFile the entries of its file
 */
record ListedPeople(InviteConfig flow, List<InviteeEntry> inFile) {

    /**
     * The people of a run.
     *
     * @param watched whose meetings count, each once
     * @param invitees from the configuration and its file; the first of repetitions counts
     * @param operator null if none is configured
     */
    record Found(List<UserId> watched, List<Invitee> invitees, @Nullable UserId operator) {
        Found {
            watched = watched.stream().distinct().toList();
            invitees = List.copyOf(invitees);
        }
    }

    /** Adds those whom a run must look up. */
    void addTo(PeopleLookup lookup) {
        addWatched(lookup);
        flow.invitees().forEach(entry -> add(lookup, entry, flow.key("invitees") + ", entry"));
        Path file = flow.inviteesFile();
        if (file != null) {
            inFile.forEach(entry -> add(lookup, entry, "file " + file.getFileName() + ", line"));
        }
        PersonEntry operator = flow.operator();
        if (operator != null) {
            lookup.add(flow.provider(), operator, flow.key("operator"));
        }
    }

    private void addWatched(PeopleLookup lookup) {
        flow.meetingsOf().forEach(entry -> lookup.add(flow.provider(), entry, flow.key("meetings-of") + ", entry"));
    }

    private void add(PeopleLookup lookup, InviteeEntry entry, String place) {
        if (entry instanceof InviteeEntry.LookedUp lookedUp) {
            lookup.add(flow.provider(), lookedUp.person(), place);
        }
    }

    /** The people who were found. On behalf of an operator who was not found, no one is invited. */
    Found found(PeopleLookup lookup) {
        PersonEntry operator = flow.operator();
        Optional<UserId> onBehalfOf = operator == null ? Optional.empty() : lookup.user(flow.provider(), operator);
        boolean mayInvite = operator == null || onBehalfOf.isPresent();
        return new Found(
                lookup.users(flow.provider(), flow.meetingsOf()),
                mayInvite ? invitees(lookup) : List.of(),
                onBehalfOf.orElse(null));
    }

    private List<Invitee> invitees(PeopleLookup lookup) {
        List<Invitee> invitees = new ArrayList<>();
        List<InviteeEntry> all = new ArrayList<>(flow.invitees());
        all.addAll(inFile);
        for (InviteeEntry entry : all) {
            if (entry instanceof InviteeEntry.LookedUp lookedUp) {
                lookup.user(flow.provider(), lookedUp.person())
                        .ifPresent(user -> invitees.add(new Invitee.User(user, lookedUp.nick())));
            } else {
                invitees.add(((InviteeEntry.Known) entry).invitee());
            }
        }
        return invitees;
    }
}
