package io.rollcall.store;

import static io.rollcall.store.MemoryContract.ANN;
import static io.rollcall.store.MemoryContract.MEETING;
import static io.rollcall.store.MemoryContract.MONTH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.config.RollcallConfig;
import io.rollcall.model.LookupKey;
import io.rollcall.model.UserId;
import io.rollcall.state.InvitationRepository.InviteeKey;
import io.rollcall.state.LearnedAccountRepository.Scope;
import io.rollcall.state.StoreException;
import io.rollcall.vendor.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The embedded store's files: when they appear, who may read them, and what is said when they cannot be used. */
@Timeout(180)
@Tag("slow")
class EmbeddedStoreTest {
    private final TestClock clock = new TestClock();

    @TempDir
    private Path folder;

    @Test
    void reading_whenThereIsNoStore_knowsNothingAndCreatesNothing() {
        Path directory = folder.resolve("rollcall-data");
        try (Store store = Store.open(
                new RollcallConfig.Store(
                        null,
                        "",
                        Secret.of(""),
                        directory,
                        false,
                        directory,
                        false,
                        Duration.ofDays(400),
                        Duration.ofDays(180)),
                clock)) {
            Scope scope = new Scope("huawei:app", "THIRD_ACCOUNT");
            List<LookupKey> keys = List.of(new LookupKey("k"));

            assertThat(store.learnedAccounts().known(scope, keys)).isEmpty();
            store.learnedAccounts().forget(scope, keys);
            assertThat(store.budget().used("dingtalk:app", MONTH)).isZero();
            assertThat(store.invitations().standings(MEETING, List.of(ANN))).isEmpty();
            assertThat(store.promotions().histories(MEETING, List.of(new UserId("bob"))))
                    .isEmpty();
            store.promotions().seen(MEETING, List.of(new UserId("bob")), clock.instant());
            store.audit().read(null, entry -> {
                throw new AssertionError("nothing happened yet");
            });
        }
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    // reads POSIX permissions, which Windows does not have
    @DisabledOnOs(OS.WINDOWS)
    void files_whenCreated_areOwnerOnly() throws Exception {
        Path directory = folder.resolve("a/rollcall-data");
        try (Store store = Store.embedded(directory, clock)) {
            claim(store);
            assertThat(permissions(directory)).isEqualTo("rwx------");
            try (Stream<Path> files = Files.list(directory)) {
                assertThat(files.filter(f -> !f.getFileName().toString().startsWith("sqlitejdbc-")))
                        .extracting(f -> f.getFileName() + " " + permissions(f))
                        .containsExactlyInAnyOrder(
                                "rollcall.db rw-------",
                                "rollcall.db-shm rw-------",
                                "rollcall.db-wal rw-------",
                                "rollcall.lock rw-------");
            }
        }
    }

    @Test
    void use_whenManyStoresBeginInANewDirectory_oneMakesTheTablesAndOneWins() throws Exception {
        for (int round = 0; round < 10; round++) {
            Path directory = folder.resolve("round-" + round);

            List<Set<InviteeKey>> wins = MemoryContract.together(6, i -> {
                try (Store store = Store.embedded(directory, clock)) {
                    return claim(store);
                }
            });

            assertThat(wins.stream().mapToInt(Set::size).sum()).isEqualTo(1);
        }
    }

    @Test
    void use_whenTheDirectoryIsAFile_saysWhatToDo() throws Exception {
        Path file = Files.createFile(folder.resolve("rollcall-data"));
        try (Store store = Store.embedded(file, clock)) {
            assertThatThrownBy(() -> claim(store))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(file.toString())
                    .hasMessageContaining("is not a directory");
        }
    }

    @Test
    void use_whenAnotherProcessHoldsIt_saysSoAndWorksAgainAfterwards() throws Exception {
        try (Store store = new Store(new EmbeddedDatabase(folder), clock, Duration.ofMillis(50))) {
            claim(store);
            try (Connection other = connect();
                    Statement statement = other.createStatement()) {
                statement.execute("BEGIN IMMEDIATE");
                assertThatThrownBy(() -> store.budget().spend("app", MONTH, 10, MemoryContract.USE))
                        .isInstanceOf(StoreException.class)
                        .hasMessageContaining("another process");
                assertThat(store.budget().used("app", MONTH)).isZero();
                statement.execute("ROLLBACK");
            }
            assertThat(store.budget().spend("app", MONTH, 10, MemoryContract.USE))
                    .isTrue();
        }
        try (Store store = Store.embedded(folder, clock)) {
            assertThat(store.budget().used("app", MONTH)).isEqualTo(1);
        }
    }

    @Test
    void use_whenTheDatabaseRefusesHalfWay_undoesItAllAndWorksAgain() throws Exception {
        try (Store store = Store.embedded(folder, clock)) {
            claim(store);
            execute("CREATE TRIGGER no_bob BEFORE INSERT ON rollcall_promotion WHEN NEW.user_id = 'bob'"
                    + " BEGIN SELECT RAISE(ABORT, 'no'); END");
            List<UserId> both = List.of(new UserId("ann"), new UserId("bob"));

            assertThatThrownBy(() -> store.promotions().tried(MEETING, both, clock.instant()))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("refused")
                    .hasMessageNotContaining("bob");

            assertThat(store.promotions().histories(MEETING, both)).isEmpty();
            store.promotions().tried(MEETING, List.of(new UserId("ann")), clock.instant());
            assertThat(store.promotions().histories(MEETING, both)).hasSize(1);
        }
    }

    @Test
    void write_whenOldRowsCannotBeRemoved_worksAllTheSame() throws Exception {
        try (Store store = Store.embedded(folder, clock)) {
            claim(store);
            execute("CREATE TRIGGER no_upkeep BEFORE UPDATE ON rollcall_upkeep BEGIN SELECT RAISE(ABORT, 'no'); END");
            store.upkeep().vendorTime("dingtalk:app", clock.instant());
            clock.advance(Duration.ofHours(1));

            assertThatThrownBy(() -> store.upkeep().run()).isInstanceOf(StoreException.class);

            assertThat(store.budget().spend("app", MONTH, 10, MemoryContract.USE))
                    .isTrue();
        }
    }

    @Test
    void use_whenTheFileIsNoDatabase_saysSoAndLeavesItAsItWas() throws Exception {
        Path file = folder.resolve("rollcall.db");
        String content = "not a database, but somebody's text ".repeat(200);
        Files.writeString(file, content);
        try (Store store = Store.embedded(folder, clock)) {
            assertThatThrownBy(() -> claim(store))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining(folder.toString())
                    .hasMessageContaining("damaged");
        }
        assertThat(file).hasContent(content);
    }

    @Test
    void use_whenANewerProgramMadeTheStore_refuses() throws Exception {
        try (Store store = Store.embedded(folder, clock)) {
            claim(store);
        }
        execute("UPDATE rollcall_schema_history SET version = '99'");

        try (Store store = Store.embedded(folder, clock)) {
            assertThatThrownBy(() -> store.invitations().standings(MEETING, List.of(ANN)))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("newer Rollcall");
        }
    }

    @Test
    void use_whenTheFileVanishedMeanwhile_refusesToGoOn() throws Exception {
        try (Store store = Store.embedded(folder, clock)) {
            claim(store);
            Files.delete(folder.resolve("rollcall.db"));

            assertThatThrownBy(() -> claim(store))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("replaced, removed or cut off while in use");
        }
    }

    @Test
    void use_whenItFailedBefore_triesAgain() throws Exception {
        Path directory = Files.createFile(folder.resolve("rollcall-data"));
        try (Store store = Store.embedded(directory, clock)) {
            assertThatThrownBy(() -> claim(store)).isInstanceOf(StoreException.class);
            Files.delete(directory);

            claim(store);

            assertThat(store.invitations().standings(MEETING, List.of(ANN))).hasSize(1);
        }
    }

    @Test
    void use_whenClosed_isRefused() {
        Store store = Store.embedded(folder, clock);
        claim(store);
        store.close();
        store.close();

        assertThatThrownBy(() -> claim(store))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("closed");
    }

    @Test
    void migrations_whenListed_endAtTheVersionThatTheProgramExpects() throws Exception {
        try (Store store = Store.embedded(folder, clock)) {
            claim(store);
        }
        try (Connection connection = connect()) {
            assertThat(Schema.SQLITE.isCurrent(connection)).isTrue();
        }
    }

    private Set<InviteeKey> claim(Store store) {
        return store.invitations().claim("duty", MEETING, List.of(ANN), clock.instant());
    }

    private void execute(String sql) throws Exception {
        try (Connection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private Connection connect() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("rollcall.db"));
    }

    private static String permissions(Path path) {
        try {
            return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
