package io.rollcall.app.control;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.rollcall.json.DocumentedJson;
import io.rollcall.json.UtcTime;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.PersonId;
import io.rollcall.model.UserId;
import io.rollcall.report.RosterChange.Kind;
import io.rollcall.state.AcceptedRoster;
import io.rollcall.state.RosterRepository;
import io.rollcall.state.RosterRepository.KnownPerson;
import io.rollcall.state.RosterRepository.Placement;
import io.rollcall.state.RosterRepository.RosterStatus;
import io.rollcall.state.RosterRepository.StoredChange;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The tracked rosters in a store, for people. Thread-safe; reads the store. */
public final class RosterBook {
    private static final Duration WEEK = Duration.ofDays(7);

    /** The most changes on a person's card. */
    private static final int MOST_CHANGES = 200;

    private final RunningProgram program;
    private final RosterRepository rosters;
    private final NamedFlows flows;

    public RosterBook(RunningProgram program) {
        this.program = program;
        this.rosters = program.store().rosters();
        this.flows = NamedFlows.of(program.config());
    }

    /**
     * A roster.
     *
     * @param people in it; null if it was never read as a tracked one
     * @param walkedAt the end of the last accepted walk; null if there was none
     * @param complete whether that walk read everything; null if there was none
     * @param week how many changes of which kind there were in the last seven days
     * @param quarantine null if there is none
     */
    @DocumentedJson
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Overview(
            String flow,
            @Nullable Long people,
            @JsonSerialize(using = UtcTime.class) @Nullable Instant walkedAt,
            @Nullable Boolean complete,
            @JsonSerialize(using = UtcTime.class) @Nullable Instant trackedSince,
            Map<String, Long> week,
            @Nullable QuarantineState quarantine) {}

    /** A department. @param name null if unknown */
    @DocumentedJson
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Department(DepartmentId id, @Nullable String name) {}

    /** What is known of a person. @param record the roster's record as JSON; null if none is stored */
    public record Card(
            KnownPerson person, @Nullable String record, List<Placement> placements, List<StoredChange> changes) {
        /** Shows no person. */
        @Override
        public String toString() {
            return "Card[" + person + "]";
        }
    }

    /** A person whom a quarantined run would lose. */
    public record Lost(PersonId id, @Nullable UserId unionId, List<DepartmentId> departments) {}

    /** The rosters that are tracked, or quarantined, in the order of their names. */
    public List<Overview> rosters() {
        Instant now = program.now();
        return flows.rosters().stream()
                .sorted()
                .flatMap(flow -> overview(flow, now).stream())
                .toList();
    }

    private Optional<Overview> overview(String flow, Instant now) {
        Optional<RosterStatus> status = rosters.status(flow);
        Optional<QuarantineState> quarantine = rosters.quarantine(flow).map(found -> QuarantineState.of(found, now));
        if (status.isEmpty() && quarantine.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Overview(
                flow,
                status.map(known -> known.last().people()).orElse(null),
                status.map(known -> known.last().endedAt()).orElse(null),
                status.map(known -> known.last().complete()).orElse(null),
                status.map(RosterStatus::trackedSince).orElse(null),
                week(flow, now),
                quarantine.orElse(null)));
    }

    private Map<String, Long> week(String flow, Instant now) {
        Map<String, Long> week = new LinkedHashMap<>();
        Map<Kind, Long> counts = rosters.counts(flow, now.minus(WEEK));
        for (Kind kind : Kind.values()) {
            week.put(kind.word(), counts.getOrDefault(kind, 0L));
        }
        return week;
    }

    /**
     * A person's card; empty if the roster does not know the userId.
     *
     * @throws UsageException if no roster flow has this name
     */
    public Optional<Card> card(String flow, String userId) {
        flows.requireRoster(flow);
        return rosters.byId(flow, List.of(new PersonId(userId))).stream()
                .findFirst()
                .map(person -> new Card(
                        person,
                        rosters.records(flow, List.of(person.number())).get(person.number()),
                        rosters.placements(flow, person.number()),
                        rosters.changesOf(flow, person.number(), MOST_CHANGES)));
    }

    /**
     * The changes of a roster, newest first.
     *
     * @param since null for all that are kept
     * @param before the number of a change; {@link Long#MAX_VALUE} for the newest
     * @throws UsageException if no roster flow has this name
     */
    public List<StoredChange> changes(String flow, @Nullable Instant since, long before, int most) {
        flows.requireRoster(flow);
        return rosters.latestChanges(flow, since, before, most);
    }

    /**
     * Whom the quarantined run of a roster would lose, in the order of the userIds.
     *
     * @throws UsageException if no roster flow has this name
     */
    public List<Lost> lost(String flow, long skipped, int most) {
        flows.requireRoster(flow);
        List<PersonId> ids = rosters.lost(flow, skipped, most);
        Map<PersonId, KnownPerson> known = rosters.byId(flow, ids).stream()
                .collect(Collectors.toMap(KnownPerson::id, person -> person, (one, other) -> one));
        return ids.stream()
                .map(id -> {
                    KnownPerson person = known.get(id);
                    return new Lost(
                            id,
                            person == null ? null : person.unionId(),
                            person == null ? List.of() : person.departments());
                })
                .toList();
    }

    /**
     * Lets one run of a quarantined roster replace the old one.
     *
     * @param quarantinedAt which quarantine, {@link QuarantineState#since}; null for any
     * @return empty if the roster is not quarantined, or was quarantined again: then nothing is changed
     * @throws UsageException if no roster flow has this name
     */
    public Optional<AcceptedRoster> accept(String flow, @Nullable Instant quarantinedAt) {
        flows.requireRoster(flow);
        return AcceptedRoster.accept(rosters, flow, quarantinedAt, program.now());
    }

    /** Departments with their names. */
    public Map<DepartmentId, Department> departments(String flow, Collection<DepartmentId> ids) {
        Set<DepartmentId> distinct = new HashSet<>(ids);
        Map<DepartmentId, String> names = rosters.departmentNames(flow, distinct);
        return distinct.stream().collect(Collectors.toMap(id -> id, id -> new Department(id, names.get(id))));
    }
}
