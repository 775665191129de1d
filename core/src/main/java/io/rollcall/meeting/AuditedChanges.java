package io.rollcall.meeting;

import io.rollcall.model.PhoneNumber;
import io.rollcall.model.UserId;
import io.rollcall.report.Change;
import io.rollcall.state.AuditRepository;
import io.rollcall.state.StateStore;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The audit entries of changes. Immutable and thread-safe.
 *
 * @param flow the flow that makes the changes, or the caller in its place
 * @param ids the id of each change's entry, in the order of the changes
 */
public record AuditedChanges(String flow, Map<Change, Long> ids) {
    public AuditedChanges {
        ids = Collections.unmodifiableMap(new LinkedHashMap<>(ids));
    }

    /**
     * Writes the intended changes to the audit, before any request is sent, unless changes are paused. Every change at a
     * vendor begins here. Runs in one transaction with what the caller writes beside it.
     *
     * @param claim what else to write before the request; its result is the changes to make. Not called during a pause
     * @return empty during a pause: nothing was written
     */
    public static Optional<AuditedChanges> intend(
            StateStore store, String flow, Instant now, Supplier<List<Change>> claim) {
        return store.atomically(() -> store.pauses().of(flow, now).isPresent()
                ? Optional.empty()
                : Optional.of(intend(store, flow, now, claim.get())));
    }

    private static AuditedChanges intend(StateStore store, String flow, Instant now, List<Change> changes) {
        Map<Change, Long> ids = new LinkedHashMap<>();
        if (!changes.isEmpty()) {
            List<Long> written = store.audit()
                    .intend(changes.stream()
                            .map(change -> intention(flow, change, now))
                            .toList());
            for (int i = 0; i < changes.size(); i++) {
                ids.put(changes.get(i), written.get(i));
            }
        }
        return new AuditedChanges(flow, ids);
    }

    /** The changes that have an entry. */
    public List<Change> changes() {
        return List.copyOf(ids.keySet());
    }

    /** Whether a pause that began after the intention keeps these changes from being requested. */
    public boolean isPaused(StateStore store, Instant now) {
        return store.pauses().of(flow, now).isPresent();
    }

    /** Writes the result of some of the changes to the audit. */
    public void settle(StateStore store, List<Change> changes, ChangeResult result, Instant now) {
        store.audit()
                .settle(
                        changes.stream().map(ids::get).toList(),
                        result.end().result(),
                        result.code(),
                        result.requestId(),
                        now);
    }

    private static AuditRepository.Intention intention(String flow, Change change, Instant now) {
        UserId user = change.user();
        PhoneNumber phone = change.phone();
        return new AuditRepository.Intention(
                now,
                flow,
                change.action().word(),
                change.meeting().value(),
                user == null ? null : user.value(),
                phone == null ? null : phone.value(),
                change.reason().word());
    }
}
