package io.rollcall.roster.tracking;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.PersonId;
import io.rollcall.model.UserId;
import io.rollcall.report.RosterChange;
import io.rollcall.report.RosterChange.Kind;
import io.rollcall.report.RosterResult;
import io.rollcall.roster.tracking.KnownPeople.Identity;
import io.rollcall.state.RosterRepository;
import io.rollcall.state.RosterRepository.KnownPerson;
import io.rollcall.state.RosterRepository.StagedPerson;
import io.rollcall.state.RosterRepository.State;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Stages the people who are new or different, and those who are gone, and counts their changes. Not thread-safe. */
final class RecordStaging {
    private static final int PAGE = 1_000;

    private final RunIdentity run;
    private final boolean baseline;
    private final String phoneRegion;
    private final SnapshotComparison comparison;
    private final RunEffects effects;
    private final Map<Kind, Long> changed = new EnumMap<>(Kind.class);

    /** @param baseline whether this is the first run of the flow, which has no changes */
    RecordStaging(
            RunIdentity run, boolean baseline, String phoneRegion, SnapshotComparison comparison, RunEffects effects) {
        this.run = run;
        this.baseline = baseline;
        this.phoneRegion = phoneRegion;
        this.comparison = comparison;
        this.effects = effects;
    }

    /** @param wasRead whether all people of a department were read */
    RecordReading reading(Predicate<DepartmentId> wasRead) {
        return new RecordReading(
                baseline, new PersonComparison(run, baseline, phoneRegion, wasRead), comparison.marks());
    }

    /** Compares records field by field and stages what is different. At most 1,000 records. */
    void stage(RecordReading.Records records, Runnable then) {
        effects.query(
                store -> {
                    List<StagedPerson> staged = staged(store.rosters(), records);
                    store.rosters().stage(run.number(), staged);
                    return staged;
                },
                staged -> {
                    count(staged);
                    then.run();
                });
    }

    private List<StagedPerson> staged(RosterRepository rosters, RecordReading.Records records) {
        if (records.known().isEmpty()) {
            return records.joined();
        }
        List<Identity> identities = new ArrayList<>(records.known().size());
        for (RecordReading.Known one : records.known()) {
            String unionId = RecordJson.text(one.seen().record(), "unionId");
            identities.add(new Identity(
                    new PersonId(String.valueOf(RecordJson.text(one.seen().record(), "userId"))),
                    unionId == null ? null : new UserId(unionId)));
        }
        List<@Nullable KnownPerson> known = KnownPeople.of(rosters, run.flow(), identities);
        Set<Long> numbers = new HashSet<>();
        for (int i = 0; i < known.size(); i++) {
            KnownPerson person = known.get(i);
            Long marked = records.known().get(i).number();
            if (person != null && marked != null && marked != person.number()) {
                // another record of this run is this person
                known.set(i, null);
            } else if (person != null) {
                numbers.add(person.number());
            }
        }
        Map<Long, String> stored = numbers.isEmpty() ? Map.of() : rosters.records(run.flow(), numbers);
        List<StagedPerson> staged = new ArrayList<>();
        for (int i = 0; i < known.size(); i++) {
            KnownPerson person = known.get(i);
            ObjectNode before = person == null ? null : RecordJson.parse(stored.get(person.number()));
            StagedPerson one = records.people().seen(records.known().get(i).seen(), person, before);
            if (one != null) {
                staged.add(one);
            }
        }
        return staged;
    }

    /**
     * Stages people who are gone.
     *
     * @param hasLeft whether it is proved that a person left
     */
    void stageGone(List<KnownPerson> people, Predicate<KnownPerson> hasLeft, Runnable then) {
        stagePeople(
                people.stream()
                        .map(person -> gone(person, hasLeft.test(person) ? State.LEFT : State.UNSEEN))
                        .toList(),
                then);
    }

    /** Stages people who were not seen and stay as they are. */
    void stageFrozen(List<KnownPerson> people, Runnable then) {
        stagePeople(
                people.stream()
                        .map(person -> StagedPerson.frozen(person, run.at()))
                        .toList(),
                then);
    }

    private void stagePeople(List<StagedPerson> people, Runnable then) {
        if (people.isEmpty()) {
            then.run();
            return;
        }
        List<StagedPerson> page = people.subList(0, Math.min(PAGE, people.size()));
        effects.query(
                store -> {
                    store.rosters().stage(run.number(), page);
                    return true;
                },
                done -> {
                    count(page);
                    stagePeople(people.subList(page.size(), people.size()), then);
                });
    }

    private StagedPerson gone(KnownPerson person, State state) {
        Kind kind = state == State.LEFT ? Kind.LEFT : Kind.UNSEEN;
        RosterChange change =
                run.change(kind, person.id(), person.unionId(), person.departments(), List.of(), List.of());
        return new StagedPerson(
                person.number(),
                person.id(),
                person.unionId(),
                state,
                run.at(),
                person.personPrint(),
                person.accountPrint(),
                null,
                null,
                null,
                person.departments(),
                List.of(change));
    }

    private void count(List<StagedPerson> staged) {
        for (StagedPerson person : staged) {
            for (RosterChange change : person.changes()) {
                changed.merge(change.kind(), 1L, Long::sum);
            }
        }
    }

    /** How many changes of each kind were staged. */
    RosterResult.Changed changed() {
        return RosterResult.Changed.of(changed);
    }
}
