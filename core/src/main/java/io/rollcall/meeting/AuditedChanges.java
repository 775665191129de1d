package io.rollcall.meeting;

import io.rollcall.model.PhoneNumber;
import io.rollcall.model.UserId;
import io.rollcall.report.Change;
import io.rollcall.state.AuditRepository;
import io.rollcall.state.StateStore;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The audit entries of changes. Immutable and thread-safe.
 *
 * @param ids the id of each change's entry
 */
public record AuditedChanges(Map<Change, Long> ids) {
    public AuditedChanges {
        ids = Map.copyOf(ids);
    }

    /** Writes the intended changes to the audit, before any request is sent. */
    public static AuditedChanges intend(StateStore store, String flow, List<Change> changes, Instant now) {
        List<Long> written = store.audit()
                .intend(changes.stream()
                        .map(change -> intention(flow, change, now))
                        .toList());
        Map<Change, Long> ids = new LinkedHashMap<>();
        for (int i = 0; i < changes.size(); i++) {
            ids.put(changes.get(i), written.get(i));
        }
        return new AuditedChanges(ids);
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
