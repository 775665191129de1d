package io.rollcall.app.text;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.rollcall.json.UtcTime;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.Person;
import io.rollcall.model.PersonId;
import io.rollcall.model.UserId;
import io.rollcall.state.RosterRepository.FoundPerson;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A person who may be the one that was searched. Its JSON is a line of {@code find}.
 *
 * @param who what was searched
 * @param state {@code present}, {@code unseen} or {@code left}
 * @param since when the state began; null if the directory was asked, which does not say it
 * @param flow whose tracked roster has the person; null if the directory was asked
 * @param flows all flows whose tracked rosters have the person, the one that was walked last first; null for fewer than two
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonPropertyOrder({"who", "userId", "unionId", "name", "departments", "state", "since", "flow", "flows"})
public record Candidate(
        String who,
        PersonId userId,
        @Nullable UserId unionId,
        @Nullable String name,
        List<Department> departments,
        String state,
        @JsonSerialize(using = UtcTime.class) @Nullable Instant since,
        @Nullable String flow,
        @Nullable List<String> flows) {
    public Candidate {
        departments = List.copyOf(departments);
        flows = flows == null ? null : List.copyOf(flows);
    }

    /** @param name null if unknown */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Department(DepartmentId id, @Nullable String name) {}

    /** A person of a tracked roster. */
    public static Candidate of(String who, FoundPerson person) {
        return of(who, person, List.of(person.flow()));
    }

    /** A person of tracked rosters. @param flows the flows whose rosters have the person, the newest roster first */
    public static Candidate of(String who, FoundPerson person, List<String> flows) {
        return new Candidate(
                who,
                person.id(),
                person.unionId(),
                person.name(),
                person.departments().stream()
                        .map(department -> new Department(department.id(), department.name()))
                        .toList(),
                person.state().name().toLowerCase(Locale.ROOT),
                person.since(),
                person.flow(),
                flows.size() > 1 ? flows : null);
    }

    /** A person of a directory. */
    public static Candidate of(String who, Person person, Map<DepartmentId, String> names) {
        return new Candidate(
                who,
                person.id(),
                person.unionId(),
                person.name(),
                person.departments().stream()
                        .map(id -> new Department(id, names.get(id)))
                        .toList(),
                "present",
                null,
                null,
                null);
    }

    /** Shows no person. */
    @Override
    public String toString() {
        return "Candidate[" + state + "]";
    }
}
