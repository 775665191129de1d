package io.rollcall.state;

import io.rollcall.model.DepartmentId;
import io.rollcall.model.PersonId;
import io.rollcall.model.UserId;
import io.rollcall.report.RosterChange;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The tracked rosters: who was in which department from when to when, and every change with its proof. A run first stages what
 * it found, which no reader sees; {@link #accept} decides that all of it becomes the roster, in one transaction, and
 * {@link #applyNext} carries that out in parts, also after a crash. What was staged and never accepted is dropped by the next
 * {@link #begin}. Runs of one flow never overlap. Every method throws {@link StoreException} if the store cannot be used. Thread-safe.
 */
public interface RosterRepository {

    /** How long an administrator's acceptance of a quarantined roster waits for a run. */
    Duration ACCEPTANCE = Duration.ofDays(7);

    /** For a store that keeps no rosters: nothing is known, and no run can begin. */
    RosterRepository NONE = new NoRosters();

    // ---- a run

    /**
     * Starts a run: completes one that was accepted and not applied, and drops what others staged.
     *
     * @return the number of the run
     */
    long begin(String flow, Instant now);

    /** What is known of people by their userIds, in no order; people of whom nothing is known are absent. At most 1,000 ids. */
    List<KnownPerson> byId(String flow, Collection<PersonId> ids);

    /** What is known of people by their unionIds. At most 1,000 ids. */
    List<KnownPerson> byUnionId(String flow, Collection<UserId> ids);

    /** The stored records of people, as JSON of {@code INTERFACE}'s roster record; by number. At most 1,000 numbers. */
    Map<Long, String> records(String flow, Collection<Long> numbers);

    /** People in a state, by ascending number. */
    List<KnownPerson> inState(String flow, State state, long afterNumber, int most);

    /** Keeps what a run found until it is accepted, in one transaction. At most 1,000 people. */
    void stage(long run, List<StagedPerson> people);

    /** Keeps the departments that a run walked until it is accepted; those that are not named stay as they are known. */
    void stageDepartments(long run, List<TrackedDepartment> departments);

    /**
     * Decides that what was staged is the roster, and that the run has these changes. A complete run ends a quarantine and
     * an acceptance.
     *
     * @param walkedAll whether the walk was complete: departments that were not staged are closed then
     */
    void accept(long run, RunSummary summary, boolean walkedAll);

    /**
     * Decides that what was staged of some people and departments is the roster, without a walk: a quarantine, an acceptance and
     * what is known of the last walk stay as they are.
     *
     * @param people in the roster now
     */
    void acceptPart(long run, long people);

    /**
     * Carries out an accepted run, in one transaction of limited length.
     *
     * @return whether something is left
     */
    boolean applyNext(String flow);

    /** Drops what a run staged; its summary is kept. */
    void drop(long run, RunSummary summary);

    /** How many people have left the roster since the last walk, with or without proof; 0 if it was never walked. */
    long lostSinceWalk(String flow);

    /** The departments of the roster by id, with their parents; those that are not in it are absent. At most 1,000 ids. */
    Map<DepartmentId, TrackedDepartment> departments(String flow, Collection<DepartmentId> departments);

    // ---- quarantine

    /** Keeps whom a quarantined run would lose. Ends an acceptance. */
    void quarantine(String flow, Quarantine quarantine, Collection<PersonId> lost);

    /** The quarantine of a flow; empty if its last run was not quarantined. */
    Optional<Quarantine> quarantine(String flow);

    /** Whether all of these people are named by the quarantine of a flow, and an administrator has accepted it. */
    boolean isAccepted(String flow, Collection<PersonId> lost, Instant now);

    /** Lets the next run lose the people of the quarantine; false if the flow has none. */
    default boolean allow(String flow, Instant until) {
        return allow(flow, null, until);
    }

    /**
     * Lets the next run lose the people of one quarantine.
     *
     * @param quarantinedAt {@link Quarantine#at}; null for any
     * @return false if the flow has no quarantine, or another one
     */
    boolean allow(String flow, @Nullable Instant quarantinedAt, Instant until);

    /** Ends the quarantine of a flow that is not tracked, because a run replaced its roster. */
    void release(String flow);

    // ---- reading

    /** What is known of a flow's roster; empty if it was never tracked. */
    Optional<RosterStatus> status(String flow);

    /** Changes by ascending number. @param since null for all */
    List<StoredChange> changes(String flow, @Nullable Instant since, long afterNumber, int most);

    /** Changes since a time, newest first. @param beforeNumber {@link Long#MAX_VALUE} for the newest */
    List<StoredChange> latestChanges(String flow, @Nullable Instant since, long beforeNumber, int most);

    /** The changes of one person, newest first. @param number of the person */
    List<StoredChange> changesOf(String flow, long number, int most);

    /** In which departments a person was, the current ones first, then the latest. @param number of the person */
    List<Placement> placements(String flow, long number);

    /** Whom a flow's quarantined run would lose, in the order of the ids. @param skipped how many come before */
    List<PersonId> lost(String flow, long skipped, int most);

    /** How many changes of each kind there are since a time; with 0 for the kinds of which there are none. */
    Map<RosterChange.Kind, Long> counts(String flow, @Nullable Instant since);

    /** The number of the last change that a reader has received; 0 for none. */
    long delivered(String flow, String reader);

    /** Remembers the number of the last change that a reader has received. */
    void delivered(String flow, String reader, long number);

    /** Names of people by unionId, from any tracked roster; those without a name are absent. At most 1,000 ids. */
    Map<UserId, String> names(Collection<UserId> ids);

    /** The names of departments by id, as last read; those without a name are absent. */
    Map<DepartmentId, String> departmentNames(String flow, Collection<DepartmentId> departments);

    /** The people who were in a department at a time, by userId. */
    List<FoundPerson> inDepartment(String flow, DepartmentId department, Instant at);

    /** What became of a person. */
    enum State {
        /** In the last accepted roster. */
        PRESENT,
        /** Not in it, without proof of having left. */
        UNSEEN,
        /** Has left, with proof. */
        LEFT
    }

    /**
     * What is known of a person.
     *
     * @param number identifies the person in this store, also after a change of the userId
     * @param since when the state began
     * @param frozen whether the person was not seen by the last walk and counts as present, because it did not read everything.
     *     Always false for who is absent
     * @param lastSeen when the person was last in a roster: of who is present and not frozen, the end of the last accepted run
     *     that walked the directory (one that was complete, or that has missing departments), or the person's last change if that
     *     is later
     * @param personPrint of what the directory says
     * @param accountPrint of what the look-up says; null as long as it never said anything
     * @param departments where the person is now, in the order of the record; of a person who is absent, where they were last
     */
    record KnownPerson(
            long number,
            PersonId id,
            @Nullable UserId unionId,
            State state,
            boolean frozen,
            Instant since,
            Instant lastSeen,
            long personPrint,
            @Nullable Long accountPrint,
            List<DepartmentId> departments) {
        public KnownPerson {
            departments = List.copyOf(departments);
        }

        /** Shows no personal data. */
        @Override
        public String toString() {
            return "KnownPerson[" + number + " " + state + "]";
        }
    }

    /**
     * What a run found out about a person.
     *
     * @param number of a known person; null for a new one
     * @param frozen whether the run did not see the person, who stays present because it did not read everything
     * @param at when the run saw, or missed, the person
     * @param name null if the directory shows none
     * @param phone in E.164; null if the directory shows none
     * @param record the roster's record as JSON; null where it is not new
     * @param departments where the person is now; of a person who is absent, where they were last
     * @param changes what is different; empty in the first run of a flow
     */
    record StagedPerson(
            @Nullable Long number,
            PersonId id,
            @Nullable UserId unionId,
            State state,
            boolean frozen,
            Instant at,
            long personPrint,
            @Nullable Long accountPrint,
            @Nullable String name,
            @Nullable String phone,
            @Nullable String record,
            List<DepartmentId> departments,
            List<RosterChange> changes) {
        /** A person whom the run saw, or who is absent. */
        public StagedPerson(
                @Nullable Long number,
                PersonId id,
                @Nullable UserId unionId,
                State state,
                Instant at,
                long personPrint,
                @Nullable Long accountPrint,
                @Nullable String name,
                @Nullable String phone,
                @Nullable String record,
                List<DepartmentId> departments,
                List<RosterChange> changes) {
            this(
                    number,
                    id,
                    unionId,
                    state,
                    false,
                    at,
                    personPrint,
                    accountPrint,
                    name,
                    phone,
                    record,
                    departments,
                    changes);
        }

        /** A person who stays as known, although a run at this time did not see them. */
        public static StagedPerson frozen(KnownPerson known, Instant at) {
            return new StagedPerson(
                    known.number(),
                    known.id(),
                    known.unionId(),
                    State.PRESENT,
                    true,
                    at,
                    known.personPrint(),
                    known.accountPrint(),
                    null,
                    null,
                    null,
                    known.departments(),
                    List.of());
        }

        public StagedPerson {
            departments = List.copyOf(departments);
            changes = List.copyOf(changes);
        }

        /** Shows no personal data. */
        @Override
        public String toString() {
            return "StagedPerson[" + number + " " + state + "]";
        }
    }

    /** @param name null if unknown @param parent null if unknown or if there is none */
    record TrackedDepartment(DepartmentId id, @Nullable String name, @Nullable DepartmentId parent) {}

    /**
     * One run of a tracked roster.
     *
     * @param complete whether everything was read
     * @param people in the roster
     * @param headCount the people of the company according to the vendor; null if it was not asked or did not answer
     * @param missing the departments that could not be read
     */
    record RunSummary(
            Instant startedAt,
            Instant endedAt,
            boolean complete,
            long people,
            @Nullable Long headCount,
            long missing) {}

    /**
     * Why a roster does not replace the last one.
     *
     * @param lost how many people it would lose
     * @param before how many people the last one has
     * @param departments the departments that would lose most, the largest loss first; at most ten
     */
    record Quarantine(Instant at, long lost, long before, List<Loss> departments, @Nullable Instant allowedUntil) {
        public Quarantine {
            departments = List.copyOf(departments);
        }

        /** Whether an administrator lets a run lose these people at a time. */
        public boolean isAllowed(Instant now) {
            return allowedUntil != null && now.isBefore(allowedUntil);
        }

        /** How many people would be lost, for example {@code 2,345 of 20,000 people}. */
        public String loss() {
            if (before == 0) {
                return "people whose number is unknown";
            }
            return String.format(Locale.ROOT, "%,d of %,d people", lost, before);
        }

        /**
         * The quarantine of a flow in sentences, with what to do.
         *
         * @param time shows a time to people
         */
        public String words(String flow, Instant now, Function<Instant, String> time) {
            String since = "The roster of the flow " + flow + " is quarantined since " + time.apply(at)
                    + ": the new roster would lose " + loss() + ", so the old one was kept.";
            return allowedUntil != null && isAllowed(now)
                    ? since + " An administrator accepted this: the next run until " + time.apply(allowedUntil)
                            + " replaces the old roster, if it loses no one else."
                    : since + " If this is right, run: rollcall accept " + flow
                            + (lost == before ? ". An empty roster is never let through." : "");
        }
    }

    /** What a department would lose. @param name null if unknown */
    record Loss(DepartmentId department, @Nullable String name, long people) {

        /** Losses as a sentence; empty for none. */
        public static String words(List<Loss> losses) {
            return losses.isEmpty()
                    ? ""
                    : losses.stream()
                            .map(loss -> "department " + loss.department()
                                    + (loss.name() == null ? "" : " (" + loss.name() + ")") + ": " + loss.people())
                            .collect(Collectors.joining(", ", "Largest losses: ", "."));
        }
    }

    /**
     * What is known of a tracked roster.
     *
     * @param trackedSince when its first run was accepted
     * @param last the last walk that was accepted, with the number of people of today
     */
    record RosterStatus(Instant trackedSince, RunSummary last) {}

    /**
     * That a person was in a department.
     *
     * @param name of the department, as last read; null if unknown
     * @param until null for now
     */
    record Placement(DepartmentId department, @Nullable String name, Instant from, @Nullable Instant until) {}

    /** @param number larger for a later change @param name of the person; null if unknown */
    record StoredChange(long number, RosterChange change, @Nullable String name) {}

    /**
     * A person who was looked for.
     *
     * @param flow whose roster has the person
     * @param departments where the person is, or was last
     */
    record FoundPerson(
            String flow,
            PersonId id,
            @Nullable UserId unionId,
            @Nullable String name,
            State state,
            Instant since,
            List<TrackedDepartment> departments) {
        public FoundPerson {
            departments = List.copyOf(departments);
        }

        /** Shows no personal data. */
        @Override
        public String toString() {
            return "FoundPerson[" + flow + "]";
        }
    }
}
