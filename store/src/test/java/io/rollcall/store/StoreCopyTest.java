package io.rollcall.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.config.RollcallConfig;
import io.rollcall.model.MeetingId;
import io.rollcall.state.AuditRepository;
import io.rollcall.state.AuditRepository.Intention;
import io.rollcall.state.InvitationRepository.InviteeKey;
import io.rollcall.state.InvitationRepository.Standing;
import io.rollcall.state.StoreException;
import io.rollcall.vendor.Secret;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
@Tag("slow")
class StoreCopyTest {
    private static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");
    private static final MeetingId MEETING = new MeetingId("6171");
    private static final InviteeKey DUTY = new InviteeKey(InviteeKey.Kind.USER, "UN-duty");

    private static EmbeddedPostgres postgres;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() throws Exception {
        postgres = EmbeddedPostgres.builder().setServerConfig("fsync", "off").start();
    }

    @AfterAll
    static void end() throws Exception {
        postgres.close();
    }

    @BeforeEach
    void emptyDatabase() throws Exception {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("DROP SCHEMA public CASCADE");
            statement.execute("CREATE SCHEMA public");
        }
    }

    private Store embedded(String name) {
        return Store.embedded(folder.resolve(name), Clock.systemUTC());
    }

    private static String url() {
        return "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres";
    }

    private static Store database() {
        return Store.postgresql(url(), "postgres", Secret.of("postgres"), Clock.systemUTC());
    }

    private static void fill(Store store) {
        store.invitations().claim("duty", MEETING, List.of(DUTY), NOW);
        store.invitations().settle(MEETING, List.of(DUTY), Standing.INVITED, NOW);
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            ids.addAll(store.audit()
                    .intend(List.of(
                            new Intention(NOW, "duty", "invite", "6171", null, "+8613800138000", "not-in-meeting"))));
        }
        store.audit().settle(ids.subList(0, 1), AuditRepository.Result.DONE, "0", null, NOW);
        store.exclusively(tables -> {
            Connection connection = tables.connection();
            // every other table gets a row, also those that a later migration adds
            for (String table : tables.names()) {
                fill(connection, table);
            }
            try (Statement statement = connection.createStatement()) {
                // ids that were given out and are gone are never given out again
                statement.execute("DELETE FROM rollcall_audit WHERE id = " + ids.get(2));
            }
            return true;
        });
    }

    private static void fill(Connection connection, String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT * FROM " + table)) {
            if (rows.next()) {
                return;
            }
            ResultSetMetaData columns = rows.getMetaData();
            StringJoiner names = new StringJoiner(", ");
            StringJoiner values = new StringJoiner(", ");
            for (int i = 1; i <= columns.getColumnCount(); i++) {
                names.add(columns.getColumnName(i));
                String type = columns.getColumnTypeName(i).toUpperCase(Locale.ROOT);
                values.add(type.contains("BOOL") ? "(1 = 1)" : type.contains("INT") ? "9007199254740993" : "'用户''s'");
            }
            String sql = "INSERT INTO " + table + " (" + names + ") VALUES (" + values + ")";
            // the one narrow column there is
            try (Statement insert = connection.createStatement()) {
                insert.execute(table.equals("rollcall_promotion") ? sql.replaceFirst("9007199254740993", "3") : sql);
            }
        }
    }

    private static Map<String, StoreTables.Content> contents(Store store) {
        return store.exclusively(tables -> {
            Map<String, StoreTables.Content> contents = new LinkedHashMap<>();
            for (String table : tables.names()) {
                contents.put(table, tables.content(table));
            }
            return contents;
        });
    }

    private static long nextId(Store store) {
        return store.audit()
                .intend(List.of(new Intention(NOW, "duty", "invite", "6171", "UN", null, "not-in-meeting")))
                .get(0);
    }

    @Test
    void copy_fromFilesToPostgresAndBack_bringsEveryRowWithItsIds() {
        try (Store first = embedded("first");
                Store second = database();
                Store third = embedded("third")) {
            fill(first);
            Map<String, StoreTables.Content> before = contents(first);
            // a table that is not copied, or one that this test does not fill, fails here
            assertThat(before).hasSizeGreaterThanOrEqualTo(7).allSatisfy((table, content) -> assertThat(content.rows())
                    .as(table)
                    .isPositive());

            StoreCopy.copy(first, second, NOW);
            assertThat(contents(second)).isEqualTo(before);
            assertThat(second.invitations().standings(MEETING, List.of(DUTY))).containsEntry(DUTY, Standing.INVITED);
            assertThat(second.invitations().claim("duty", MEETING, List.of(DUTY), NOW))
                    .isEmpty();
            assertThat(nextId(second)).isEqualTo(4);

            StoreCopy.copy(second, third, NOW);
            assertThat(contents(third)).containsKeys("rollcall_audit", "rollcall_invitation");
            assertThat(third.invitations().standings(MEETING, List.of(DUTY))).containsEntry(DUTY, Standing.INVITED);
            assertThat(nextId(third)).isEqualTo(5);
        }
    }

    @Test
    void copy_afterwards_nothingIsWrittenToTheOldStore() {
        try (Store running = embedded("first");
                Store target = database()) {
            fill(running);
            try (Store first = embedded("first")) {
                StoreCopy.copy(first, target, NOW);
            }
            assertThatThrownBy(() -> running.invitations().claim("duty", new MeetingId("7"), List.of(DUTY), NOW))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("was moved to " + url());
            assertThat(running.invitations().standings(MEETING, List.of(DUTY))).isNotEmpty();
            try (Store again = embedded("first");
                    Store other = embedded("other")) {
                assertThatThrownBy(() -> StoreCopy.copy(again, other, NOW))
                        .isInstanceOf(StoreCopy.RefusedException.class)
                        .hasMessageContaining("was moved to");
                assertThat(StoreStart.problem(settings(null, "first", false), again))
                        .hasValueSatisfying(problem -> assertThat(problem).contains("was moved to " + url()));
            }
        }
    }

    @Test
    void copy_whenTheTargetIsNotEmptyOrTheSame_changesNeither() {
        try (Store first = embedded("first");
                Store same = embedded("first");
                Store second = database();
                Store none = embedded("none")) {
            fill(first);
            second.budget().spend("dingtalk:a", YearMonth.of(2026, 11), 10, MemoryContract.USE);
            Map<String, StoreTables.Content> before = contents(second);
            assertThatThrownBy(() -> StoreCopy.copy(first, second, NOW))
                    .isInstanceOf(StoreCopy.RefusedException.class)
                    .hasMessageContaining("is not empty");
            assertThat(contents(second)).isEqualTo(before);
            assertThatThrownBy(() -> StoreCopy.copy(first, same, NOW)).isInstanceOf(StoreCopy.RefusedException.class);
            assertThatThrownBy(() -> StoreCopy.copy(none, second, NOW))
                    .isInstanceOf(StoreCopy.RefusedException.class)
                    .hasMessageContaining("There is no store in");
            assertThat(folder.resolve("none")).doesNotExist();
            nextId(first);
        }
    }

    @Test
    void copy_whenFlowsRunOnAStore_isRefused() {
        try (Store first = embedded("first");
                Store running = embedded("first");
                Store second = database()) {
            fill(first);
            running.runnerLocks().tryAcquire("board");
            assertThatThrownBy(() -> StoreCopy.copy(first, second, NOW))
                    .isInstanceOf(StoreCopy.RefusedException.class)
                    .hasMessageContaining("board")
                    .hasMessageContaining("Stop every rollcall run");
        }
    }

    private RollcallConfig.Store settings(String url, String directory, boolean acceptEmpty) {
        return new RollcallConfig.Store(
                url,
                "postgres",
                Secret.of("postgres"),
                folder.resolve(directory),
                true,
                folder.resolve("first"),
                acceptEmpty,
                Duration.ofDays(400),
                Duration.ofDays(180));
    }

    @Test
    void start_whenTheStoreIsEmptyBesideOneWithInvitations_isRefusedWithTheCommand() {
        try (Store first = embedded("first")) {
            fill(first);
        }
        try (Store second = database();
                Store other = embedded("other")) {
            assertThat(StoreStart.problem(settings(url(), "first", false), second))
                    .hasValueSatisfying(problem -> assertThat(problem)
                            .contains("rollcall store copy embedded " + url(), "rollcall.store.accept-empty=true"));
            assertThat(StoreStart.problem(settings(null, "other", false), other))
                    .hasValueSatisfying(problem -> assertThat(problem)
                            .contains("rollcall store copy embedded embedded:" + folder.resolve("other")));
            assertThat(StoreStart.problem(settings(url(), "first", true), second))
                    .isEmpty();
            try (Store first = embedded("first")) {
                assertThat(StoreStart.problem(settings(null, "first", false), first))
                        .isEmpty();
                StoreCopy.copy(first, second, NOW);
            }
            assertThat(StoreStart.problem(settings(url(), "first", false), second))
                    .isEmpty();
            assertThat(StoreStart.problem(settings(null, "other", false), other))
                    .hasValueSatisfying(problem -> assertThat(problem).contains("was moved to " + url()));
        }
        assertThat(Set.of(folder.toFile().list())).contains("first").doesNotContain("other");
    }
}
