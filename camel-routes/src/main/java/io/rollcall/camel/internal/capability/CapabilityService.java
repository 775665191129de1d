package io.rollcall.camel.internal.capability;

import io.rollcall.camel.api.RollcallFaultException;
import io.rollcall.camel.internal.call.AccountRegistry;
import io.rollcall.camel.internal.call.CallRequest;
import io.rollcall.cohost.RequestedRoleChange;
import io.rollcall.invite.RequestedInvitation;
import io.rollcall.meeting.PagedList;
import io.rollcall.meeting.UserMeetings;
import io.rollcall.meeting.update.MeetingUpdate;
import io.rollcall.meeting.update.MeetingUpdate.ReadTime;
import io.rollcall.model.CoHostChange;
import io.rollcall.model.Invitation;
import io.rollcall.model.InvitationResult;
import io.rollcall.model.Meeting;
import io.rollcall.model.MeetingId;
import io.rollcall.model.Participant;
import io.rollcall.model.Person;
import io.rollcall.model.UserDetails;
import io.rollcall.model.UserId;
import io.rollcall.state.StateStore;
import io.rollcall.task.Command;
import io.rollcall.task.Commands;
import io.rollcall.vendor.Accepted;
import io.rollcall.vendor.CoHosts;
import io.rollcall.vendor.DepartmentDirectory;
import io.rollcall.vendor.DepartmentDirectory.PeoplePage;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Invitations;
import io.rollcall.vendor.OngoingMeetings;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.Outcome;
import io.rollcall.vendor.SkippedRows;
import io.rollcall.vendor.UserLookup;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Executes the operations of the component that call a vendor, with the audit and the claims that they need. Thread-safe. */
public final class CapabilityService {
    private static final Logger LOG = LoggerFactory.getLogger(CapabilityService.class);

    private final AccountRegistry accounts;
    private final StateStore store;
    private final InstantSource clock;
    private final String region;
    private final BiConsumer<String, MeetingUpdate> updates;

    /**
     * @param region of telephone numbers without a country code
     * @param updates receives what calls show of meetings, with the id of an application
     */
    public CapabilityService(
            AccountRegistry accounts,
            StateStore store,
            InstantSource clock,
            String region,
            BiConsumer<String, MeetingUpdate> updates) {
        this.accounts = accounts;
        this.store = store;
        this.clock = clock;
        this.region = region;
        this.updates = updates;
    }

    /** Calls a vendor. */
    public <I, O> CompletableFuture<O> call(Operation<I, O> operation, I input, Caller caller) {
        return outcome(operation, input, caller).thenApply(outcome -> valueOf(operation, outcome));
    }

    /** Reads the running meetings of one user. */
    public CompletableFuture<List<Participant>> ongoingMeetings(OngoingMeetings meetings, UserId user, Caller caller) {
        CompletableFuture<Outcome<List<Participant>>> rows = new CompletableFuture<>();
        Commands commands = new Commands(clock);
        UserMeetings.read(commands, meetings, user, rows::complete);
        executeAll(commands, caller, rows);
        return rows.thenApply(outcome -> valueOf(meetings.ongoingMeetings(), outcome));
    }

    /** Reads all running meetings of the organization. */
    public CompletableFuture<List<Meeting>> organizationMeetings(OngoingMeetings meetings, Caller caller) {
        return read(
                meetings.organizationMeetings(),
                caller,
                (commands, then) -> PagedList.meetings(commands, meetings, then));
    }

    /** Reads everyone in a running meeting. */
    public CompletableFuture<List<Participant>> members(OngoingMeetings meetings, MeetingId meeting, Caller caller) {
        return read(
                meetings.members(), caller, (commands, then) -> PagedList.members(commands, meetings, meeting, then));
    }

    private <T> CompletableFuture<List<T>> read(
            Operation<?, ?> operation, Caller caller, BiConsumer<Commands, Consumer<PagedList.Reading<T>>> list) {
        CompletableFuture<PagedList.Reading<T>> reading = new CompletableFuture<>();
        Commands commands = new Commands(clock);
        list.accept(commands, reading::complete);
        executeAll(commands, caller, reading);
        return reading.thenApply(read -> {
            Fault fault = read.fault();
            if (fault != null) {
                throw new RollcallFaultException(fault.askedIn("the message's body"));
            }
            warn(operation, read.skipped());
            return read.items();
        });
    }

    // pages are read one after the other, so that nothing here runs in parallel
    private void executeAll(Commands commands, Caller caller, CompletableFuture<?> result) {
        for (Command command : commands.drain()) {
            if (command instanceof Command.PublishUpdate update) {
                publish(update.operation(), update.update());
            } else {
                call((Command.Call<?, ?>) command, commands, caller, result);
            }
        }
    }

    private void publish(Operation<?, ?> operation, MeetingUpdate update) {
        accounts.applicationOf(operation).ifPresent(application -> updates.accept(application, update));
    }

    private <I, O> void call(Command.Call<I, O> call, Commands commands, Caller caller, CompletableFuture<?> result) {
        outcome(call.operation(), call.input(), caller).whenComplete((outcome, failure) -> {
            if (failure != null) {
                result.completeExceptionally(failure);
                return;
            }
            call.then().accept(outcome);
            executeAll(commands, caller, result);
        });
    }

    /** Changes co-hosts, with an entry in the audit. Refused while all changes are paused. */
    public CompletableFuture<Accepted> change(CoHosts coHosts, CoHostChange wanted, String by, Caller caller) {
        Operation<CoHostChange, Accepted> operation = coHosts.setCoHosts();
        RequestedRoleChange change =
                RequestedRoleChange.intend(store, by, wanted, coHosts, clock).orElseThrow(() -> paused(operation));
        Instant asked = clock.instant();
        return outcome(caller.change(operation, change.input(), () -> change.isPaused(store)))
                .thenApply(outcome -> {
                    change.settle(store, outcome);
                    if (outcome instanceof Outcome.Done<Accepted>) {
                        ReadTime time = new ReadTime(asked, clock.instant());
                        change.updates(time).forEach(update -> publish(operation, update));
                    }
                    return valueOf(operation, outcome);
                });
    }

    /** Invites the people who were not invited to this meeting before. Refused while all changes are paused. */
    public CompletableFuture<InvitationResult> invite(
            Invitations invitations, Invitation wanted, String by, Caller caller) {
        Operation<Invitation, Accepted> operation = invitations.invite();
        RequestedInvitation invitation = RequestedInvitation.claim(store, by, wanted, invitations, clock, region)
                .orElseThrow(() -> paused(operation));
        Optional<Invitation> input = invitation.input();
        if (input.isEmpty()) {
            return CompletableFuture.completedFuture(invitation.result());
        }
        return outcome(caller.change(operation, input.get(), () -> invitation.isPaused(store)))
                .thenApply(outcome -> {
                    invitation.settle(store, outcome);
                    valueOf(operation, outcome);
                    return invitation.result();
                });
    }

    /** Looks people up, one batch after the other; after a batch that fails no further batch is sent. */
    public CompletableFuture<List<UserDetails>> userDetails(
            UserLookup lookup, UserLookup.Question question, Caller caller) {
        List<String> ids = question.ids();
        List<UserDetails> all = new ArrayList<>();
        CompletableFuture<?> batches = CompletableFuture.completedFuture(null);
        for (int from = 0; from < ids.size(); from += lookup.largestBatch()) {
            List<String> batch = ids.subList(from, Math.min(ids.size(), from + lookup.largestBatch()));
            batches = batches.thenCompose(
                            before -> call(lookup.details(), new UserLookup.Question(question.idType(), batch), caller))
                    .thenAccept(all::addAll);
        }
        return batches.thenApply(last -> all);
    }

    /**
     * The people of a department, each once, read while they are consumed.
     *
     * @param recursive whether the people of the departments below it are read too
     */
    public CompletableFuture<Iterator<Person>> departmentUsers(
            DepartmentDirectory directory, PeoplePage first, boolean recursive, Caller caller) {
        return DepartmentUsers.of(this, directory, first, recursive, caller);
    }

    private static RollcallFaultException paused(Operation<?, ?> operation) {
        return new RollcallFaultException(Fault.Paused.of(operation.name()));
    }

    private <I, O> CompletableFuture<Outcome<O>> outcome(Operation<I, O> operation, I input, Caller caller) {
        return outcome(caller.request(operation, input));
    }

    private <I, O> CompletableFuture<Outcome<O>> outcome(CallRequest<I, O> request) {
        CompletableFuture<Outcome<O>> future = new CompletableFuture<>();
        accounts.call(request, future::complete, future::completeExceptionally);
        return future;
    }

    private static <O> O valueOf(Operation<?, O> operation, Outcome<O> outcome) {
        if (outcome instanceof Outcome.Failed<O> failed) {
            throw new RollcallFaultException(failed.fault().askedIn("the message's body"));
        }
        Outcome.Done<O> done = (Outcome.Done<O>) outcome;
        warn(operation, done.skipped());
        return done.value();
    }

    // the result lacks these rows, and a caller that compares lists must be able to notice it
    private static void warn(Operation<?, ?> operation, SkippedRows skipped) {
        skipped.sentences().forEach(sentence -> LOG.warn("{}: {}", operation.name(), sentence));
    }
}
