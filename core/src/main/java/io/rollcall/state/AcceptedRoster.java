package io.rollcall.state;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.rollcall.json.DocumentedJson;
import io.rollcall.json.UtcTime;
import io.rollcall.model.DepartmentId;
import io.rollcall.state.RosterRepository.Loss;
import io.rollcall.state.RosterRepository.Quarantine;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A quarantined roster that an administrator lets through once.
 *
 * @param lost how many people the next run may lose: those who were missing when the roster was quarantined, and no one else
 * @param before how many people the old roster has
 * @param departments those that lose most, the largest loss first; at most ten
 * @param acceptedUntil when the acceptance ends, unless a run used it before
 */
@DocumentedJson
@JsonPropertyOrder({"flow", "quarantinedAt", "lost", "before", "departments", "acceptedUntil"})
public record AcceptedRoster(
        String flow,
        @JsonSerialize(using = UtcTime.class) Instant quarantinedAt,
        long lost,
        long before,
        List<Department> departments,
        @JsonSerialize(using = UtcTime.class) Instant acceptedUntil) {
    public AcceptedRoster {
        departments = List.copyOf(departments);
    }

    /** What a department loses. @param name null if unknown */
    @DocumentedJson
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Department(@JsonProperty("department") DepartmentId id, @Nullable String name, long people) {}

    /**
     * Accepts the quarantine of a flow's roster; a second time, from now on again.
     *
     * @return empty if it is not quarantined: then nothing is changed
     */
    public static Optional<AcceptedRoster> accept(RosterRepository rosters, String flow, Instant now) {
        return accept(rosters, flow, null, now);
    }

    /**
     * Accepts one quarantine of a flow's roster.
     *
     * @param quarantinedAt {@link Quarantine#at} of the one that the administrator looked at; null for any
     * @return empty if the roster is not quarantined, or was quarantined again: then nothing is changed
     */
    public static Optional<AcceptedRoster> accept(
            RosterRepository rosters, String flow, @Nullable Instant quarantinedAt, Instant now) {
        // the store keeps milliseconds, and what is shown must be what is stored
        Instant until = now.truncatedTo(ChronoUnit.MILLIS).plus(RosterRepository.ACCEPTANCE);
        return rosters.allow(flow, quarantinedAt, until)
                ? rosters.quarantine(flow).map(quarantine -> of(flow, quarantine))
                : Optional.empty();
    }

    private static AcceptedRoster of(String flow, Quarantine quarantine) {
        return new AcceptedRoster(
                flow,
                quarantine.at(),
                quarantine.lost(),
                quarantine.before(),
                quarantine.departments().stream().map(AcceptedRoster::of).toList(),
                Objects.requireNonNull(quarantine.allowedUntil(), "the quarantine was accepted"));
    }

    private static Department of(Loss loss) {
        return new Department(loss.department(), loss.name(), loss.people());
    }
}
