package io.rollcall.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.model.PersonId;
import io.rollcall.report.RosterChange.Kind;
import io.rollcall.state.RosterRepository;
import io.rollcall.state.RosterRepository.FoundPerson;
import io.rollcall.state.RosterRepository.KnownPerson;
import io.rollcall.state.RosterRepository.Loss;
import io.rollcall.state.RosterRepository.Quarantine;
import io.rollcall.state.RosterRepository.State;
import io.rollcall.state.RosterRepository.StoredChange;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The contract of rosters, held against SQLite files. */
@Tag("slow")
class EmbeddedRosterTest extends RosterContract {
    @TempDir
    private Path directory;

    @Override
    TestDatabase database() {
        return new TestDatabase.Sqlite(directory.resolve("rollcall-data"));
    }

    @Override
    String time(String iso) {
        return "'" + iso + "'";
    }

    @Override
    String shown(String column) {
        return column;
    }

    /** A statement that reads everyone of the flow makes a first roster of a million people take the square of its time. */
    @ParameterizedTest
    @MethodSource("statementsThatNameNumbers")
    void statement_thatNamesRowsByNumber_readsThoseAlone(String sql) throws Exception {
        open().rosters().begin(FLOW, now());

        assertThat(database().query("EXPLAIN QUERY PLAN " + sql.replace("?", "1")))
                .extracting(row -> row.get(3))
                .anyMatch(step -> step.startsWith("SEARCH rollcall_roster_person USING INTEGER PRIMARY KEY"));
    }

    static Stream<String> statementsThatNameNumbers() {
        return Stream.of(RosterSearchPages.NAMES_IN_RANGE, RosterPeople.RECORDS + "(?)", RosterPeople.IN_DEPARTMENT);
    }

    @Test
    void copyToPostgresql_bringsTheWholeRosterAndGoesOn() throws Exception {
        Instant first = now();
        RosterRepository rosters = open().rosters();
        run(rosters, List.of(person("ann", 1, 2), person("bob", 1)));
        clock.advance(Duration.ofDays(1));
        run(rosters, List.of(absent(ann(rosters), State.LEFT, change("c1", Kind.LEFT, List.of(1L, 2L), List.of()))));
        rosters.quarantine(
                FLOW, new Quarantine(now(), 1, 2, List.of(new Loss(ROOT, "Company", 1)), null), List.of(BOB));
        rosters.delivered(FLOW, "file", 1);
        long staging = rosters.begin(FLOW, now());
        rosters.stage(staging, List.of(person("cat", 1)));
        closeStores();

        try (Store from = connect();
                Store to = TestDatabase.Postgresql.create().store(clock)) {
            List<FoundPerson> before = from.rosters().inDepartment(FLOW, ROOT, first);
            List<KnownPerson> left = from.rosters().inState(FLOW, State.LEFT, 0, 10);
            List<StoredChange> changes = from.rosters().changes(FLOW, null, 0, 10);
            assertThat(StoreCopy.copy(from, to, now()))
                    .containsEntry("rollcall_roster_person", 2L)
                    .containsEntry("rollcall_roster_placement", 3L)
                    .containsEntry("rollcall_roster_staged", 1L)
                    .doesNotContainKeys("rollcall_people", "rollcall_placements", "rollcall_changes");

            RosterRepository moved = to.rosters();
            assertThat(moved.inDepartment(FLOW, ROOT, first)).isEqualTo(before).hasSize(2);
            assertThat(moved.inState(FLOW, State.LEFT, 0, 10)).isEqualTo(left).hasSize(1);
            assertThat(moved.changes(FLOW, null, 0, 10)).isEqualTo(changes).hasSize(1);
            assertThat(moved.quarantine(FLOW))
                    .isEqualTo(from.rosters().quarantine(FLOW))
                    .isPresent();
            assertThat(moved.delivered(FLOW, "file")).isEqualTo(1);
            assertThat(moved.status(FLOW)).isEqualTo(from.rosters().status(FLOW));
            long next = moved.begin(FLOW, now());
            assertThat(next).isGreaterThan(staging);
            moved.stage(next, List.of(person("dan", 1)));
            finish(moved, next);
            assertThat(moved.inState(FLOW, State.PRESENT, 0, 10))
                    .extracting(KnownPerson::id)
                    .containsExactly(BOB, new PersonId("dan"));
        }
    }

    @Test
    void backup_hasTheRosterAndItsViews() throws Exception {
        run(open().rosters(), List.of(person("ann", 1, 2)));
        Path backup = directory.resolve("backup.db");
        StoreBackup.write(directory.resolve("rollcall-data"), backup);
        run(open().rosters(), List.of(person("bob", 1)));
        closeStores();

        StoreBackup.restore(directory.resolve("rollcall-data"), backup, now());

        assertThat(query("SELECT user_id, department FROM rollcall_placements ORDER BY department"))
                .containsExactly(List.of("ann", "1"), List.of("ann", "2"));
        assertThat(open().rosters().byId(FLOW, List.of(ANN, BOB))).hasSize(1);
    }
}
