package io.rollcall.roster.tracking;

import io.rollcall.model.DepartmentId;
import io.rollcall.model.PersonId;
import io.rollcall.report.RosterResult;
import io.rollcall.state.RosterRepository.KnownPerson;
import io.rollcall.state.RosterRepository.Loss;
import io.rollcall.state.RosterRepository.Quarantine;
import io.rollcall.state.RosterRepository.RosterStatus;
import io.rollcall.state.RosterRepository.RunSummary;
import io.rollcall.state.RosterRepository.State;
import io.rollcall.vendor.DirectoryProofs;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The tracking of one run of a roster, in the order of its methods: begin, compare each batch, find who is absent, and then either
 * quarantine, or prove, review, stage, accept and deliver. Each method calls its continuation on the run's thread. A run that does
 * not act, a plan, only reads. Not thread-safe.
 */
public final class TrackedRun {
    private static final int MOST_CANDIDATES = 10_000;
    private static final int PAGE = 1_000;
    private static final int LARGEST_LOSSES = 10;
    private static final int MOST_UNNAMED = 50;

    private final Settings settings;
    private final @Nullable DirectoryProofs proofs;
    private final RunEffects effects;
    private final Supplier<Instant> now;
    private final Instant at;
    private final ChangeDelivery delivery;
    private final SnapshotComparison comparison;
    private final List<String> notes = new ArrayList<>();
    private RunIdentity run;
    private @Nullable RosterStatus status;
    private @Nullable RecordStaging staging;
    private @Nullable AbsentPeople absent;
    private @Nullable LeaveProofs leaves;
    private @Nullable Walk walk;
    private final List<KnownPerson> unseen = new ArrayList<>();
    private @Nullable Long headCount;
    private boolean keepsAbsent;

    /**
     * What the flow's configuration says.
     *
     * @param acting false for a plan
     * @param wholeCompany whether the flow reads all departments of the company
     * @param language the vendor's word for the language of names
     * @param phoneRegion the region of telephone numbers without a country code
     * @param changes the changes file; null for none
     */
    public record Settings(
            String flow,
            boolean acting,
            boolean wholeCompany,
            String language,
            String phoneRegion,
            @Nullable Path changes) {}

    /** @param proofs null if the vendor has none */
    public TrackedRun(Settings settings, @Nullable DirectoryProofs proofs, RunEffects effects, Supplier<Instant> now) {
        this.settings = settings;
        this.proofs = proofs;
        this.effects = effects;
        this.now = now;
        this.at = now.get();
        this.run = new RunIdentity(settings.flow(), 0, at);
        this.delivery = new ChangeDelivery(settings.flow(), settings.changes(), effects);
        this.comparison = new SnapshotComparison(settings.flow());
    }

    private String flow() {
        return settings.flow();
    }

    /** Completes what the run before left, delivers its changes, and reads what is known. */
    public void begin() {
        if (settings.acting()) {
            effects.query(store -> store.rosters().begin(flow(), at), number -> {
                run = new RunIdentity(flow(), number, at);
                readStatus(() -> delivery.deliver(() -> {}));
            });
        } else {
            readStatus(() -> {});
        }
    }

    private void readStatus(Runnable then) {
        effects.query(store -> store.rosters().status(flow()), known -> {
            status = known.orElse(null);
            then.run();
        });
    }

    private RecordStaging staging() {
        RecordStaging known = staging;
        if (known == null) {
            known = new RecordStaging(run, isBaseline(), settings.phoneRegion(), comparison, effects);
            staging = known;
        }
        return known;
    }

    /** Whether nothing is known of the roster: it is not tracked yet. */
    public boolean isBaseline() {
        return status == null;
    }

    /** Compares a batch with the snapshot. At most 1,000 people, in the order of their records. */
    public void compare(List<SeenPerson> people) {
        if (isBaseline()) {
            comparison.addNew(people);
            return;
        }
        if (people.isEmpty()) {
            return;
        }
        effects.query(
                store -> {
                    comparison.compare(store.rosters(), people);
                    return true;
                },
                done -> {});
    }

    // ---- who is absent

    /**
     * Finds who is absent.
     *
     * @param then receives how many people the last roster has, and how many of them are absent
     */
    public void findAbsent(Walk walked, Consumer<Losses> then) {
        walk = walked;
        AbsentPeople people = new AbsentPeople(
                flow(), comparison, person -> !person.departments().stream().allMatch(walked::isKnown), effects);
        absent = people;
        Runnable found = () -> then.accept(new Losses(people.lost(), people.before()));
        // everyone was seen: the usual case, in which a million people need not be read again
        if (isBaseline() || (status != null && status.last().people() == comparison.stayed())) {
            people.none(comparison.stayed());
            found.run();
        } else {
            people.find(found);
        }
    }

    /** How many people the last roster has, and how many of them are absent in this run without being frozen. */
    public record Losses(long lost, long before) {}

    private AbsentPeople absent() {
        return Objects.requireNonNull(absent, "who is absent was found");
    }

    private Walk walk() {
        return Objects.requireNonNull(walk, "the walk has ended");
    }

    /** The departments that lose most, in words: {@code Sales (2): 120}. */
    public void largestLosses(Consumer<List<Loss>> then) {
        List<Map.Entry<DepartmentId, Long>> largest = absent().largestLosses(LARGEST_LOSSES);
        List<DepartmentId> ids = largest.stream().map(Map.Entry::getKey).toList();
        effects.query(store -> store.rosters().departmentNames(flow(), ids), names -> {
            List<Loss> losses = new ArrayList<>();
            largest.forEach(loss -> losses.add(new Loss(loss.getKey(), names.get(loss.getKey()), loss.getValue())));
            then.accept(losses);
        });
    }

    /** Whether an administrator lets this run lose the people that it loses. */
    public void isAccepted(Consumer<Boolean> then) {
        absent().ids(ids -> effects.query(store -> store.rosters().isAccepted(flow(), ids, now.get()), then::accept));
    }

    /** Drops the run, and keeps whom it would lose. */
    public void quarantine(List<Loss> losses, long people, Runnable then) {
        if (!settings.acting()) {
            then.run();
            return;
        }
        AbsentPeople lost = absent();
        lost.ids(ids ->
                quarantine(new Quarantine(now.get(), lost.lost(), lost.before(), losses, null), ids, people, then));
    }

    /** Drops a first run, which would lose people of a roster that was not tracked. @param lost their userIds */
    public void quarantineFirst(Collection<PersonId> lost, long before, long people, Runnable then) {
        if (!settings.acting()) {
            then.run();
            return;
        }
        quarantine(new Quarantine(now.get(), lost.size(), before, List.of(), null), lost, people, then);
    }

    private void quarantine(Quarantine quarantine, Collection<PersonId> lost, long people, Runnable then) {
        effects.query(
                store -> {
                    store.rosters().drop(run.number(), summary(true, people));
                    store.rosters().quarantine(flow(), quarantine, lost);
                    return true;
                },
                done -> then.run());
    }

    /** Drops the run: nothing of it counts. */
    public void drop(long people, Runnable then) {
        if (!settings.acting()) {
            then.run();
            return;
        }
        effects.query(
                store -> {
                    store.rosters().drop(run.number(), summary(false, people));
                    return true;
                },
                done -> then.run());
    }

    /** Whether the last complete run was quarantined. */
    public void isQuarantined(Consumer<Boolean> then) {
        effects.query(store -> store.rosters().quarantine(flow()).isPresent(), then);
    }

    /** Counts absent people as seen in an incomplete run. @param why for the report */
    public void keepAbsent(String why) {
        keepsAbsent = true;
        notes.add(why);
    }

    /** Whether this run can be the first one: only a complete walk is a baseline. */
    public boolean canBeAccepted() {
        if (isBaseline() && !walk().complete()) {
            notes.add("The roster is tracked from its first complete run on.");
            return false;
        }
        return true;
    }

    // ---- proofs

    /** Asks the vendor who has left and how many people the company has, after a complete walk. */
    public void prove(Runnable then) {
        DirectoryProofs asked = proofs;
        if (asked == null || !walk().complete()) {
            then.run();
            return;
        }
        Runnable next = settings.wholeCompany() ? () -> count(asked, then) : then;
        if (isBaseline()) {
            next.run();
            return;
        }
        List<KnownPerson> candidates = new ArrayList<>(keepsAbsent ? List.of() : absent().first());
        candidates(0, candidates, () -> {
            candidates.addAll(inAnotherOrder(unseen));
            LeaveProofs asking = new LeaveProofs(asked, settings.language(), effects);
            leaves = asking;
            asking.ask(candidates, now.get(), () -> {
                notes.addAll(asking.notes());
                next.run();
            });
        });
    }

    private void candidates(long after, List<KnownPerson> candidates, Runnable then) {
        effects.query(store -> store.rosters().inState(flow(), State.UNSEEN, after, PAGE), page -> {
            for (KnownPerson person : page) {
                if (!comparison.isSeen(person) && candidates.size() + unseen.size() < MOST_CANDIDATES) {
                    unseen.add(person);
                }
            }
            if (page.isEmpty() || candidates.size() + unseen.size() >= MOST_CANDIDATES) {
                then.run();
            } else {
                candidates(page.get(page.size() - 1).number(), candidates, then);
            }
        });
    }

    /** Another order in each run: more people than a run reads one by one may stay unseen for ever, and each has a turn. */
    private List<KnownPerson> inAnotherOrder(List<KnownPerson> people) {
        List<KnownPerson> shuffled = new ArrayList<>(people);
        Collections.shuffle(shuffled, new Random(run.number()));
        return shuffled;
    }

    private void count(DirectoryProofs asked, Runnable then) {
        CompanyCount company = new CompanyCount(asked, effects);
        company.ask(status, now.get(), () -> {
            headCount = company.people();
            notes.addAll(company.notes());
            then.run();
        });
    }

    // ---- what is staged

    /** Whether a record is compared field by field, because the first pass found it new or different. */
    public boolean isMarked(int ordinal) {
        return comparison.marks().find(ordinal) >= 0;
    }

    /** Whether any record is. */
    public boolean hasMarks() {
        return !comparison.marks().isEmpty();
    }

    /**
     * A record as it is in the roster.
     *
     * @param line NDJSON, UTF-8
     * @param withdrawn whether what the look-up said turned out to be another's
     */
    public record Reviewed(int ordinal, byte[] line, boolean withdrawn) {}

    /** What makes records ready for {@link #stage}; once everyone was compared and the walk has ended. */
    public RecordReading reading() {
        return staging().reading(walk()::isKnown);
    }

    /** Compares records field by field and stages what is different. At most 1,000 records. */
    public void stage(RecordReading.Records records, Runnable then) {
        staging().stage(records, then);
    }

    /** Stages the people who are absent, those who were and have left, and those who count as seen without being seen. */
    public void stageAbsent(Runnable then) {
        Runnable frozen = () -> absent().forEachNewlyFrozen(
                        keepsAbsent, (page, next) -> staging().stageFrozen(page, next), then);
        Runnable left =
                () -> staging().stageGone(unseen.stream().filter(this::hasLeft).toList(), person -> true, frozen);
        if (keepsAbsent || absent().lost() == 0) {
            left.run();
        } else {
            absent().forEach((page, next) -> staging().stageGone(page, this::hasLeft, next), left);
        }
    }

    private boolean hasLeft(KnownPerson person) {
        return leaves != null && leaves.hasLeft(person);
    }

    /** Stages the departments of the walk. */
    public void stageDepartments(Runnable then) {
        new DepartmentStaging(run, proofs, settings.language(), effects).stage(walk().departments(), then);
    }

    // ---- the end

    /** Decides that what was staged is the roster, and carries that out. */
    public void accept(boolean complete, long people, Runnable then) {
        long all = people + absent().frozen() + (keepsAbsent ? absent().lost() : 0);
        effects.query(
                store -> {
                    store.rosters().accept(run.number(), summary(complete, all), walk().complete());
                    return true;
                },
                done -> apply(then));
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

    /** Delivers the changes. */
    public void deliver(Runnable then) {
        delivery.deliver(then);
    }

    private RunSummary summary(boolean complete, long people) {
        return new RunSummary(at, now.get(), complete, people, headCount, walk == null ? 0 : walk.missing());
    }

    /** The changes of this run by kind; null for a plan, which does not compare field by field. */
    public RosterResult.@Nullable Changed changed() {
        if (!settings.acting()) {
            return null;
        }
        return staging == null ? new RosterResult.Changed(0, 0, 0, 0, 0, 0, 0) : staging.changed();
    }

    /** The people of the company; null if unknown. */
    public @Nullable Long headCount() {
        return headCount;
    }

    /** What the report says of the tracking besides. */
    public List<String> notes() {
        return notes;
    }
}
