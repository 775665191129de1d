package io.rollcall.flow.internal.meetings;

import io.rollcall.memory.AuditTrail;
import io.rollcall.memory.Memory;
import io.rollcall.model.PhoneNumber;
import io.rollcall.model.UserId;
import io.rollcall.report.Change;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Changes whose intention stands in the audit.
 *
 * @param ids under which id each stands there
 */
public record Audited(Map<Change, Long> ids) {
    public Audited {
        ids = Map.copyOf(ids);
    }

    /** Writes intentions down, before anybody is asked. */
    public static Audited intend(Memory memory, String flow, List<Change> changes, Instant now) {
        List<Long> written = memory.audit()
                .intend(changes.stream()
                        .map(change -> intention(flow, change, now))
                        .toList());
        Map<Change, Long> ids = new LinkedHashMap<>();
        for (int i = 0; i < changes.size(); i++) {
            ids.put(changes.get(i), written.get(i));
        }
        return new Audited(ids);
    }

    /** Writes down how some of them ended. */
    public void settle(Memory memory, List<Change> changes, Settlement settlement, Instant now) {
        memory.audit()
                .settle(
                        changes.stream().map(ids::get).toList(),
                        settlement.end().result(),
                        settlement.code(),
                        settlement.requestId(),
                        now);
    }

    private static AuditTrail.Intention intention(String flow, Change change, Instant now) {
        UserId user = change.user();
        PhoneNumber phone = change.phone();
        return new AuditTrail.Intention(
                now,
                flow,
                change.action().word(),
                change.meeting().value(),
                user == null ? null : user.value(),
                phone == null ? null : phone.value(),
                change.reason().word());
    }
}
