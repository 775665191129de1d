package io.rollcall.camel.internal.capability;

import io.rollcall.call.CallCount;
import io.rollcall.camel.RollcallFaultException;
import io.rollcall.camel.internal.call.AccountRegistry;
import io.rollcall.cohost.RequestedRoleChange;
import io.rollcall.invite.RequestedInvitation;
import io.rollcall.model.CoHostChange;
import io.rollcall.model.Invitation;
import io.rollcall.model.InvitationResult;
import io.rollcall.state.StateStore;
import io.rollcall.vendor.Accepted;
import io.rollcall.vendor.CoHosts;
import io.rollcall.vendor.Invitations;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.Outcome;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks vendors on behalf of hosts, and remembers what must be remembered. Thread-safe. */
public final class CapabilityService {
    private static final Logger LOG = LoggerFactory.getLogger(CapabilityService.class);

    private final AccountRegistry accounts;
    private final StateStore store;
    private final InstantSource clock;
    private final String region;

    /**
     * @param region of telephone numbers without a country code
     */
    public CapabilityService(AccountRegistry accounts, StateStore store, InstantSource clock, String region) {
        this.accounts = accounts;
        this.store = store;
        this.clock = clock;
        this.region = region;
    }

    <I, O> CompletableFuture<O> ask(Operation<I, O> operation, I input) {
        return outcome(operation, input).thenApply(outcome -> valueOf(operation, outcome));
    }

    CompletableFuture<Accepted> change(CoHosts coHosts, CoHostChange wish, String by) {
        RequestedRoleChange change = RequestedRoleChange.intend(store, by, wish, coHosts, clock);
        return outcome(coHosts.setCoHosts(), change.question()).thenApply(outcome -> {
            change.settle(store, outcome);
            return valueOf(coHosts.setCoHosts(), outcome);
        });
    }

    CompletableFuture<InvitationResult> invite(Invitations invitations, Invitation wish, String by) {
        RequestedInvitation invitation = RequestedInvitation.claim(store, by, wish, invitations, clock, region);
        Optional<Invitation> question = invitation.question();
        if (question.isEmpty()) {
            return CompletableFuture.completedFuture(invitation.result());
        }
        return outcome(invitations.invite(), question.get()).thenApply(outcome -> {
            invitation.settle(store, outcome);
            valueOf(invitations.invite(), outcome);
            return invitation.result();
        });
    }

    private <I, O> CompletableFuture<Outcome<O>> outcome(Operation<I, O> operation, I input) {
        CompletableFuture<Outcome<O>> future = new CompletableFuture<>();
        accounts.of(operation).call(operation, input, new CallCount(), future::complete, future::completeExceptionally);
        return future;
    }

    private static <O> O valueOf(Operation<?, O> operation, Outcome<O> outcome) {
        if (outcome instanceof Outcome.Failed<O> failed) {
            throw new RollcallFaultException(failed.fault().askedIn("the message's body"));
        }
        Outcome.Done<O> done = (Outcome.Done<O>) outcome;
        // the answer is the rest of the list: whoever compares lists must be able to see that some of it is missing
        done.skipped().sentences().forEach(sentence -> LOG.warn("{}: {}", operation.name(), sentence));
        return done.value();
    }
}
