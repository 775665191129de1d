package io.rollcall.probe;

import io.rollcall.meeting.AuditedChanges;
import io.rollcall.meeting.ChangeResult;
import io.rollcall.model.CoHostChange;
import io.rollcall.model.UserId;
import io.rollcall.report.Change;
import io.rollcall.state.AuditRepository.Intention;
import io.rollcall.state.StateStore;
import io.rollcall.task.Commands;
import io.rollcall.vendor.Accepted;
import io.rollcall.vendor.CoHosts;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Changes one role in the confirmed meeting, recorded and with its entry in the audit. One change at a time. Not thread-safe. */
final class AuditedCall {
    private final CoHosts coHosts;
    private final ConfirmedMeeting confirmed;
    private final Recorder recorder;
    private @Nullable AuditedChanges pending;

    AuditedCall(CoHosts coHosts, ConfirmedMeeting confirmed, Recorder recorder) {
        this.coHosts = coHosts;
        this.confirmed = confirmed;
        this.recorder = recorder;
    }

    /** @param then receives the outcome, {@link Fault.Paused} included, when it is in the audit */
    void make(Commands commands, CoHostChange.Action action, UserId user, Consumer<Outcome<Accepted>> then) {
        CoHostChange change = new CoHostChange(confirmed.meeting(), action, List.of(user));
        Operation<CoHostChange, Accepted> operation =
                recorder.changing(confirmed, coHosts.setCoHosts(), this::anonymous);
        commands.query(
                store -> action == CoHostChange.Action.PROMOTE
                        ? AuditedChanges.intend(
                                store,
                                ChangesTask.FLOW,
                                commands.now(),
                                () -> List.of(change(Change.Action.PROMOTE, user)))
                        : Optional.of(intendRemoval(store, user, commands.now())),
                intended -> {
                    pending = intended.orElse(null);
                    if (intended.isEmpty()) {
                        then.accept(new Outcome.Failed<>(Fault.Paused.of(operation.name())));
                        return;
                    }
                    AuditedChanges audited = intended.get();
                    boolean heedsPause = action == CoHostChange.Action.PROMOTE;
                    commands.change(
                            operation,
                            change,
                            store -> heedsPause && audited.isPaused(store, commands.now()),
                            outcome -> settle(commands, audited, outcome, () -> then.accept(outcome)));
                });
    }

    /** Also during a pause: what was given must be taken back. */
    private AuditedChanges intendRemoval(StateStore store, UserId user, Instant now) {
        Change change = change(Change.Action.REMOVE, user);
        return store.atomically(() -> {
            // before the request, as flows do: a person who is promoted later was not demoted by hand
            store.promotions().forget(confirmed.meeting(), List.of(user));
            Intention intention = new Intention(
                    now,
                    ChangesTask.FLOW,
                    change.action().word(),
                    change.meeting().value(),
                    user.value(),
                    null,
                    change.reason().word());
            long id = store.audit().intend(List.of(intention)).get(0);
            return new AuditedChanges(ChangesTask.FLOW, Map.of(change, id));
        });
    }

    private Change change(Change.Action action, UserId user) {
        return new Change(action, confirmed.meeting(), user, null, Change.Reason.REQUESTED, Change.Status.PLANNED);
    }

    private void settle(Commands commands, AuditedChanges audited, Outcome<Accepted> outcome, Runnable then) {
        commands.query(
                store -> {
                    audited.settle(store, audited.changes(), ChangeResult.of(outcome), commands.now());
                    return true;
                },
                settled -> {
                    pending = null;
                    then.run();
                });
    }

    /** Writes the end of a change that was begun to the audit, as unknown. */
    void settle(Commands commands) {
        AuditedChanges begun = pending;
        if (begun != null) {
            Fault unknown = new Fault.NoAnswer(
                    Fault.Origin.of(coHosts.setCoHosts().name()),
                    false,
                    "Rollcall was stopped before the response came.");
            settle(commands, begun, new Outcome.Failed<>(unknown), () -> {});
        }
    }

    private CoHostChange anonymous(CoHostChange change) {
        return new CoHostChange(
                recorder.anonymizer().meeting(change.meeting()),
                change.action(),
                change.users().stream().map(recorder.anonymizer()::user).toList());
    }
}
