package io.rollcall.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.model.PersonId;
import io.rollcall.model.UserId;
import io.rollcall.report.RosterChange.Kind;
import io.rollcall.state.PeopleRepository.Query;
import io.rollcall.state.RosterRepository;
import io.rollcall.state.RosterRepository.KnownPerson;
import io.rollcall.state.RosterRepository.StagedPerson;
import io.rollcall.state.RosterRepository.State;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The contract of rosters, held against PostgreSQL. */
@Tag("slow")
class PostgresRosterTest extends RosterContract {
    private final TestDatabase database;

    PostgresRosterTest() throws SQLException {
        database = TestDatabase.Postgresql.create();
    }

    @Override
    TestDatabase database() {
        return database;
    }

    /**
     * Reading one of 100,000 people must not read them all, also as long as the database has no statistics of new tables. A search
     * by a part of a name is not meant.
     */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void queries_onALargeRoster_useIndexes(boolean analyzed) throws Exception {
        Store store = open();
        store.rosters().begin("another", now());
        database.execute(LARGE + (analyzed ? "ANALYZE;" : ""));
        // the first search reads all names, once
        assertThat(store.people().search(Query.of("+8613800000077"), null, 10).people())
                .hasSize(1);
        closeStores();
        awaitCounts();
        database.execute("SELECT pg_stat_reset()");
        RosterRepository rosters = open().rosters();

        useAll(rosters, LongStream.rangeClosed(1, 400).map(i -> i * 200).toArray());

        closeStores();
        awaitCounts();
        assertThat(query("SELECT relname, seq_scan FROM pg_stat_user_tables WHERE seq_scan > 0 AND relname IN ("
                        + "'rollcall_roster_person', 'rollcall_roster_placement', 'rollcall_roster_change',"
                        + " 'rollcall_roster_staged')"))
                .as("tables that were read whole")
                .isEmpty();
        assertThat(query("SELECT 1 FROM pg_stat_user_tables WHERE idx_scan > 0 AND relname = 'rollcall_roster_person'"))
                .isNotEmpty();
    }

    private void awaitCounts() throws Exception {
        // a connection's counts are there when it has ended
        while (!query("SELECT pid, pg_sleep(0.05) FROM pg_stat_activity WHERE datname = current_database()"
                        + " AND backend_type = 'client backend' AND pid <> pg_backend_pid()")
                .isEmpty()) {}
    }

    private static final String LARGE =
            """
            INSERT INTO rollcall_roster_person (number, flow, user_id, union_id, name, phone, person_print, account_print, record,
                state, since, first_seen, last_seen, departments)
            SELECT g, 'people', 'u' || g, 'U-' || g, 'Name ' || g, '+86138' || lpad(g::text, 8, '0'), g, g, '{}',
                'PRESENT', 1, 1, 1, '[' || (g % 400 + 1) || ']' FROM generate_series(1, 100000) g;
            INSERT INTO rollcall_roster_placement (person, department, valid_from)
            SELECT g, g % 400 + 1, 1 FROM generate_series(1, 100000) g;
            INSERT INTO rollcall_roster_change (id, flow, changed_at, kind, person, user_id, from_departments, to_departments, fields)
            SELECT 'c' || g, 'people', g, 'joined', g, 'u' || g, '[]', '[1]', '[]' FROM generate_series(1, 100000) g;
            INSERT INTO rollcall_roster_run (flow, state, begun_at, started_at, ended_at, complete, people, missing, tracked_since,
                walked_at, applied_to) VALUES ('people', 'APPLIED', 1, 1, 1, true, 100000, 0, 1, 1, 0);
            """;

    /** The reads and writes of a run, of a delivery and of a question about a day. */
    private void useAll(RosterRepository rosters, long[] numbers) {
        long run = rosters.begin(FLOW, now());
        List<KnownPerson> known = rosters.byId(
                FLOW,
                LongStream.of(numbers).mapToObj(i -> new PersonId("u" + i)).toList());
        assertThat(known).hasSize(numbers.length);
        assertThat(rosters.byUnionId(
                        FLOW,
                        LongStream.of(numbers)
                                .mapToObj(i -> new UserId("U-" + i))
                                .toList()))
                .hasSize(numbers.length);
        assertThat(rosters.records(FLOW, LongStream.of(numbers).boxed().toList()))
                .hasSize(numbers.length);
        assertThat(rosters.inState(FLOW, State.PRESENT, 50_000, 100)).hasSize(100);
        assertThat(rosters.inState(FLOW, State.UNSEEN, 0, 100)).isEmpty();
        rosters.stage(
                run,
                known.stream()
                        .map(person -> new StagedPerson(
                                person.number(),
                                person.id(),
                                person.unionId(),
                                State.PRESENT,
                                now(),
                                7,
                                null,
                                "Another name",
                                null,
                                "{}",
                                List.of(SALES),
                                List.of(change("moved-" + person.number(), Kind.MOVED, List.of(1L), List.of(2L)))))
                        .toList());
        rosters.accept(run, summary(100_000), false);
        while (rosters.applyNext(FLOW)) {}
        assertThat(rosters.changes(FLOW, null, 100_000, 500)).hasSize(numbers.length);
        assertThat(rosters.changes(FLOW, Instant.ofEpochMilli(99_000), 0, 10)).hasSize(10);
        assertThat(rosters.lostSinceWalk(FLOW)).isZero();
        assertThat(rosters.names(List.of(new UserId("U-99")))).hasSize(1);
        assertThat(rosters.inDepartment(FLOW, ROOT, now())).isNotEmpty();
    }

    @Override
    String time(String iso) {
        return "TIMESTAMPTZ '" + iso + "'";
    }

    @Override
    String shown(String column) {
        return "to_char(" + column + " AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"')";
    }
}
