package io.rollcall.app;

import io.rollcall.model.DepartmentId;
import io.rollcall.model.PersonId;
import io.rollcall.model.UserId;
import io.rollcall.report.RosterChange;
import io.rollcall.report.RosterChange.Kind;
import io.rollcall.state.RosterRepository;
import io.rollcall.state.RosterRepository.KnownPerson;
import io.rollcall.state.RosterRepository.Loss;
import io.rollcall.state.RosterRepository.Quarantine;
import io.rollcall.state.RosterRepository.RunSummary;
import io.rollcall.state.RosterRepository.StagedPerson;
import io.rollcall.state.RosterRepository.State;
import io.rollcall.state.RosterRepository.TrackedDepartment;
import io.rollcall.store.Store;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Fills a program's embedded store with a tracked roster, as runs would. Used by one thread. */
final class TrackedRosters implements AutoCloseable {
    static final String FLOW = "people";

    /** When the first run was; each further one is a day later. */
    static final Instant FIRST = Instant.now().minus(Duration.ofDays(3));

    private static final List<TrackedDepartment> DEPARTMENTS = List.of(
            new TrackedDepartment(new DepartmentId(1), "Company", null),
            new TrackedDepartment(new DepartmentId(2), "Sales", new DepartmentId(1)),
            new TrackedDepartment(new DepartmentId(3), "销售二部", new DepartmentId(2)));

    private final Store store;
    private String flow = FLOW;
    private List<TrackedDepartment> departments = DEPARTMENTS;
    private Instant at = FIRST;
    private long people = 3;
    private long headCount = 4;
    private int runs;

    private TrackedRosters(Store store) {
        this.store = store;
    }

    static TrackedRosters of(Program program) {
        return in(Store.embedded(program.folder().resolve("rollcall-data"), Clock.systemUTC()));
    }

    /** In any store, which is closed with this. */
    static TrackedRosters in(Store store) {
        return new TrackedRosters(store);
    }

    /** The departments from the next run on. */
    TrackedRosters with(List<TrackedDepartment> others) {
        departments = others;
        return this;
    }

    /** How many people the runs count from the next one on, and the vendor in the company. */
    TrackedRosters counting(long inRoster, long inCompany) {
        people = inRoster;
        headCount = inCompany;
        return this;
    }

    /** When the next run is. */
    TrackedRosters on(Instant time) {
        at = time;
        return this;
    }

    /** The flow of the next runs. */
    TrackedRosters flow(String name) {
        flow = name;
        return this;
    }

    RosterRepository repository() {
        return store.rosters();
    }

    /** When a run was, in the order of runs from 0 on. */
    static Instant at(int run) {
        return FIRST.plus(Duration.ofDays(run));
    }

    /** Departments 1 to 3, with 李娜 and John in them, and Mary in none that has a name. */
    TrackedRosters baseline() {
        return run(
                person("lina", "李娜", "+8613900000001", List.of(), 2),
                person("john", "John Brown", null, List.of(), 2, 3),
                person("mary", "Mary Smith", "+8613900000003", List.of(), 7));
    }

    /** One accepted and applied run. */
    TrackedRosters run(StagedPerson... people) {
        RosterRepository rosters = repository();
        long run = rosters.begin(flow, at);
        for (int from = 0; from < people.length; from += 1000) {
            rosters.stage(run, List.of(people).subList(from, Math.min(people.length, from + 1000)));
        }
        rosters.stageDepartments(run, departments);
        rosters.accept(run, new RunSummary(at.minusSeconds(60), at, true, this.people, headCount, 0), true);
        boolean left;
        do {
            left = rosters.applyNext(flow);
        } while (left);
        runs++;
        at = at.plus(Duration.ofDays(1));
        return this;
    }

    /** A person of the next run with the changes of these kinds. */
    StagedPerson person(String id, String name, @Nullable String phone, List<Kind> kinds, long... departments) {
        KnownPerson known = known(id);
        boolean absent = kinds.contains(Kind.LEFT) || kinds.contains(Kind.UNSEEN);
        List<DepartmentId> now =
                LongStream.of(departments).mapToObj(DepartmentId::new).toList();
        List<RosterChange> changes = new ArrayList<>();
        for (Kind kind : kinds) {
            boolean from = kind == Kind.MOVED || kind == Kind.LEFT || kind == Kind.UNSEEN;
            boolean to = kind == Kind.MOVED || kind == Kind.JOINED || kind == Kind.RETURNED;
            changes.add(new RosterChange(
                    changeId(id, runs, kind),
                    at,
                    flow,
                    kind,
                    new PersonId(id),
                    new UserId("UN-" + id),
                    from && known != null ? known.departments() : List.of(),
                    to ? now : List.of(),
                    kind == Kind.CHANGED ? List.of("title", "mobile") : List.of()));
        }
        return new StagedPerson(
                known == null ? null : known.number(),
                new PersonId(id),
                new UserId("UN-" + id),
                kinds.contains(Kind.LEFT) ? State.LEFT : absent ? State.UNSEEN : State.PRESENT,
                at,
                runs,
                null,
                name,
                phone,
                absent ? null : "{}",
                absent && known != null ? known.departments() : now,
                changes);
    }

    /** In the form of the ids of real changes: the run's number and 64 bits. */
    static String changeId(String person, int run, Kind kind) {
        byte[] name = (person + " " + kind.word()).getBytes(StandardCharsets.UTF_8);
        return String.format("%d-%016x", run + 1, UUID.nameUUIDFromBytes(name).getLeastSignificantBits());
    }

    private @Nullable KnownPerson known(String id) {
        return repository().byId(flow, List.of(new PersonId(id))).stream()
                .findFirst()
                .orElse(null);
    }

    /** A quarantine that would lose everybody, begun at the time of the first run. */
    TrackedRosters quarantined() {
        repository()
                .quarantine(
                        flow,
                        new Quarantine(
                                FIRST,
                                2345,
                                20_000,
                                List.of(
                                        new Loss(new DepartmentId(2), "Sales", 2000),
                                        new Loss(new DepartmentId(7), null, 345)),
                                null),
                        List.of(new PersonId("lina"), new PersonId("mary")));
        return this;
    }

    @Override
    public void close() {
        store.close();
    }
}
