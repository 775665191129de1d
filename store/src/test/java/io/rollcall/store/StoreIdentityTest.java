package io.rollcall.store;

import static io.rollcall.store.MemoryContract.MEETING;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.state.InvitationRepository.InviteeKey;
import io.rollcall.state.StoreException;
import io.rollcall.state.StoreReplacedException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Another file where the store was, under a program that has it open and before one opens it. */
@Timeout(180)
@Tag("slow")
class StoreIdentityTest {
    private final TestClock clock = new TestClock();

    @TempDir
    private Path folder;

    /** What happens to the files of a store that is open, of which a copy was taken before the last claims. */
    enum Blow {
        MOVED_OVER {
            @Override
            void strike(Path store, Path backup) throws IOException {
                Files.move(backup, store, StandardCopyOption.ATOMIC_MOVE);
            }
        },
        COPIED_INTO {
            @Override
            void strike(Path store, Path backup) throws IOException {
                Files.write(store, Files.readAllBytes(backup));
            }
        },
        REMOVED {
            @Override
            void strike(Path store, Path backup) throws IOException {
                Files.delete(store);
            }
        },
        ALL_REMOVED {
            @Override
            void strike(Path store, Path backup) throws IOException {
                for (String suffix : List.of("", "-wal", "-shm")) {
                    Files.deleteIfExists(beside(store, suffix));
                }
            }
        },
        BEGUN_ANEW {
            @Override
            void strike(Path store, Path backup) throws IOException {
                ALL_REMOVED.strike(store, backup);
                try (Store other = Store.embedded(store.getParent(), new TestClock())) {
                    claim(other, 0);
                }
            }
        },
        DIRECTORY_REPLACED {
            @Override
            void strike(Path store, Path backup) throws IOException {
                Path directory = store.getParent();
                Files.move(directory, directory.resolveSibling("moved"));
                Files.createDirectory(directory);
            }
        },
        CUT_TO_NOTHING {
            @Override
            void strike(Path store, Path backup) throws IOException {
                cut(store, 0);
            }
        },
        CUT_SHORT {
            @Override
            void strike(Path store, Path backup) throws IOException {
                cut(store, 4096);
            }
        },
        LOG_REMOVED {
            @Override
            void strike(Path store, Path backup) throws IOException {
                Files.delete(beside(store, "-wal"));
            }
        },
        LOG_CUT {
            @Override
            void strike(Path store, Path backup) throws IOException {
                cut(beside(store, "-wal"), 0);
            }
        };

        abstract void strike(Path store, Path backup) throws IOException;
    }

    @ParameterizedTest
    @EnumSource
    void use_whenTheFilesAreNoLongerThoseThatWereOpened_changesNothingAndStaysSo(Blow blow) throws Exception {
        Path directory = folder.resolve("rollcall-data");
        Path file = directory.resolve("rollcall.db");
        Path backup = folder.resolve("backup.db");
        List<String> told = new ArrayList<>();
        Store store = Store.embedded(directory, clock);
        claim(store, 0);
        backUp(file, backup);
        for (int user = 1; user < 5; user++) {
            claim(store, user);
        }
        // the log is brought in, so that a copy of the file from before is older than the file
        execute(file, "PRAGMA wal_checkpoint(PASSIVE)");
        claim(store, 5);
        store.onReplaced(found -> told.add(found.getMessage()));

        blow.strike(file, backup);

        assertThatThrownBy(() -> claim(store, 6))
                .isInstanceOf(StoreReplacedException.class)
                .hasMessageContaining("replaced, removed or cut off")
                .hasMessageContaining("restart Rollcall");
        assertThatThrownBy(() -> store.invitations().standings(MEETING, List.of(ChildProcess.user(1))))
                .isInstanceOf(StoreReplacedException.class);
        assertThat(told).hasSize(1);
        assertThat(store.replaced()).isPresent();
        byte[] before = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
        store.close();
        byte[] after = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
        assertThat(after).as("nothing is written into what lies there now").isEqualTo(before);
    }

    @Test
    void use_whenTheLogIsBroughtInMeanwhile_goesOn() throws Exception {
        try (Store store = Store.embedded(folder, clock);
                Store other = Store.embedded(folder, clock)) {
            for (int user = 0; user < 30; user += 2) {
                assertThat(claim(store, user)).hasSize(1);
                assertThat(claim(other, user + 1)).hasSize(1);
                execute(folder.resolve("rollcall.db"), "PRAGMA wal_checkpoint(PASSIVE)");
            }
        }
    }

    @Test
    void open_whenABackupLiesBesideTheOldLog_refuses() throws Exception {
        Path file = folder.resolve("rollcall.db");
        Path backup = folder.resolve("backup.db");
        try (ChildProcess child = ChildProcess.start(folder, "hold")) {
            assertThat(child.line()).isEqualTo("held");
            backUp(file, backup);
            try (Store store = Store.embedded(folder, clock)) {
                for (int user = 1; user < 5; user++) {
                    claim(store, user);
                }
                execute(file, "PRAGMA wal_checkpoint(RESTART)");
                claim(store, 5);
            }
            child.kill();
        }
        assertThat(Files.size(folder.resolve("rollcall.db-wal"))).isPositive();
        Files.move(backup, file, StandardCopyOption.REPLACE_EXISTING);

        try (Store store = Store.embedded(folder, clock)) {
            assertThatThrownBy(() -> claim(store, 1))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("do not belong together")
                    .hasMessageContaining("rollcall.db-wal");
        }
    }

    @Test
    void open_whenTheLogIsThatOfAnotherStore_refuses() throws Exception {
        Path other = folder.resolve("other");
        try (ChildProcess child = ChildProcess.start(other, "hold")) {
            assertThat(child.line()).isEqualTo("held");
            child.kill();
        }
        Path mine = folder.resolve("mine");
        try (Store store = Store.embedded(mine, clock)) {
            claim(store, 1);
        }
        Files.copy(other.resolve("rollcall.db-wal"), mine.resolve("rollcall.db-wal"));

        try (Store store = Store.embedded(mine, clock)) {
            assertThatThrownBy(() -> claim(store, 1))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("do not belong together");
        }
    }

    @Test
    void open_whenAKilledProcessLeftTheRightLog_worksWithEveryClaim() throws Exception {
        try (ChildProcess child = ChildProcess.start(folder, "hold")) {
            assertThat(child.line()).isEqualTo("held");
            child.kill();
        }
        try (Store store = Store.embedded(folder, clock)) {
            assertThat(claim(store, 0)).isEmpty();
            assertThat(claim(store, 1)).hasSize(1);
        }
    }

    /** What lies where the store's file should be, and what the message says of it. */
    record Foreign(String name, Planting planting, String message) {
        @Override
        public String toString() {
            return name;
        }
    }

    /** Puts a file there. */
    @FunctionalInterface
    interface Planting {
        void at(Path file) throws Exception;
    }

    static Stream<Foreign> foreign() {
        return Stream.of(
                new Foreign("nothing in it", Files::createFile, "empty (0 bytes)"),
                new Foreign("a directory", Files::createDirectory, "is not a file"),
                new Foreign(
                        "a text", file -> Files.writeString(file, "text ".repeat(2000)), "damaged or not Rollcall's"),
                new Foreign("a short text", file -> Files.writeString(file, "x"), "not a store of Rollcall"),
                new Foreign(
                        "another program's database",
                        file -> execute(file, "CREATE TABLE notes (text TEXT)"),
                        "not a store of Rollcall"),
                new Foreign(
                        "a link to nothing",
                        file -> Files.createSymbolicLink(file, file.resolveSibling("unmounted.db")),
                        "does not exist"),
                new Foreign(
                        "only a log",
                        file -> Files.writeString(beside(file, "-wal"), "log"),
                        "is missing, but its log"));
    }

    @ParameterizedTest
    @MethodSource("foreign")
    void open_whenTheFileIsNoStore_saysWhatToDoAndLeavesItAsItWas(Foreign foreign) throws Exception {
        Path file = folder.resolve("rollcall.db");
        foreign.planting().at(file);
        List<String> before = contents();

        for (int attempt = 0; attempt < 2; attempt++) {
            try (Store store = Store.embedded(folder, clock)) {
                assertThatThrownBy(() -> claim(store, 0))
                        .isInstanceOf(StoreException.class)
                        .hasMessageContaining(foreign.message())
                        .hasMessageContainingAll("ove");
                assertThatThrownBy(() -> store.invitations().standings(MEETING, List.of(ChildProcess.user(0))))
                        .as("a store that cannot be read is not one that knows nothing")
                        .isInstanceOf(StoreException.class);
            }
        }
        assertThat(contents()).isEqualTo(before);
    }

    @Test
    void claim_whenBytesInTheMiddleAreDamaged_isRefused() throws Exception {
        Path file = folder.resolve("rollcall.db");
        try (Store store = Store.embedded(folder, clock)) {
            for (int user = 0; user < 400; user++) {
                claim(store, user);
            }
        }
        Random random = new Random(7);
        try (RandomAccessFile damaged = new RandomAccessFile(file.toFile(), "rw")) {
            byte[] noise = new byte[4096];
            for (long at = 64 * 1024; at < damaged.length(); at += 8 * 1024) {
                random.nextBytes(noise);
                damaged.seek(at);
                damaged.write(noise);
            }
        }
        try (Store store = Store.embedded(folder, clock)) {
            assertThatThrownBy(() -> claim(store, 1_000))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("damaged")
                    .hasMessageContaining("backup");
        }
    }

    @Test
    void open_whenAProcessWasKilledAtAnyMomentOfTheCreation_leavesNothingInTheWay() throws Exception {
        Random random = new Random(11);
        for (int round = 0; round < 8; round++) {
            Path fresh = folder.resolve("round-" + round);
            try (ChildProcess child = ChildProcess.start(fresh, "claim-for-ever")) {
                // the creation begins with the directory and takes about half a second
                while (!Files.exists(fresh)) {
                    Thread.onSpinWait();
                }
                child.killAfter(random.nextInt(700));
            }
            try (Store store = Store.embedded(fresh, clock)) {
                assertThat(claim(store, 1_000_000)).hasSize(1);
            }
            assertThat(fresh.resolve("rollcall.db.new")).doesNotExist();
        }
    }

    @Test
    void identity_whenStoresAreMade_isEachStoresOwnAndStays() throws Exception {
        Path one = folder.resolve("one");
        Path two = folder.resolve("two");
        for (Path directory : List.of(one, two, one)) {
            try (Store store = Store.embedded(directory, clock)) {
                claim(store, 1);
            }
        }
        StoreIdentity first = identity(one);
        assertThat(first.id())
                .matches("[0-9a-f]{32}")
                .isNotEqualTo(identity(two).id());
        assertThat(first.epoch()).isEqualTo(2);
    }

    private static StoreIdentity identity(Path directory) throws SQLException {
        try (Connection connection = connect(directory.resolve("rollcall.db"))) {
            return StoreIdentity.read(connection);
        }
    }

    private static Set<InviteeKey> claim(Store store, int user) {
        return store.invitations().claim("duty", MEETING, List.of(ChildProcess.user(user)), new TestClock().instant());
    }

    private List<String> contents() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(Path::getFileName)
                    .map(Path::toString)
                    .filter(name -> !name.startsWith("sqlitejdbc-") && !name.equals("rollcall.lock"))
                    .map(name -> name + " " + bytes(folder.resolve(name)))
                    .sorted()
                    .toList();
        }
    }

    private static String bytes(Path file) {
        try {
            return Files.isRegularFile(file) ? new java.math.BigInteger(Files.readAllBytes(file)).toString(36) : "";
        } catch (IOException | NumberFormatException none) {
            return "";
        }
    }

    private static Path beside(Path file, String suffix) {
        return file.resolveSibling(file.getFileName() + suffix);
    }

    private static void cut(Path file, long size) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.truncate(size);
        }
    }

    private static void backUp(Path file, Path backup) throws SQLException {
        execute(file, "backup to '" + backup + "'");
    }

    private static void execute(Path file, String sql) throws SQLException {
        try (Connection connection = connect(file);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Connection connect(Path file) throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + file);
    }
}
