package io.rollcall.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;
import static org.assertj.core.api.Assertions.tuple;

import io.rollcall.model.DepartmentId;
import io.rollcall.model.PersonId;
import io.rollcall.model.PhoneNumber;
import io.rollcall.model.SearchText;
import io.rollcall.model.UserId;
import io.rollcall.report.RosterChange;
import io.rollcall.report.RosterChange.Kind;
import io.rollcall.state.PeopleRepository;
import io.rollcall.state.PeopleRepository.Page;
import io.rollcall.state.PeopleRepository.Query;
import io.rollcall.state.RosterRepository;
import io.rollcall.state.RosterRepository.FoundPerson;
import io.rollcall.state.RosterRepository.KnownPerson;
import io.rollcall.state.RosterRepository.Loss;
import io.rollcall.state.RosterRepository.Placement;
import io.rollcall.state.RosterRepository.Quarantine;
import io.rollcall.state.RosterRepository.RunSummary;
import io.rollcall.state.RosterRepository.StagedPerson;
import io.rollcall.state.RosterRepository.State;
import io.rollcall.state.RosterRepository.StoredChange;
import io.rollcall.state.RosterRepository.TrackedDepartment;
import io.rollcall.state.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What {@link RosterRepository} promises, held against real databases. */
abstract class RosterContract extends StoreContract {
    static final String FLOW = "people";
    static final PersonId ANN = new PersonId("ann");
    static final PersonId BOB = new PersonId("bob");
    static final UserId ANN_UNION = new UserId("U-ann");
    static final DepartmentId ROOT = new DepartmentId(1);
    static final DepartmentId SALES = new DepartmentId(2);
    static final DepartmentId SCHOOL = new DepartmentId(-7);

    // ---- a run

    @Test
    void reading_whenNothingWasEverTracked_isEmptyAndMakesNoStore() {
        Store store = open();
        RosterRepository rosters = store.rosters();

        assertThat(rosters.byId(FLOW, List.of(ANN))).isEmpty();
        assertThat(rosters.byUnionId(FLOW, List.of(ANN_UNION))).isEmpty();
        assertThat(rosters.records(FLOW, List.of(1L))).isEmpty();
        assertThat(rosters.inState(FLOW, State.PRESENT, 0, 10)).isEmpty();
        assertThat(rosters.quarantine(FLOW)).isEmpty();
        assertThat(rosters.isAccepted(FLOW, List.of(ANN), clock.instant())).isFalse();
        assertThat(rosters.allow(FLOW, clock.instant())).isFalse();
        rosters.release(FLOW);
        assertThat(rosters.status(FLOW)).isEmpty();
        assertThat(rosters.changes(FLOW, null, 0, 10)).isEmpty();
        assertThat(rosters.counts(FLOW, null)).hasSize(Kind.values().length).doesNotContainValue(1L);
        assertThat(rosters.delivered(FLOW, "file")).isZero();
        assertThat(store.people().search(Query.of("ann"), null, 10)).isEqualTo(new Page(List.of(), null));
        assertThat(store.people().byId(FLOW, List.of(ANN))).isEmpty();
        assertThat(rosters.names(List.of(ANN_UNION))).isEmpty();
        assertThat(rosters.departmentNames(FLOW, List.of(ROOT))).isEmpty();
        assertThat(rosters.inDepartment(FLOW, ROOT, clock.instant())).isEmpty();
        assertThat(rosters.applyNext(FLOW)).isFalse();
        assertThat(store.isEmpty()).isTrue();
    }

    @Test
    void run_whenAccepted_isTheRoster() {
        Instant start = now();
        RosterRepository rosters = open().rosters();
        long run = rosters.begin(FLOW, start);
        rosters.stage(run, List.of(person("ann", 1, 2), person("bob", -7)));
        assertThat(rosters.byId(FLOW, List.of(ANN, BOB))).as("not accepted").isEmpty();
        clock.advance(Duration.ofMinutes(1));
        rosters.accept(run, summary(2), true);
        while (rosters.applyNext(FLOW)) {}

        RosterRepository second = open().rosters();
        List<KnownPerson> known = second.byId(FLOW, List.of(ANN, BOB, new PersonId("cat")));
        assertThat(known)
                .extracting(
                        KnownPerson::id,
                        KnownPerson::unionId,
                        KnownPerson::state,
                        KnownPerson::since,
                        KnownPerson::lastSeen,
                        KnownPerson::personPrint,
                        KnownPerson::accountPrint,
                        KnownPerson::departments)
                .containsExactlyInAnyOrder(
                        tuple(ANN, ANN_UNION, State.PRESENT, start, now(), 7L, 8L, List.of(ROOT, SALES)),
                        tuple(BOB, new UserId("U-bob"), State.PRESENT, start, now(), 7L, 8L, List.of(SCHOOL)));
        assertThat(second.byUnionId(FLOW, List.of(ANN_UNION)))
                .containsExactlyElementsOf(second.byId(FLOW, List.of(ANN)));
        assertThat(second.byId("other", List.of(ANN))).isEmpty();
        assertThat(second.records(FLOW, numbers(known)).values())
                .containsExactlyInAnyOrder(record("ann"), record("bob"));
        assertThat(second.status(FLOW)).hasValueSatisfying(status -> {
            assertThat(status.trackedSince()).isEqualTo(now());
            assertThat(status.last()).isEqualTo(summary(2));
        });
        assertThat(second.changes(FLOW, null, 0, 10)).isEmpty();
    }

    @Test
    void run_whenNothingChanged_isOnlyARunAndMovesLastSeen() throws Exception {
        RosterRepository rosters = open().rosters();
        run(rosters, List.of(person("ann", 1)));
        Instant since = now();
        clock.advance(Duration.ofDays(1));
        List<List<String>> before = query("SELECT * FROM rollcall_roster_person");
        run(rosters, List.of());

        assertThat(query("SELECT * FROM rollcall_roster_person")).isEqualTo(before);
        assertThat(ann(rosters).lastSeen()).isEqualTo(now());
        assertThat(ann(rosters).since()).isEqualTo(since);
        clock.advance(Duration.ofHours(1));
        long event = rosters.begin(FLOW, now());
        rosters.accept(event, summary(1), false);
        assertThat(ann(rosters).lastSeen())
                .as("a run that did not walk saw no one")
                .isBefore(now());
        RunSummary partial = new RunSummary(now(), now(), false, 1, 5L, 2);
        while (rosters.applyNext(FLOW)) {}
        rosters.accept(rosters.begin(FLOW, now()), partial, false);
        assertThat(ann(rosters).lastSeen()).isEqualTo(now());
        assertThat(rosters.status(FLOW).orElseThrow().last()).isEqualTo(partial);
    }

    @Test
    void person_whoIsFrozen_wasNotSeen_untilARunSeesThem() throws Exception {
        RosterRepository rosters = open().rosters();
        run(rosters, List.of(person("ann", 2), person("bob", 1)));
        clock.advance(Duration.ofDays(1));
        run(rosters, List.of());
        Instant seen = now();
        clock.advance(Duration.ofDays(1));
        incomplete(rosters, List.of(StagedPerson.frozen(ann(rosters), now())));
        clock.advance(Duration.ofDays(1));
        incomplete(rosters, List.of());

        assertThat(ann(rosters))
                .extracting(KnownPerson::state, KnownPerson::frozen, KnownPerson::lastSeen, KnownPerson::departments)
                .containsExactly(State.PRESENT, true, seen, List.of(SALES));
        assertThat(rosters.byId(FLOW, List.of(BOB)).get(0).lastSeen()).isEqualTo(now());
        assertThat(rosters.records(FLOW, List.of(ann(rosters).number()))).containsValue(record("ann"));
        assertThat(rosters.inDepartment(FLOW, SALES, now())).hasSize(1);
        assertThat(query("SELECT " + shown("last_seen") + " FROM rollcall_people ORDER BY user_id"))
                .containsExactly(List.of(seen.toString()), List.of(now().toString()));

        clock.advance(Duration.ofDays(1));
        run(rosters, List.of(staged(ann(rosters), "ann", "Name of ann", List.of(), 2)));
        assertThat(ann(rosters).frozen()).isFalse();
        clock.advance(Duration.ofDays(1));
        run(rosters, List.of());
        assertThat(ann(rosters).lastSeen()).isEqualTo(now());
    }

    @Test
    void person_whoIsFrozenAndThenAbsent_wasLastSeenBefore() {
        RosterRepository rosters = open().rosters();
        run(rosters, List.of(person("ann", 2)));
        Instant seen = now();
        clock.advance(Duration.ofDays(1));
        incomplete(rosters, List.of(StagedPerson.frozen(ann(rosters), now())));
        clock.advance(Duration.ofDays(1));
        run(rosters, List.of(absent(ann(rosters), State.LEFT, change("c1", Kind.LEFT, List.of(2L), List.of()))));

        assertThat(ann(rosters))
                .extracting(KnownPerson::state, KnownPerson::frozen, KnownPerson::lastSeen)
                .containsExactly(State.LEFT, false, seen);
    }

    private void incomplete(RosterRepository rosters, List<StagedPerson> people) {
        long run = rosters.begin(FLOW, now());
        rosters.stage(run, people);
        rosters.accept(run, new RunSummary(now(), now(), false, 2, null, 1), false);
        while (rosters.applyNext(FLOW)) {}
    }

    @Test
    void run_whenPeopleAreAbsentAndReturn_keepsTheirHistory() {
        RosterRepository rosters = open().rosters();
        run(rosters, List.of(person("ann", 1, 2)));
        Instant joined = now();
        clock.advance(Duration.ofDays(1));
        run(rosters, List.of());
        Instant seen = now();
        clock.advance(Duration.ofDays(1));
        Instant unseenAt = now();
        run(
                rosters,
                List.of(absent(ann(rosters), State.UNSEEN, change("c1", Kind.UNSEEN, List.of(1L, 2L), List.of()))));

        assertThat(ann(rosters))
                .extracting(KnownPerson::state, KnownPerson::since, KnownPerson::lastSeen, KnownPerson::departments)
                .containsExactly(State.UNSEEN, unseenAt, seen, List.of(ROOT, SALES));
        assertThat(ann(rosters).personPrint()).isEqualTo(7);
        assertThat(ann(rosters).accountPrint()).isEqualTo(8);
        assertThat(rosters.records(FLOW, List.of(ann(rosters).number()))).containsValue(record("ann"));
        assertThat(rosters.inState(FLOW, State.UNSEEN, 0, 10)).containsExactly(ann(rosters));
        assertThat(rosters.inDepartment(FLOW, SALES, now())).isEmpty();

        clock.advance(Duration.ofDays(1));
        run(rosters, List.of(absent(ann(rosters), State.LEFT, change("c2", Kind.LEFT, List.of(1L, 2L), List.of()))));
        assertThat(ann(rosters))
                .extracting(KnownPerson::state, KnownPerson::since, KnownPerson::lastSeen)
                .containsExactly(State.LEFT, now(), seen);

        clock.advance(Duration.ofDays(1));
        run(
                rosters,
                List.of(present(ann(rosters), "ann", "Ann", change("c3", Kind.RETURNED, List.of(), List.of(2L)), 2)));
        assertThat(ann(rosters))
                .extracting(KnownPerson::state, KnownPerson::since, KnownPerson::lastSeen, KnownPerson::departments)
                .containsExactly(State.PRESENT, now(), now(), List.of(SALES));
        long number = ann(rosters).number();
        assertThat(rosters.placements(FLOW, number))
                .extracting(Placement::department, Placement::from, Placement::until)
                .containsExactly(
                        tuple(SALES, now(), null), tuple(ROOT, joined, unseenAt), tuple(SALES, joined, unseenAt));
        assertThat(rosters.placements("other", number)).isEmpty();
        assertThat(rosters.changesOf(FLOW, number, 2))
                .extracting(stored -> stored.change().kind())
                .containsExactly(Kind.RETURNED, Kind.LEFT);
        List<StoredChange> latest = rosters.latestChanges(FLOW, null, Long.MAX_VALUE, 10);
        assertThat(latest)
                .extracting(stored -> stored.change().kind())
                .containsExactly(Kind.RETURNED, Kind.LEFT, Kind.UNSEEN);
        assertThat(rosters.latestChanges(FLOW, now(), latest.get(0).number(), 10))
                .isEmpty();
        assertThat(ids(rosters.inDepartment(FLOW, SALES, joined))).containsExactly(ANN);
        assertThat(ids(rosters.inDepartment(FLOW, SALES, unseenAt.minusMillis(1))))
                .containsExactly(ANN);
        assertThat(rosters.inDepartment(FLOW, SALES, unseenAt)).isEmpty();
        assertThat(ids(rosters.inDepartment(FLOW, SALES, now()))).containsExactly(ANN);
        assertThat(rosters.inDepartment(FLOW, ROOT, now())).isEmpty();
        assertThat(rosters.changes(FLOW, null, 0, 10))
                .extracting(stored -> stored.change().kind())
                .containsExactly(Kind.UNSEEN, Kind.LEFT, Kind.RETURNED);
    }

    @Test
    void inDepartment_whenPeopleMove_isAsItWasAtEachTime() {
        RosterRepository rosters = open().rosters();
        Instant first = now();
        run(rosters, List.of(person("ann", 1), person("bob", 1, 2)));
        clock.advance(Duration.ofDays(1));
        Instant moved = now();
        run(
                rosters,
                List.of(present(ann(rosters), "ann", "Ann", change("m", Kind.MOVED, List.of(1L), List.of(2L)), 2)));

        assertThat(ids(rosters.inDepartment(FLOW, ROOT, first.minusMillis(1)))).isEmpty();
        assertThat(ids(rosters.inDepartment(FLOW, ROOT, first))).containsExactly(ANN, BOB);
        assertThat(ids(rosters.inDepartment(FLOW, ROOT, moved))).containsExactly(BOB);
        assertThat(ids(rosters.inDepartment(FLOW, SALES, moved.minusMillis(1)))).containsExactly(BOB);
        assertThat(ids(rosters.inDepartment(FLOW, SALES, moved))).containsExactly(ANN, BOB);
        assertThat(rosters.inDepartment("other", SALES, moved)).isEmpty();
    }

    @Test
    void stage_whenTheUserIdIsNew_keepsThePersonsNumber() {
        RosterRepository rosters = open().rosters();
        run(rosters, List.of(person("ann", 1), person("bob", 1)));
        KnownPerson ann = ann(rosters);
        clock.advance(Duration.ofDays(1));
        run(rosters, List.of(present(ann, "ann2", "Ann", change("c", Kind.CHANGED, List.of(), List.of()), 1)));

        assertThat(rosters.byId(FLOW, List.of(ANN))).isEmpty();
        assertThat(rosters.byId(FLOW, List.of(new PersonId("ann2"))))
                .extracting(KnownPerson::number)
                .containsExactly(ann.number());
        assertThat(rosters.byUnionId(FLOW, List.of(ANN_UNION))).hasSize(1);
    }

    @Test
    void stage_whenAUserIdPassesToAnother_isThePresentPersons() {
        RosterRepository rosters = open().rosters();
        run(rosters, List.of(person("ann", 1), person("bob", 1)));
        KnownPerson ann = ann(rosters);
        KnownPerson bob = rosters.byId(FLOW, List.of(BOB)).get(0);
        clock.advance(Duration.ofDays(1));
        run(
                rosters,
                List.of(
                        present(ann, "bob", "Ann", change("c1", Kind.CHANGED, List.of(), List.of()), 1),
                        absent(bob, State.LEFT, change("c2", Kind.LEFT, List.of(1L), List.of()))));

        assertThat(rosters.byId(FLOW, List.of(ANN, BOB)))
                .extracting(KnownPerson::number)
                .containsExactly(ann.number());
        assertThat(rosters.byUnionId(FLOW, List.of(new UserId("U-bob"))))
                .extracting(KnownPerson::number, KnownPerson::state)
                .containsExactly(tuple(bob.number(), State.LEFT));
    }

    @Test
    void stage_whenAPersonComesTwiceInARun_theLastOneCounts() {
        RosterRepository rosters = open().rosters();
        run(rosters, List.of(person("ann", 1)));
        KnownPerson ann = ann(rosters);
        clock.advance(Duration.ofDays(1));
        run(
                rosters,
                List.of(
                        present(ann, "ann", "Ann", change("c1", Kind.MOVED, List.of(1L), List.of(2L)), 2),
                        present(ann, "ann", "Ann", change("c2", Kind.MOVED, List.of(1L), List.of(-7L)), -7)));

        assertThat(ann(rosters).departments()).containsExactly(SCHOOL);
        clock.advance(Duration.ofDays(1));
        assertThat(rosters.inDepartment(FLOW, SALES, now())).isEmpty();
        assertThat(ids(rosters.inDepartment(FLOW, SCHOOL, now()))).containsExactly(ANN);
    }

    // ---- crashes

    @Test
    void begin_whenAnAcceptedRunIsHalfApplied_completesItOnce() {
        RosterRepository crashed = open().rosters();
        long run = crashed.begin(FLOW, now());
        for (int batch = 0; batch < 10; batch++) {
            int from = batch * 500;
            crashed.stage(
                    run,
                    IntStream.range(from, from + 500)
                            .mapToObj(i -> new StagedPerson(
                                    null,
                                    new PersonId("p" + i),
                                    null,
                                    State.PRESENT,
                                    now(),
                                    i,
                                    null,
                                    null,
                                    null,
                                    "{}",
                                    List.of(ROOT),
                                    List.of(new RosterChange(
                                            "c" + i,
                                            now(),
                                            FLOW,
                                            Kind.JOINED,
                                            new PersonId("p" + i),
                                            null,
                                            List.of(),
                                            List.of(ROOT),
                                            List.of()))))
                            .toList());
        }
        crashed.stageDepartments(run, List.of(new TrackedDepartment(ROOT, "Company", null)));
        crashed.accept(run, summary(5_000), true);
        assertThat(crashed.applyNext(FLOW)).isTrue();
        assertThat(crashed.applyNext(FLOW)).isTrue();
        assertThat(crashed.counts(FLOW, null).get(Kind.JOINED)).isBetween(1L, 4_999L);

        RosterRepository next = open().rosters();
        long second = next.begin(FLOW, now());
        assertThat(second).isGreaterThan(run);
        assertThat(next.applyNext(FLOW)).isFalse();

        List<StoredChange> changes = new ArrayList<>();
        List<StoredChange> page;
        do {
            page = next.changes(
                    FLOW,
                    null,
                    changes.isEmpty() ? 0 : changes.get(changes.size() - 1).number(),
                    999);
            changes.addAll(page);
        } while (!page.isEmpty());
        assertThat(changes)
                .extracting(stored -> stored.change().id())
                .containsExactlyElementsOf(
                        IntStream.range(0, 5_000).mapToObj(i -> "c" + i).toList());
        assertThat(next.inState(FLOW, State.PRESENT, 0, 10_000)).hasSize(5_000);
        assertThat(next.inDepartment(FLOW, ROOT, now())).hasSize(5_000);
        assertThat(next.departmentNames(FLOW, List.of(ROOT))).containsExactly(entry(ROOT, "Company"));
    }

    @Test
    void begin_whenARunWasNeverAccepted_dropsWhatItStaged() throws Exception {
        RosterRepository crashed = open().rosters();
        run(crashed, List.of(person("ann", 1)));
        long run = crashed.begin(FLOW, now());
        crashed.stage(run, List.of(person("bob", 1)));
        crashed.stageDepartments(run, List.of(new TrackedDepartment(ROOT, "Company", null)));

        RosterRepository next = open().rosters();
        long second = next.begin(FLOW, now());

        assertThat(query("SELECT count(*) FROM rollcall_roster_staged")).containsExactly(List.of("0"));
        assertThat(query("SELECT count(*) FROM rollcall_roster_staged_department"))
                .containsExactly(List.of("0"));
        assertThatThrownBy(() -> crashed.stage(run, List.of(person("bob", 1)))).isInstanceOf(StoreException.class);
        assertThatThrownBy(() -> crashed.accept(run, summary(1), true)).isInstanceOf(StoreException.class);
        next.accept(second, summary(1), true);
        while (next.applyNext(FLOW)) {}
        assertThat(next.byId(FLOW, List.of(BOB))).isEmpty();
    }

    @Test
    void begin_whenAnotherFlowStages_leavesItAlone() {
        RosterRepository rosters = open().rosters();
        long other = rosters.begin("other", now());
        rosters.stage(other, List.of(person("bob", 1)));
        run(rosters, List.of(person("ann", 1)));
        rosters.accept(other, summary(1), true);
        while (rosters.applyNext("other")) {}

        assertThat(rosters.byId("other", List.of(ANN, BOB)))
                .extracting(KnownPerson::id)
                .containsExactly(BOB);
        assertThat(rosters.byId(FLOW, List.of(ANN, BOB)))
                .extracting(KnownPerson::id)
                .containsExactly(ANN);
    }

    @Test
    void drop_keepsTheRosterAsItWas() throws Exception {
        RosterRepository rosters = open().rosters();
        run(rosters, List.of(person("ann", 1)));
        RunSummary last = rosters.status(FLOW).orElseThrow().last();
        clock.advance(Duration.ofDays(1));
        long run = rosters.begin(FLOW, now());
        rosters.stage(
                run, List.of(absent(ann(rosters), State.UNSEEN, change("c", Kind.UNSEEN, List.of(1L), List.of()))));
        rosters.drop(run, summary(0));

        assertThat(ann(rosters).state()).isEqualTo(State.PRESENT);
        assertThat(rosters.status(FLOW).orElseThrow().last()).isEqualTo(last);
        assertThat(rosters.changes(FLOW, null, 0, 10)).isEmpty();
        assertThat(query("SELECT people FROM rollcall_roster_run WHERE state = 'DROPPED'"))
                .containsExactly(List.of("0"));
        assertThat(query("SELECT count(*) FROM rollcall_roster_staged")).containsExactly(List.of("0"));
    }

    // ---- departments

    @Test
    void departments_areKnownAsTheyWereLastRead() throws Exception {
        RosterRepository rosters = open().rosters();
        long run = rosters.begin(FLOW, now());
        rosters.stageDepartments(
                run,
                List.of(
                        new TrackedDepartment(ROOT, "Company", null),
                        new TrackedDepartment(SALES, "Sales", ROOT),
                        new TrackedDepartment(SCHOOL, null, null)));
        finish(rosters, run);
        clock.advance(Duration.ofDays(1));
        run = rosters.begin(FLOW, now());
        rosters.stageDepartments(
                run, List.of(new TrackedDepartment(ROOT, null, null), new TrackedDepartment(SALES, "销售", ROOT)));
        finish(rosters, run);

        assertThat(rosters.departmentNames(FLOW, List.of(ROOT, SALES, SCHOOL)))
                .containsOnly(entry(ROOT, "Company"), entry(SALES, "销售"));
        assertThat(
                        query(
                                "SELECT department, name, parent, valid_until IS NULL FROM rollcall_roster_department ORDER BY department, valid_from"))
                .extracting(row -> String.join(",", row.subList(0, 3)))
                .containsExactly("-7,null,null", "1,Company,null", "2,Sales,1", "2,销售,1");
        assertThat(query("SELECT department FROM rollcall_roster_department WHERE valid_until IS NULL ORDER BY 1"))
                .as("the walk was complete and did not find the school")
                .containsExactly(List.of("1"), List.of("2"));
    }

    // ---- a part of a roster, without a walk

    @Test
    void acceptPart_keepsWhatIsKnownOfTheLastWalk() throws Exception {
        RosterRepository rosters = open().rosters();
        long walk = rosters.begin(FLOW, now());
        rosters.stage(walk, List.of(person("ann", 1), person("bob", 1)));
        rosters.stageDepartments(
                walk,
                List.of(new TrackedDepartment(ROOT, "Company", null), new TrackedDepartment(SALES, "Sales", ROOT)));
        RunSummary walked = new RunSummary(now(), now(), true, 2, 3L, 0);
        rosters.accept(walk, walked, true);
        while (rosters.applyNext(FLOW)) {}
        rosters.quarantine(FLOW, new Quarantine(now(), 1, 9, List.of(), null), List.of(BOB));
        assertThat(rosters.lostSinceWalk(FLOW)).isZero();

        clock.advance(Duration.ofHours(1));
        Instant later = now();
        long part = rosters.begin(FLOW, later);
        rosters.stage(part, List.of(absent(ann(rosters), State.LEFT, change("x1", Kind.LEFT, List.of(1L), List.of()))));
        rosters.stageDepartments(part, List.of(new TrackedDepartment(SALES, "销售", ROOT)));
        rosters.acceptPart(part, 1);
        while (rosters.applyNext(FLOW)) {}

        assertThat(ann(rosters).state()).isEqualTo(State.LEFT);
        assertThat(rosters.byId(FLOW, List.of(BOB)).get(0).lastSeen()).isEqualTo(walked.endedAt());
        assertThat(rosters.status(FLOW).orElseThrow().last())
                .isEqualTo(new RunSummary(walked.startedAt(), walked.endedAt(), true, 1, 3L, 0));
        assertThat(rosters.lostSinceWalk(FLOW)).isEqualTo(1);
        assertThat(rosters.lostSinceWalk("other")).isZero();
        assertThat(rosters.quarantine(FLOW)).isPresent();
        assertThat(rosters.departments(FLOW, List.of(ROOT, SALES, SCHOOL)).values())
                .containsExactlyInAnyOrder(
                        new TrackedDepartment(ROOT, "Company", null), new TrackedDepartment(SALES, "销售", ROOT));
        assertThat(
                        query(
                                "SELECT valid_from FROM rollcall_roster_department WHERE valid_until IS NULL AND department = 2"))
                .containsExactly(List.of(String.valueOf(later.toEpochMilli())));

        clock.advance(Duration.ofHours(1));
        long next = rosters.begin(FLOW, now());
        rosters.stageDepartments(next, List.of(new TrackedDepartment(ROOT, "Company", null)));
        rosters.accept(next, summary(1), true);
        while (rosters.applyNext(FLOW)) {}
        assertThat(rosters.lostSinceWalk(FLOW)).isZero();
        assertThat(rosters.departments(FLOW, List.of(ROOT, SALES))).containsOnlyKeys(ROOT);
    }

    // ---- quarantine

    @Test
    void quarantine_untilItIsAllowed_acceptsNoLoss() {
        RosterRepository rosters = open().rosters();
        Quarantine quarantine =
                new Quarantine(now(), 2, 9, List.of(new Loss(SALES, "销售", 2), new Loss(ROOT, null, 1)), null);
        rosters.quarantine(FLOW, quarantine, List.of(ANN, BOB, ANN));

        RosterRepository second = open().rosters();
        assertThat(second.quarantine(FLOW)).contains(quarantine);
        assertThat(second.lost(FLOW, 0, 10)).containsExactly(ANN, BOB);
        assertThat(second.lost(FLOW, 1, 10)).containsExactly(BOB);
        assertThat(second.lost("other", 0, 10)).isEmpty();
        assertThat(second.quarantine("other")).isEmpty();
        assertThat(second.isAccepted(FLOW, List.of(ANN), now())).isFalse();
        Instant until = now().plus(RosterRepository.ACCEPTANCE);
        assertThat(second.allow("other", until)).isFalse();
        assertThat(second.allow(FLOW, quarantine.at().minusMillis(1), until))
                .as("another quarantine")
                .isFalse();
        assertThat(second.allow("other", quarantine.at(), until)).isFalse();
        assertThat(rosters.isAccepted(FLOW, List.of(ANN), now())).isFalse();
        assertThat(second.allow(FLOW, quarantine.at(), until)).isTrue();
        assertThat(second.allow(FLOW, until)).isTrue();
        assertThat(rosters.quarantine(FLOW).orElseThrow().allowedUntil()).isEqualTo(until);
        assertThat(rosters.isAccepted(FLOW, List.of(ANN, ANN, BOB), now())).isTrue();
        assertThat(rosters.isAccepted(FLOW, List.of(ANN, new PersonId("cat")), now()))
                .isFalse();
        assertThat(rosters.isAccepted("other", List.of(ANN), now())).isFalse();
        assertThat(rosters.isAccepted(FLOW, List.of(ANN), until))
                .as("it expires")
                .isFalse();

        rosters.quarantine(FLOW, quarantine, List.of(ANN));
        assertThat(rosters.isAccepted(FLOW, List.of(ANN), now()))
                .as("a new one")
                .isFalse();
    }

    @Test
    void quarantine_endsWithAnAcceptedRunAndWhenItIsReleased() {
        RosterRepository rosters = open().rosters();
        Quarantine quarantine = new Quarantine(now(), 1, 9, List.of(), null);
        rosters.quarantine(FLOW, quarantine, List.of(ANN));
        rosters.quarantine("other", quarantine, List.of(ANN));
        rosters.allow(FLOW, now().plusSeconds(60));
        run(rosters, List.of(person("bob", 1)));

        assertThat(rosters.quarantine(FLOW)).isEmpty();
        assertThat(rosters.isAccepted(FLOW, List.of(ANN), now())).isFalse();
        assertThat(rosters.quarantine("other")).isPresent();
        rosters.release("other");
        assertThat(rosters.quarantine("other")).isEmpty();
    }

    @Test
    void quarantine_ofThousands_namesEachOfThem() {
        RosterRepository rosters = open().rosters();
        List<PersonId> lost =
                IntStream.range(0, 3_001).mapToObj(i -> new PersonId("p" + i)).toList();
        rosters.quarantine(FLOW, new Quarantine(now(), 3_001, 9_000, List.of(), null), lost);
        rosters.allow(FLOW, now().plusSeconds(60));

        assertThat(rosters.isAccepted(FLOW, lost, now())).isTrue();
        List<PersonId> more = new ArrayList<>(lost);
        more.add(ANN);
        assertThat(rosters.isAccepted(FLOW, more, now())).isFalse();
    }

    // ---- changes

    @Test
    void changes_areReadInOrderFromATimeAndInPages() {
        RosterRepository rosters = open().rosters();
        run(rosters, List.of(person("ann", 1)));
        clock.advance(Duration.ofDays(1));
        RosterChange moved = change("m", Kind.MOVED, List.of(1L), List.of(2L, -7L));
        RosterChange renamed = change("r", Kind.RENAMED, List.of(), List.of());
        RosterChange changed = new RosterChange(
                "f", now(), FLOW, Kind.CHANGED, ANN, null, List.of(), List.of(), List.of("title", "a \"b\", 职位"));
        KnownPerson ann = ann(rosters);
        run(rosters, List.of(staged(ann, "ann", "赵云", List.of(moved, renamed), 2, -7)));
        clock.advance(Duration.ofDays(1));
        Instant later = now();
        changed = new RosterChange("f", later, FLOW, Kind.CHANGED, ANN, null, List.of(), List.of(), changed.fields());
        run(rosters, List.of(staged(ann, "ann", "赵云", List.of(changed), 2, -7)));

        List<StoredChange> all = rosters.changes(FLOW, null, 0, 10);
        assertThat(all).extracting(StoredChange::change).containsExactly(moved, renamed, changed);
        assertThat(all).extracting(StoredChange::name).containsOnly("赵云");
        assertThat(all).extracting(StoredChange::number).isSorted().doesNotHaveDuplicates();
        assertThat(rosters.changes(FLOW, null, 0, 2)).isEqualTo(all.subList(0, 2));
        assertThat(rosters.changes(FLOW, null, all.get(1).number(), 2)).isEqualTo(all.subList(2, 3));
        assertThat(rosters.changes(FLOW, later, 0, 10)).isEqualTo(all.subList(2, 3));
        assertThat(rosters.changes(FLOW, later.plusMillis(1), 0, 10)).isEmpty();
        assertThat(rosters.changes("other", null, 0, 10)).isEmpty();
        assertThat(rosters.counts(FLOW, null))
                .containsEntry(Kind.MOVED, 1L)
                .containsEntry(Kind.RENAMED, 1L)
                .containsEntry(Kind.CHANGED, 1L)
                .containsEntry(Kind.JOINED, 0L);
        assertThat(rosters.counts(FLOW, later)).containsEntry(Kind.MOVED, 0L).containsEntry(Kind.CHANGED, 1L);
    }

    @Test
    void delivered_isKeptForEachReader() {
        RosterRepository rosters = open().rosters();
        rosters.delivered(FLOW, "file", 7);
        rosters.delivered(FLOW, "notify", 3);
        rosters.delivered(FLOW, "file", 9);

        RosterRepository second = open().rosters();
        assertThat(second.delivered(FLOW, "file")).isEqualTo(9);
        assertThat(second.delivered(FLOW, "notify")).isEqualTo(3);
        assertThat(second.delivered("other", "file")).isZero();
    }

    // ---- people

    @Test
    void find_byIdsPhoneAndPartsOfNames() {
        RosterRepository rosters = open().rosters();
        long run = rosters.begin(FLOW, now());
        rosters.stageDepartments(run, List.of(new TrackedDepartment(SALES, "Sales", ROOT)));
        rosters.stage(
                run,
                List.of(
                        named("ann", "赵云", "+8613800138000"),
                        named("bob", "诸葛亮 Bob", "+8613800138001"),
                        named("odd", "50%_off!", null),
                        named("nameless", null, null)));
        finish(rosters, run);
        long other = rosters.begin("other", now());
        rosters.stage(other, List.of(named("ann", "赵云", null)));
        rosters.accept(other, summary(1), true);
        while (rosters.applyNext("other")) {}

        assertThat(find("ann", 10)).extracting(FoundPerson::flow).containsExactly("other", FLOW);
        assertThat(ids(find("U-bob", 10))).containsExactly(BOB);
        assertThat(ids(find("+8613800138001", 10))).containsExactly(BOB);
        assertThat(find("+861380013800", 10)).as("a part of a number").isEmpty();
        assertThat(ids(find("葛亮", 10))).containsExactly(BOB);
        assertThat(ids(find("bOB", 10))).containsExactly(BOB);
        assertThat(ids(find("%", 10))).containsExactly(new PersonId("odd"));
        assertThat(ids(find("_", 10))).containsExactly(new PersonId("odd"));
        assertThat(ids(find("%_OFF!", 10))).containsExactly(new PersonId("odd"));
        assertThat(ids(find("云", 10))).containsExactly(ANN, ANN);
        assertThat(ids(find("ＢＯＢ", 10))).as("full width").containsExactly(BOB);
        assertThat(find("'", 10)).isEmpty();
        assertThat(find(" ", 10)).isEmpty();
        assertThat(find("\0", 10)).isEmpty();
        assertThat(find("赵", 1)).hasSize(1);
        assertThat(find("U-bob", 10).get(0))
                .isEqualTo(new FoundPerson(
                        FLOW,
                        BOB,
                        new UserId("U-bob"),
                        "诸葛亮 Bob",
                        State.PRESENT,
                        now(),
                        List.of(new TrackedDepartment(SALES, "Sales", ROOT))));
    }

    @Test
    void find_whenSomeHaveLeft_namesThemLastWithTheirLastDepartments() {
        RosterRepository rosters = open().rosters();
        run(rosters, List.of(named("ann", "赵一", null), named("bob", "赵二", null), named("cat", "赵三", null)));
        clock.advance(Duration.ofDays(1));
        run(
                rosters,
                List.of(
                        absent(ann(rosters), State.LEFT, change("c1", Kind.LEFT, List.of(2L), List.of())),
                        absent(
                                rosters.byId(FLOW, List.of(BOB)).get(0),
                                State.UNSEEN,
                                change("c2", Kind.UNSEEN, List.of(2L), List.of()))));

        List<FoundPerson> found = find("赵", 10);
        assertThat(ids(found)).containsExactly(new PersonId("cat"), BOB, ANN);
        assertThat(found).allSatisfy(person -> assertThat(person.departments())
                .containsExactly(new TrackedDepartment(SALES, null, null)));
    }

    @Test
    void search_ignoresCaseAndWidthByUnicode() {
        run(
                open().rosters(),
                List.of(
                        named("a", "JÜRGEN Straße", null),
                        named("b", "ЖЕНЯ", null),
                        named("c", "ＷＡＮＧ　Ｗｅｉ", null),
                        named("d", "阿卜杜\u200b拉", null)));

        assertThat(ids(find("jürgen STRASSE", 10))).containsExactly(new PersonId("a"));
        assertThat(ids(find("женя", 10))).containsExactly(new PersonId("b"));
        assertThat(ids(find("wang  wEI", 10))).containsExactly(new PersonId("c"));
        assertThat(ids(find("杜拉", 10))).containsExactly(new PersonId("d"));
        assertThat(find("\u200b", 10)).as("nothing visible").isEmpty();
        assertThat(find("a\nb", 10)).isEmpty();
    }

    @Test
    void search_pageByPage_findsEachOnceInOneOrder() {
        RosterRepository rosters = open().rosters();
        run(
                rosters,
                IntStream.range(0, 300)
                        .mapToObj(i -> named("p" + i, (i % 3 == 0 ? "王" : "李") + "伟" + i, null))
                        .toList());
        clock.advance(Duration.ofDays(1));
        run(
                rosters,
                rosters.inState(FLOW, State.PRESENT, 0, 1_000).stream()
                        .filter(person -> person.number() % 5 == 0)
                        .map(person -> absent(
                                person,
                                person.number() % 2 == 0 ? State.LEFT : State.UNSEEN,
                                change("c" + person.number(), Kind.LEFT, List.of(2L), List.of())))
                        .toList());
        long other = rosters.begin("a flow", now());
        rosters.stage(other, List.of(named("王", "Anna", null), named("x", "王五", null)));
        rosters.accept(other, summary(2), true);
        while (rosters.applyNext("a flow")) {}

        List<FoundPerson> all = find("王", 1_000);
        assertThat(all).hasSize(102).doesNotHaveDuplicates();
        assertThat(all.get(0).id()).as("the id is the text").isEqualTo(new PersonId("王"));
        assertThat(all).extracting(FoundPerson::state).isSorted();
        assertThat(all).extracting(FoundPerson::state).contains(State.PRESENT, State.UNSEEN, State.LEFT);
        for (int size : List.of(1, 7, 101, 102)) {
            assertThat(pages(new Query("王", null, null), size)).isEqualTo(all);
        }
        assertThat(pages(new Query("王", null, FLOW), 9))
                .isEqualTo(all.stream().filter(one -> one.flow().equals(FLOW)).toList())
                .hasSize(100);
        assertThat(pages(new Query("王", null, "none"), 9)).isEmpty();
        assertThat(pages(new Query("李伟11", null, null), 2)).hasSize(8);
    }

    @Test
    void search_whenThePositionIsNotOfASearch_isRefused() {
        run(open().rosters(), List.of(named("ann", "赵云", null)));

        for (String after : List.of("", "x", "%", "UFJFU0VOVA")) {
            assertThatThrownBy(() -> open().people().search(Query.of("赵"), after, 10))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void search_byNumberInAnotherForm_findsIts() {
        run(open().rosters(), List.of(named("ann", "赵云", "+8613800138000"), named("bob", "13800138000", null)));

        assertThat(pages(new Query("13800138000", new PhoneNumber("+8613800138000"), null), 1))
                .extracting(FoundPerson::id)
                .containsExactly(ANN, BOB);
    }

    @Test
    void search_afterNamesAndStatesChanged_findsAsTheyAre() {
        RosterRepository rosters = open().rosters();
        run(rosters, List.of(named("ann", "赵云", null), named("bob", "关羽", null)));
        clock.advance(Duration.ofDays(1));
        run(rosters, List.of(present(ann(rosters), "ann", "马超", change("c1", Kind.RENAMED, List.of(), List.of()), 2)));

        assertThat(find("赵云", 10)).isEmpty();
        assertThat(ids(find("马超", 10))).containsExactly(ANN);
        run(rosters, List.of(absent(ann(rosters), State.LEFT, change("c2", Kind.LEFT, List.of(2L), List.of()))));
        assertThat(find("马超", 10)).extracting(FoundPerson::state).containsExactly(State.LEFT);
        run(rosters, List.of(present(ann(rosters), "ann", null, change("c3", Kind.RETURNED, List.of(), List.of()), 2)));
        assertThat(find("马超", 10)).as("has no name now").isEmpty();
        assertThat(ids(find("关", 10))).containsExactly(BOB);
    }

    @Test
    void search_whenTheStoreHadPeopleBeforeItHadASearch_readsTheirNamesOnce() throws Exception {
        RosterRepository rosters = open().rosters();
        run(
                rosters,
                IntStream.range(0, 5_000)
                        .mapToObj(i -> named("p" + i, "王伟" + i, null))
                        .toList());
        List<FoundPerson> before = find("王伟4", 10_000);
        change("DELETE FROM rollcall_roster_search");
        change("UPDATE rollcall_roster_search_fill SET next_number = 0,"
                + " last_number = (SELECT max(number) FROM rollcall_roster_person)");

        assertThat(find("王伟4", 10_000)).isEqualTo(before).hasSizeGreaterThan(1_000);
        change("DELETE FROM rollcall_roster_search");
        assertThat(find("王伟4", 10_000)).as("not read twice").isEmpty();
    }

    @Test
    void search_amongRandomNames_findsWhatTheirTextContains() {
        Random random = new Random(20261129);
        String letters = "王伟李娜aAbB ß%_'\u3000\u0130é";
        Map<PersonId, String> names = new HashMap<>();
        List<StagedPerson> people = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            String name = text(random, letters, 6);
            names.put(new PersonId("p" + i), name);
            people.add(named("p" + i, name, null));
        }
        run(open().rosters(), people);

        for (int i = 0; i < 200; i++) {
            SearchText part = SearchText.of(text(random, letters, 3));
            assertThat(ids(find(part.folded(), 1_000)))
                    .containsExactlyInAnyOrderElementsOf(names.entrySet().stream()
                            .filter(name -> !part.isEmpty()
                                    && SearchText.of(name.getValue()).contains(part))
                            .map(Map.Entry::getKey)
                            .toList());
        }
    }

    private static String text(Random random, String letters, int most) {
        return random.ints(1 + random.nextInt(most), 0, letters.length())
                .mapToObj(i -> letters.substring(i, i + 1))
                .collect(Collectors.joining());
    }

    @Test
    void byId_hasTheNamesOfDepartments() {
        RosterRepository rosters = open().rosters();
        long run = rosters.begin(FLOW, now());
        rosters.stageDepartments(run, List.of(new TrackedDepartment(SALES, "Sales", ROOT)));
        rosters.stage(run, List.of(named("ann", "赵云", null)));
        finish(rosters, run);

        PeopleRepository people = open().people();
        Map<PersonId, FoundPerson> found = people.byId(FLOW, List.of(ANN, BOB));
        assertThat(found).containsOnlyKeys(ANN);
        assertThat(found.get(ANN).name()).isEqualTo("赵云");
        assertThat(found.get(ANN).departments()).containsExactly(new TrackedDepartment(SALES, "Sales", ROOT));
        assertThat(people.byId("other", List.of(ANN))).isEmpty();
    }

    @Test
    void names_areThoseOfAnyFlow() {
        RosterRepository rosters = open().rosters();
        run(rosters, List.of(named("ann", "赵云", null), named("bob", null, null)));

        assertThat(rosters.names(List.of(ANN_UNION, new UserId("U-bob"), new UserId("U-cat"))))
                .containsExactly(entry(ANN_UNION, "赵云"));
        assertThat(rosters.names(IntStream.range(0, 1_000)
                        .mapToObj(i -> i == 999 ? ANN_UNION : new UserId("x" + i))
                        .toList()))
                .hasSize(1);
    }

    @Test
    void inState_readsPagesByNumber() {
        RosterRepository rosters = open().rosters();
        run(rosters, IntStream.range(0, 25).mapToObj(i -> person("p" + i, 1)).toList());

        List<KnownPerson> first = rosters.inState(FLOW, State.PRESENT, 0, 10);
        List<KnownPerson> rest =
                rosters.inState(FLOW, State.PRESENT, first.get(9).number(), 100);
        assertThat(first).hasSize(10);
        assertThat(rest).hasSize(15);
        assertThat(first).extracting(KnownPerson::number).isSorted();
        assertThat(rest.get(0).number()).isGreaterThan(first.get(9).number());
        assertThat(rosters.inState(FLOW, State.LEFT, 0, 10)).isEmpty();
    }

    @Test
    void text_thatADatabaseCannotStore_doesNotStopARun() {
        RosterRepository rosters = open().rosters();
        run(rosters, List.of(named("ann", "a\0b\uD800", null)));

        assertThat(find("ann", 1).get(0).name()).isEqualTo("a\uFFFDb\uFFFD");
    }

    /** Random joins, moves and absences in which processes crash at any point. */
    @Test
    void histories_whateverHappens_areAsTheAcceptedRunsSaid() {
        Random random = new Random(20261120);
        Map<Integer, List<Long>> roster = new HashMap<>();
        List<Moment> moments = new ArrayList<>();
        for (int round = 0; round < 40; round++) {
            clock.advance(Duration.ofHours(1));
            Store store = connect();
            RosterRepository rosters = store.rosters();
            Map<Integer, List<Long>> next = new HashMap<>(roster);
            for (int i = 0; i < 8; i++) {
                int who = random.nextInt(30);
                List<Long> where = LongStream.range(1, 6)
                        .filter(department -> random.nextInt(3) == 0)
                        .boxed()
                        .toList();
                next.compute(who, (key, was) -> where.isEmpty() ? null : where);
            }
            long run = rosters.begin(FLOW, now());
            rosters.stage(run, difference(rosters, roster, next));
            int fate = random.nextInt(4);
            if (fate > 0) {
                rosters.accept(run, summary(next.size()), true);
                roster = next;
            }
            while (fate > 1 && rosters.applyNext(FLOW)) {}
            store.close();
            moments.add(new Moment(now(), roster));
        }
        RosterRepository rosters = open().rosters();
        rosters.begin(FLOW, now());
        for (Moment moment : moments) {
            for (long department = 1; department < 6; department++) {
                long in = department;
                assertThat(ids(rosters.inDepartment(FLOW, new DepartmentId(in), moment.at())))
                        .containsExactlyInAnyOrderElementsOf(moment.roster().entrySet().stream()
                                .filter(person -> person.getValue().contains(in))
                                .map(person -> new PersonId("p" + person.getKey()))
                                .toList());
            }
        }
    }

    private record Moment(Instant at, Map<Integer, List<Long>> roster) {}

    private List<StagedPerson> difference(
            RosterRepository rosters, Map<Integer, List<Long>> before, Map<Integer, List<Long>> after) {
        List<StagedPerson> staged = new ArrayList<>();
        for (int who = 0; who < 30; who++) {
            List<Long> is = after.get(who);
            if (Objects.equals(is, before.get(who))) {
                continue;
            }
            KnownPerson known = rosters.byId(FLOW, List.of(new PersonId("p" + who))).stream()
                    .findFirst()
                    .orElse(null);
            staged.add(
                    is == null
                            ? absent(known, State.UNSEEN, change("c", Kind.UNSEEN, List.of(), List.of()))
                            : staged(
                                    known,
                                    "p" + who,
                                    "Name",
                                    List.of(),
                                    is.stream().mapToLong(Long::longValue).toArray()));
        }
        return staged;
    }

    // ---- what ages

    @Test
    void whatIsOld_isRemoved_butNotWhoIsPresentOrStaged() throws Exception {
        Store store = open();
        RosterRepository rosters = store.rosters();
        run(rosters, List.of(person("ann", 1), person("bob", 1), person("cat", 1)));
        clock.advance(Duration.ofDays(1));
        run(
                rosters,
                List.of(
                        absent(ann(rosters), State.LEFT, change("c1", Kind.LEFT, List.of(1L), List.of())),
                        absent(
                                rosters.byId(FLOW, List.of(BOB)).get(0),
                                State.UNSEEN,
                                change("c2", Kind.UNSEEN, List.of(1L), List.of()))));
        Instant since = rosters.status(FLOW).orElseThrow().trackedSince();
        clock.advance(Duration.ofDays(10));
        long staging = rosters.begin(FLOW, now());
        rosters.stage(
                staging,
                List.of(present(ann(rosters), "ann", "Ann", change("c3", Kind.RETURNED, List.of(), List.of(1L)), 1)));
        clock.advance(Duration.ofDays(389));
        tidy(store);
        assertThat(rosters.byId(FLOW, List.of(ANN))).hasSize(1);
        assertThat(rosters.changes(FLOW, null, 0, 10)).hasSize(2);

        clock.advance(Duration.ofDays(2));
        tidy(store);
        assertThat(rosters.byId(FLOW, List.of(ANN, BOB, new PersonId("cat"))))
                .extracting(KnownPerson::id)
                .containsExactlyInAnyOrder(BOB, new PersonId("cat"));
        assertThat(query("SELECT count(*) FROM rollcall_roster_placement")).containsExactly(List.of("2"));
        assertThat(rosters.changes(FLOW, null, 0, 10)).isEmpty();
        assertThat(rosters.status(FLOW).orElseThrow().trackedSince()).isEqualTo(since);
        finish(rosters, staging);
        assertThat(ann(rosters).state()).as("staged, and removed since").isEqualTo(State.PRESENT);
        assertThat(ids(rosters.inDepartment(FLOW, ROOT, now()))).containsExactly(ANN, new PersonId("cat"));
    }

    @Test
    void whatIsOld_isAsOldAsTheSettingSays() throws Exception {
        Store store = open();
        RosterRepository rosters = store.rosters();
        run(rosters, List.of(person("ann", 1)));
        run(rosters, List.of(absent(ann(rosters), State.LEFT, change("c1", Kind.LEFT, List.of(1L), List.of()))));
        clock.advance(Duration.ofDays(9));
        tidy(store, Duration.ofDays(10));
        assertThat(rosters.changes(FLOW, null, 0, 10)).hasSize(1);

        clock.advance(Duration.ofDays(2));
        tidy(store, Duration.ofDays(10));
        assertThat(rosters.changes(FLOW, null, 0, 10)).isEmpty();
        assertThat(rosters.byId(FLOW, List.of(ANN))).isEmpty();
        assertThat(query("SELECT * FROM rollcall_roster_search")).isEmpty();
    }

    private void tidy(Store store) {
        tidy(store, RetentionJob.ROSTERS);
    }

    private void tidy(Store store, Duration rosterRetention) {
        store.upkeep().vendorTime("dingtalk:app", clock.instant());
        try (Store fresh = connect().keepingRosters(rosterRetention)) {
            fresh.upkeep().vendorTime("dingtalk:app", clock.instant());
            assertThat(fresh.upkeep().run()).isEmpty();
        }
    }

    // ---- the views

    @Test
    void views_showWhatTheManualSays() throws Exception {
        RosterRepository rosters = open().rosters();
        long run = rosters.begin(FLOW, now());
        rosters.stageDepartments(run, List.of(new TrackedDepartment(SALES, "Sales", ROOT)));
        rosters.stage(run, List.of(named("ann", "赵云", "+8613800138000"), named("bob", "Bob", null)));
        finish(rosters, run);
        clock.advance(Duration.ofDays(5));
        run(
                rosters,
                List.of(present(ann(rosters), "ann", "赵云", change("m", Kind.MOVED, List.of(2L), List.of(-7L)), -7)));

        assertThat(
                        query(
                                "SELECT flow, user_id, union_id, name, phone, state, departments FROM rollcall_people ORDER BY user_id"))
                .containsExactly(
                        List.of(FLOW, "ann", "U-ann", "赵云", "null", "present", "[-7]"),
                        List.of(FLOW, "bob", "U-bob", "Bob", "null", "present", "[2]"));
        assertThat(query(documented("who-was-where.sql"))).containsExactly(List.of("ann", "赵云"), List.of("bob", "Bob"));
        assertThat(query("SELECT DISTINCT department, department_name FROM rollcall_placements ORDER BY department"))
                .containsExactly(List.of("-7", "null"), List.of("2", "Sales"));
        assertThat(query("SELECT user_id FROM rollcall_placements WHERE department = 2 AND valid_until IS NULL"))
                .containsExactly(List.of("bob"));
        assertThat(query("SELECT id, change, user_id, name, from_departments, to_departments, fields"
                        + " FROM rollcall_changes WHERE changed_at > " + time("2026-11-25T00:00:00Z")))
                .containsExactly(List.of("m", "moved", "ann", "赵云", "[2]", "[-7]", "[]"));
        assertThat(query("SELECT " + shown("since") + ", " + shown("first_seen") + ", " + shown("last_seen")
                        + " FROM rollcall_people WHERE user_id = 'bob'"))
                .containsExactly(
                        List.of("2026-11-20T08:00:00.123Z", "2026-11-20T08:00:00.123Z", "2026-11-25T08:00:00.123Z"));
        assertThat(query("SELECT " + shown("valid_from") + ", " + shown("valid_until")
                        + " FROM rollcall_placements WHERE user_id = 'ann' ORDER BY valid_from"))
                .containsExactly(
                        List.of("2026-11-20T08:00:00.123Z", "2026-11-25T08:00:00.123Z"),
                        List.of("2026-11-25T08:00:00.123Z", "null"));
    }

    /** A query of the manual; SQLite's times are text. */
    private String documented(String name) throws IOException {
        try (InputStream file = Objects.requireNonNull(RosterContract.class.getResourceAsStream("docs/" + name))) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    /** A time as an administrator writes it. */
    abstract String time(String iso);

    /** A column of a view with a time, as ISO-8601 text with milliseconds. */
    abstract String shown(String column);

    // ---- how fast

    @Test
    void run_of20000People_costsLittle() {
        RosterRepository rosters = open().rosters();
        int people = 20_000;
        long start = System.nanoTime();
        long run = rosters.begin(FLOW, now());
        for (int from = 0; from < people; from += 200) {
            rosters.stage(
                    run,
                    IntStream.range(from, from + 200)
                            .mapToObj(i -> person("p" + i, 1, i))
                            .toList());
        }
        finish(rosters, run);
        long first = System.nanoTime() - start;
        start = System.nanoTime();
        for (int from = 0; from < people; from += 200) {
            assertThat(rosters.byId(
                            FLOW,
                            IntStream.range(from, from + 200)
                                    .mapToObj(i -> new PersonId("p" + i))
                                    .toList()))
                    .hasSize(200);
        }
        long second = System.nanoTime() - start;
        assertThat(Duration.ofNanos(first)).isLessThan(Duration.ofSeconds(20));
        assertThat(Duration.ofNanos(second)).isLessThan(Duration.ofSeconds(5));
    }

    // ---- values

    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    void run(RosterRepository rosters, List<StagedPerson> people) {
        long run = rosters.begin(FLOW, now());
        rosters.stage(run, people);
        finish(rosters, run);
    }

    void finish(RosterRepository rosters, long run) {
        rosters.accept(run, summary(1), true);
        while (rosters.applyNext(FLOW)) {}
    }

    RunSummary summary(long people) {
        return new RunSummary(now(), now(), true, people, null, 0);
    }

    static String record(String id) {
        return "{\"userId\":\"" + id + "\"}";
    }

    StagedPerson person(String id, long... departments) {
        return staged(null, id, "Name of " + id, List.of(), departments);
    }

    private StagedPerson named(String id, String name, String phone) {
        StagedPerson person = staged(null, id, name, List.of(), 2);
        return new StagedPerson(
                null,
                person.id(),
                person.unionId(),
                State.PRESENT,
                now(),
                7,
                8L,
                name,
                phone,
                record(id),
                person.departments(),
                List.of());
    }

    private StagedPerson present(KnownPerson known, String id, String name, RosterChange change, long... departments) {
        return staged(known, id, name, List.of(change), departments);
    }

    private StagedPerson staged(
            KnownPerson known, String id, String name, List<RosterChange> changes, long... departments) {
        return new StagedPerson(
                known == null ? null : known.number(),
                new PersonId(id),
                known == null ? new UserId("U-" + id) : known.unionId(),
                State.PRESENT,
                now(),
                7,
                8L,
                name,
                null,
                record(id),
                LongStream.of(departments).mapToObj(DepartmentId::new).toList(),
                changes);
    }

    StagedPerson absent(KnownPerson known, State state, RosterChange change) {
        return new StagedPerson(
                known.number(),
                known.id(),
                known.unionId(),
                state,
                now(),
                known.personPrint(),
                known.accountPrint(),
                null,
                null,
                null,
                known.departments(),
                List.of(change));
    }

    RosterChange change(String id, Kind kind, List<Long> from, List<Long> to) {
        return new RosterChange(
                id,
                now(),
                FLOW,
                kind,
                ANN,
                ANN_UNION,
                from.stream().map(DepartmentId::new).toList(),
                to.stream().map(DepartmentId::new).toList(),
                List.of());
    }

    static KnownPerson ann(RosterRepository rosters) {
        return rosters.byId(FLOW, List.of(ANN)).get(0);
    }

    private static List<Long> numbers(List<KnownPerson> people) {
        return people.stream().map(KnownPerson::number).toList();
    }

    /** The first people that a search in all flows finds. */
    List<FoundPerson> find(String text, int most) {
        return open().people().search(Query.of(text), null, most).people();
    }

    /** Everyone whom a search finds, read in pages of a size. */
    private List<FoundPerson> pages(Query query, int size) {
        PeopleRepository people = open().people();
        List<FoundPerson> all = new ArrayList<>();
        String after = null;
        do {
            Page page = people.search(query, after, size);
            assertThat(page.people()).hasSizeLessThanOrEqualTo(size);
            all.addAll(page.people());
            after = page.next();
        } while (after != null);
        return all;
    }

    private void change(String sql) throws Exception {
        query(sql + " RETURNING 1");
    }

    static List<PersonId> ids(List<FoundPerson> people) {
        return people.stream().map(FoundPerson::id).toList();
    }
}
