package io.rollcall.app.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.rollcall.app.control.RosterBook;
import io.rollcall.app.control.RosterBook.Card;
import io.rollcall.app.control.RosterBook.Department;
import io.rollcall.app.control.RosterBook.Lost;
import io.rollcall.app.control.RosterSearch;
import io.rollcall.app.control.RunningProgram;
import io.rollcall.app.text.Candidate;
import io.rollcall.json.UtcTime;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.PersonId;
import io.rollcall.model.UserId;
import io.rollcall.report.RosterChange;
import io.rollcall.report.RosterChange.Kind;
import io.rollcall.state.RosterRepository.StoredChange;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The operations of the view "Roster". Thread-safe. */
final class RosterOperations {
    private final RosterBook book;
    private final RosterSearch search;
    private final PeopleNames names;

    RosterOperations(RunningProgram program, PeopleNames names) {
        this.book = new RosterBook(program);
        this.search =
                new RosterSearch(program.state().people(), program.config().phoneRegion());
        this.names = names;
    }

    List<ApiOperation> operations() {
        return List.of(
                ApiOperation.read("/api/v1/roster", this::rosters),
                ApiOperation.query("/api/v1/roster/search", this::search),
                ApiOperation.query("/api/v1/roster/person", this::person),
                ApiOperation.read("/api/v1/roster/changes", this::changes),
                ApiOperation.read("/api/v1/roster/quarantine", this::quarantine));
    }

    private Object rosters(ApiRequest request) {
        new Fields(request).check();
        return Map.of("flows", book.rosters());
    }

    /** A person who was found, or whom a quarantined run would lose. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record FoundPerson(
            PersonId userId,
            @Nullable UserId unionId,
            @Nullable String name,
            List<?> departments,
            @Nullable String state,
            @JsonSerialize(using = UtcTime.class) @Nullable Instant since,
            @Nullable String flow) {}

    private Object search(ApiRequest request) {
        Fields fields = new Fields(request);
        String text = fields.required("text").strip();
        String flow = fields.textOrNull("flow");
        int limit = fields.limit();
        String after = fields.textOrNull("after");
        fields.check();
        if (!names.shown()) {
            return new Page<>(
                    search.byId(text, flow, limit).stream().map(this::found).toList(), null);
        }
        RosterSearch.Found found;
        try {
            found = search.page(text, flow, after, limit);
        } catch (IllegalArgumentException other) {
            throw ApiProblem.invalid("The field after must be the value of next in an earlier answer.");
        }
        return new Page<>(found.people().stream().map(this::found).toList(), found.next());
    }

    private FoundPerson found(Candidate candidate) {
        return new FoundPerson(
                candidate.userId(),
                candidate.unionId(),
                names.of(candidate.name()),
                candidate.departments(),
                candidate.state(),
                candidate.since(),
                candidate.flow());
    }

    /** A person's card. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record PersonCard(
            String flow,
            PersonId userId,
            @Nullable UserId unionId,
            @Nullable String name,
            String state,
            @JsonSerialize(using = UtcTime.class) Instant since,
            @JsonSerialize(using = UtcTime.class) Instant lastSeen,
            List<Department> departments,
            JsonNode record,
            List<Stay> placements,
            List<Changed> changes) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Stay(
            DepartmentId department,
            @Nullable String name,
            @JsonSerialize(using = UtcTime.class) Instant from,
            @JsonSerialize(using = UtcTime.class) @Nullable Instant to) {}

    private Object person(ApiRequest request) {
        Fields fields = new Fields(request);
        String flow = fields.required("flow");
        String userId = fields.required("userId").strip();
        fields.check();
        Card card = Refusals.named(() -> book.card(flow, userId))
                .orElseThrow(() -> ApiProblem.notFound("The roster of the flow " + flow + " has no such userId."));
        JsonNode whole = PersonRecord.of(card.record(), true);
        UserId unionId = card.person().unionId();
        String known = unionId == null ? null : names.of(List.of(unionId)).get(unionId);
        Map<DepartmentId, Department> departments =
                departments(flow, card.changes(), card.person().departments());
        return new PersonCard(
                flow,
                card.person().id(),
                card.person().unionId(),
                names.of(whole.path("name").asText(known)),
                card.person().state().name().toLowerCase(Locale.ROOT),
                card.person().since(),
                card.person().lastSeen(),
                named(card.person().departments(), departments),
                PersonRecord.of(card.record(), names.shown()),
                card.placements().stream()
                        .map(one -> new Stay(one.department(), one.name(), one.from(), one.until()))
                        .toList(),
                card.changes().stream()
                        .map(change -> changed(change, departments))
                        .toList());
    }

    /** A change, with the names of departments. */
    @JsonInclude(JsonInclude.Include.NON_EMPTY)
    private record Changed(
            String id,
            @JsonSerialize(using = UtcTime.class) Instant at,
            String flow,
            Kind change,
            PersonId userId,
            @Nullable UserId unionId,
            @Nullable String name,
            List<Department> from,
            List<Department> to,
            List<String> fields) {}

    private Object changes(ApiRequest request) {
        Fields fields = new Fields(request);
        String flow = fields.required("flow");
        Instant from = fields.time("from");
        int limit = fields.limit();
        long before = fields.after(Long::valueOf, Long.MAX_VALUE);
        fields.check();
        List<StoredChange> read = Refusals.named(() -> book.changes(flow, from, before, limit + 1));
        Map<DepartmentId, Department> departments = departments(flow, read, List.of());
        return Page.of(read, limit, change -> changed(change, departments), StoredChange::number);
    }

    private Map<DepartmentId, Department> departments(
            String flow, List<StoredChange> changes, List<DepartmentId> others) {
        Stream<DepartmentId> named = changes.stream()
                .map(StoredChange::change)
                .flatMap(change -> Stream.concat(change.from().stream(), change.to().stream()));
        return book.departments(flow, Stream.concat(named, others.stream()).toList());
    }

    private static List<Department> named(List<DepartmentId> ids, Map<DepartmentId, Department> departments) {
        return ids.stream()
                .map(id -> Objects.requireNonNull(departments.get(id)))
                .toList();
    }

    private Changed changed(StoredChange stored, Map<DepartmentId, Department> departments) {
        RosterChange change = stored.change();
        return new Changed(
                change.id(),
                change.at(),
                change.flow(),
                change.kind(),
                change.userId(),
                change.unionId(),
                names.of(stored.name()),
                named(change.from(), departments),
                named(change.to(), departments),
                change.fields());
    }

    private static long place(String text) {
        long place = Long.parseLong(text);
        if (place < 0) {
            throw new IllegalArgumentException("no place in a list");
        }
        return place;
    }

    private Object quarantine(ApiRequest request) {
        Fields fields = new Fields(request);
        String flow = fields.required("flow");
        int limit = fields.limit();
        // a place, not a person: nothing of people is part of an address
        long after = fields.after(RosterOperations::place, 0L);
        fields.check();
        List<Lost> lost = Refusals.named(() -> book.lost(flow, after, limit + 1));
        Map<UserId, String> known = names.of(lost.stream()
                .map(Lost::unionId)
                .filter(Objects::nonNull)
                .map(Objects::requireNonNull)
                .toList());
        Map<DepartmentId, Department> departments = book.departments(
                flow, lost.stream().flatMap(one -> one.departments().stream()).toList());
        List<FoundPerson> people = lost.stream()
                .limit(limit)
                .map(one -> new FoundPerson(
                        one.id(),
                        one.unionId(),
                        one.unionId() == null ? null : known.get(one.unionId()),
                        named(one.departments(), departments),
                        null,
                        null,
                        null))
                .toList();
        return new Page<>(people, lost.size() > limit ? Long.toString(after + limit) : null);
    }
}
