package io.rollcall.app.control;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.rollcall.json.DocumentedJson;
import io.rollcall.json.UtcTime;
import io.rollcall.model.DepartmentId;
import io.rollcall.state.RosterRepository.Quarantine;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A quarantined roster. Immutable.
 *
 * @param lost how many people the new roster would lose
 * @param before how many people the old roster has
 * @param departments those that would lose most
 * @param acceptedUntil until when an administrator lets a run through; null if none was accepted, or the time is over
 */
@DocumentedJson
@JsonInclude(JsonInclude.Include.NON_NULL)
public record QuarantineState(
        @JsonSerialize(using = UtcTime.class) Instant since,
        long lost,
        long before,
        List<Loss> departments,
        @JsonSerialize(using = UtcTime.class) @Nullable Instant acceptedUntil) {
    public QuarantineState {
        departments = List.copyOf(departments);
    }

    /** What a department would lose. @param name null if unknown */
    @DocumentedJson
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Loss(DepartmentId id, @Nullable String name, long lost) {}

    /** The state of a quarantine at a time. */
    public static QuarantineState of(Quarantine quarantine, Instant now) {
        return new QuarantineState(
                quarantine.at(),
                quarantine.lost(),
                quarantine.before(),
                quarantine.departments().stream()
                        .map(loss -> new Loss(loss.department(), loss.name(), loss.people()))
                        .toList(),
                quarantine.isAllowed(now) ? quarantine.allowedUntil() : null);
    }
}
