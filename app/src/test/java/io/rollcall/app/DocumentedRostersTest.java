package io.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.model.DepartmentId;
import io.rollcall.report.RosterChange.Kind;
import io.rollcall.state.RosterRepository.TrackedDepartment;
import io.rollcall.store.Store;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page about rosters shows of a tracked roster: the program's output and the queries of its views. */
@Tag("slow")
class DocumentedRostersTest {
    private static final String[] CONFIG = {"--config", "rollcall.properties", "--config", "tracked.properties"};

    @TempDir
    Path root;

    /** Three weeks of the documented company. */
    private static TrackedRosters threeWeeks(TrackedRosters rosters) {
        rosters.with(List.of(
                        new TrackedDepartment(new DepartmentId(1), "Example Ltd", null),
                        new TrackedDepartment(new DepartmentId(2), "Board", new DepartmentId(1)),
                        new TrackedDepartment(new DepartmentId(3), "值班室", new DepartmentId(1)),
                        new TrackedDepartment(new DepartmentId(4), "Audit", new DepartmentId(2))))
                .on(Instant.parse("2026-11-02T19:10:41Z"));
        rosters.run(
                rosters.person("mary.smith", "Mary Smith", null, List.of(), 2, 4),
                rosters.person("wang.wu", "王五", null, List.of(), 4),
                rosters.person("emma.walker", "Emma Walker", null, List.of(), 3));
        rosters.on(Instant.parse("2026-11-16T19:10:39Z")).counting(7, 7);
        rosters.run(
                rosters.person("zhao.yun", "赵云", "+8613900000007", List.of(Kind.JOINED), 4),
                rosters.person("wang.wu", "王五", null, List.of(Kind.MOVED), 3));
        rosters.run(
                rosters.person("mary.smith", "Mary Smith", null, List.of(Kind.CHANGED), 2, 4),
                rosters.person("emma.walker", "Emma Walker", null, List.of(Kind.LEFT)));
        return rosters;
    }

    private static String[] with(String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.addAll(List.of(CONFIG));
        return all.toArray(String[]::new);
    }

    @Test
    void diffFindAndAccept_printWhatThePageShows() throws Exception {
        try (DocumentedCompany company = DocumentedCompany.below(root)) {
            try (TrackedRosters rosters = TrackedRosters.of(company.program)) {
                threeWeeks(rosters);
            }
            DocumentedOutput.holds(
                    "diff-people.txt",
                    company.program.folder(),
                    company.program
                            .onATerminal(with("diff", "people", "--since", "2026-11-16"))
                            .out());
            company.shows("diff-people.json", 0, with("diff", "people", "--since", "2026-11-16", "--output", "json"));
            DocumentedOutput.holds(
                    "find-people.txt",
                    company.program.folder(),
                    company.prints(0, with("find", "+8613900000007", "emma")));
            try (TrackedRosters rosters = TrackedRosters.of(company.program)) {
                rosters.quarantined();
            }
            DocumentedOutput.holds(
                    "accept-people.txt",
                    company.program.folder(),
                    company.prints(0, with("accept", "people"))
                            .replaceAll("accepted until .*", "accepted until 2026-11-27 09:30:00+08:00")
                            .replaceAll("as it did on .*", "as it did on 2026-11-20 03:10:40+08:00."));
        }
    }

    @Test
    void queries_ofTheEmbeddedStore_answerThePagesQuestions() throws Exception {
        try (DocumentedCompany company = DocumentedCompany.below(root)) {
            try (TrackedRosters rosters = TrackedRosters.of(company.program)) {
                threeWeeks(rosters);
            }
            try (Connection connection = DriverManager.getConnection(
                    "jdbc:sqlite:" + company.program.folder().resolve("rollcall-data/rollcall.db"))) {
                answers(connection);
            }
        }
    }

    @Test
    void queries_ofPostgres_answerThePagesQuestions() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .start();
                TrackedRosters rosters =
                        TrackedRosters.in(Store.on(postgres.getPostgresDatabase(), Clock.systemUTC()))) {
            threeWeeks(rosters);
            try (Connection connection = postgres.getPostgresDatabase().getConnection()) {
                answers(connection);
            }
        }
    }

    private static void answers(Connection connection) throws Exception {
        assertThat(people(connection, "who-joined.sql", 2)).containsExactly("zhao.yun");
        assertThat(people(connection, "who-is-not-there.sql", 4)).containsExactly("emma.walker");
    }

    private static List<String> people(Connection connection, String query, int column) throws Exception {
        List<String> people = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(Files.readString(DocumentedCompany.shown(query)))) {
            while (rows.next()) {
                people.add(rows.getString(column));
            }
        }
        return people;
    }
}
