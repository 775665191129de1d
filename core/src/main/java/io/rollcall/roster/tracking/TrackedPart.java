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
import io.rollcall.state.RosterRepository.RosterStatus;
import io.rollcall.state.RosterRepository.RunSummary;
import io.rollcall.state.RosterRepository.StagedPerson;
import io.rollcall.state.RosterRepository.State;
import io.rollcall.state.RosterRepository.TrackedDepartment;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The tracking of a run that reads some people only, because events named them: begin, then update. Nothing follows from the
 * absence of anyone else. Not thread-safe.
 */
public final class TrackedPart {
    private static final int MOST_LEVELS = 100;

    private final Settings settings;
    private final RunEffects effects;
    private final Instant at;
    private final Supplier<Instant> now;
    private final ChangeDelivery delivery;
    private final Map<Kind, Long> changed = new EnumMap<>(Kind.class);
    private @Nullable RosterStatus status;
    private long number;

    /**
     * What the flow's configuration says.
     *
     * @param phoneRegion the region of telephone numbers without a country code
     * @param keysAreUnique whether two people can never have one look-up key
     * @param changes the changes file; null for none
     */
    public record Settings(String flow, String phoneRegion, boolean keysAreUnique, @Nullable Path changes) {}

    /**
     * A person as the run saw them.
     *
     * @param line the record in NDJSON, UTF-8
     * @param accountPrint null if what is known of the account stays
     */
    public record Seen(byte[] line, long personPrint, @Nullable Long accountPrint) {}

    /**
     * Who is no longer in the roster.
     *
     * @param left by userId; it is proved that they left
     * @param unseen by userId; they are in none of the flow's departments
     */
    public record Gone(Set<PersonId> left, Set<PersonId> unseen) {}

    /** How many people a roster may lose. */
    public interface LossLimit {
        /** Whether so many people must not go. */
        boolean isExceededBy(long lost, long before);
    }

    public TrackedPart(Settings settings, RunEffects effects, Supplier<Instant> now) {
        this.settings = settings;
        this.effects = effects;
        this.now = now;
        this.at = now.get();
        this.delivery = new ChangeDelivery(settings.flow(), settings.changes(), effects);
    }

    private String flow() {
        return settings.flow();
    }

    /**
     * Completes what an earlier run left, if there is a roster.
     *
     * @param then receives whether there is one: a walk must come first
     */
    public void begin(Consumer<Boolean> then) {
        effects.query(store -> store.rosters().status(flow()), known -> {
            status = known.orElse(null);
            if (known.isEmpty()) {
                then.accept(false);
                return;
            }
            effects.query(store -> store.rosters().begin(flow(), at), run -> {
                number = run;
                delivery.deliver(() -> then.accept(true));
            });
        });
    }

    /** What is known of departments and of those above them. */
    public void departments(Collection<DepartmentId> departments, Consumer<Map<DepartmentId, TrackedDepartment>> then) {
        effects.query(store -> withParents(store.rosters(), departments), then);
    }

    private Map<DepartmentId, TrackedDepartment> withParents(
            RosterRepository rosters, Collection<DepartmentId> departments) {
        Map<DepartmentId, TrackedDepartment> all = new HashMap<>();
        Set<DepartmentId> asked = new HashSet<>();
        Set<DepartmentId> next = new LinkedHashSet<>(departments);
        for (int level = 0; level < MOST_LEVELS && !next.isEmpty(); level++) {
            asked.addAll(next);
            Map<DepartmentId, TrackedDepartment> found = rosters.departments(flow(), next);
            all.putAll(found);
            next = new LinkedHashSet<>();
            for (TrackedDepartment department : found.values()) {
                DepartmentId parent = department.parent();
                if (parent != null && !asked.contains(parent)) {
                    next.add(parent);
                }
            }
        }
        return all;
    }

    /** What is staged. @param lost those of the people who are in the last roster */
    private record Difference(
            List<StagedPerson> seen, List<KnownPerson> lost, List<StagedPerson> others, long before) {}

    /**
     * Compares the people with what is known, and makes the roster of what is different. Delivers the changes.
     *
     * @param departments that are new or different
     * @param then receives how many people would go and do not, because there are more than the limit allows
     */
    public void update(
            List<Seen> people, Gone gone, List<TrackedDepartment> departments, LossLimit limit, Consumer<Long> then) {
        effects.query(store -> difference(store.rosters(), people, gone), difference -> {
            RosterStatus known = status;
            long inRoster = known == null ? 0 : known.last().people();
            long lost = difference.lost().size();
            long added = difference.seen().stream().filter(this::isAdded).count();
            // many small losses are a large one
            boolean withheld = lost > 0
                    && (limit.isExceededBy(lost + difference.before(), inRoster + difference.before())
                            || inRoster + added == lost);
            List<StagedPerson> staged = new ArrayList<>(difference.seen());
            staged.addAll(difference.others());
            if (!withheld) {
                difference.lost().forEach(person -> staged.add(gone(person, gone)));
            }
            long all = inRoster + added - (withheld ? 0 : lost);
            accept(staged, departments, all, () -> then.accept(withheld ? lost : 0));
        });
    }

    private boolean isAdded(StagedPerson person) {
        return person.number() == null || person.changes().stream().anyMatch(change -> change.kind() == Kind.RETURNED);
    }

    private Difference difference(RosterRepository rosters, List<Seen> people, Gone gone) {
        Set<Long> seen = new HashSet<>();
        List<StagedPerson> staged = seen(rosters, people, seen);
        List<KnownPerson> lost = new ArrayList<>();
        List<StagedPerson> others = new ArrayList<>();
        Set<PersonId> all = new LinkedHashSet<>(gone.left());
        all.addAll(gone.unseen());
        for (KnownPerson person : all.isEmpty() ? List.<KnownPerson>of() : rosters.byId(flow(), all)) {
            if (seen.contains(person.number())) {
                continue;
            }
            if (person.state() == State.PRESENT) {
                lost.add(person);
            } else if (person.state() == State.UNSEEN && gone.left().contains(person.id())) {
                others.add(gone(person, gone));
            }
        }
        return new Difference(staged, lost, others, lost.isEmpty() ? 0 : rosters.lostSinceWalk(flow()));
    }

    private List<StagedPerson> seen(RosterRepository rosters, List<Seen> people, Set<Long> seen) {
        PersonComparison comparison = new PersonComparison(run(), false, settings.phoneRegion(), department -> true);
        List<ObjectNode> records = new ArrayList<>(people.size());
        List<Identity> identities = new ArrayList<>(people.size());
        for (Seen one : people) {
            ObjectNode record = RecordJson.read(one.line());
            String unionId = RecordJson.text(record, "unionId");
            records.add(record);
            identities.add(new Identity(
                    new PersonId(String.valueOf(RecordJson.text(record, "userId"))),
                    unionId == null ? null : new UserId(unionId)));
        }
        List<@Nullable KnownPerson> known = KnownPeople.of(rosters, flow(), identities);
        for (int i = 0; i < known.size(); i++) {
            KnownPerson person = known.get(i);
            if (person != null && !seen.add(person.number())) {
                // two people of one run are never one person
                known.set(i, null);
            }
        }
        Map<Long, String> stored = seen.isEmpty() ? Map.of() : rosters.records(flow(), seen);
        List<StagedPerson> staged = new ArrayList<>();
        for (int i = 0; i < people.size(); i++) {
            KnownPerson person = known.get(i);
            ObjectNode before = person == null ? null : RecordJson.parse(stored.get(person.number()));
            Seen one = people.get(i);
            Long accountPrint = isShared(before) ? null : one.accountPrint();
            StagedPerson different = comparison.seen(
                    new PersonComparison.Seen(records.get(i), one.personPrint(), accountPrint), person, before);
            if (different != null) {
                staged.add(different);
            }
        }
        return staged;
    }

    /** Whether the person's key may be another's too, which only a walk of everyone shows. */
    private boolean isShared(@Nullable ObjectNode stored) {
        return !settings.keysAreUnique()
                && stored != null
                && "unattributed".equals(RecordJson.text(stored, RecordDifference.LOOKUP));
    }

    private RunIdentity run() {
        return new RunIdentity(flow(), number, at);
    }

    private StagedPerson gone(KnownPerson person, Gone gone) {
        boolean left = gone.left().contains(person.id());
        RosterChange change = run().change(
                        left ? Kind.LEFT : Kind.UNSEEN,
                        person.id(),
                        person.unionId(),
                        person.departments(),
                        List.of(),
                        List.of());
        return new StagedPerson(
                person.number(),
                person.id(),
                person.unionId(),
                left ? State.LEFT : State.UNSEEN,
                at,
                person.personPrint(),
                person.accountPrint(),
                null,
                null,
                null,
                person.departments(),
                List.of(change));
    }

    private void accept(List<StagedPerson> staged, List<TrackedDepartment> departments, long people, Runnable then) {
        if (staged.isEmpty() && departments.isEmpty()) {
            effects.query(
                    store -> {
                        store.rosters().drop(number, new RunSummary(at, now.get(), true, people, null, 0));
                        return true;
                    },
                    done -> then.run());
            return;
        }
        staged.forEach(person -> person.changes().forEach(change -> changed.merge(change.kind(), 1L, Long::sum)));
        effects.query(
                store -> {
                    store.rosters().stage(number, staged);
                    store.rosters().stageDepartments(number, departments);
                    store.rosters().acceptPart(number, people);
                    return true;
                },
                done -> apply(() -> delivery.deliver(then)));
    }

    private void apply(Runnable then) {
        effects.query(store -> store.rosters().applyNext(flow()), more -> {
            if (more) {
                apply(then);
            } else {
                then.run();
            }
        });
    }

    /** The changes of this run by kind. */
    public RosterResult.Changed changed() {
        return RosterResult.Changed.of(changed);
    }
}
