package io.rollcall.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.model.MeetingId;
import io.rollcall.state.InvitationRepository.InviteeKey;
import io.rollcall.state.InvitationRepository.Standing;
import io.rollcall.state.Pause;
import io.rollcall.state.StoreException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
@Tag("slow")
class StoreBackupTest {
    private static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");
    private static final InviteeKey DUTY = new InviteeKey(InviteeKey.Kind.USER, "UN-duty");

    @TempDir
    private Path folder;

    private Path data() {
        return folder.resolve("data");
    }

    private Path backup() {
        return folder.resolve("backup.db");
    }

    private Store store() {
        return Store.embedded(data(), Clock.systemUTC());
    }

    private static void invite(Store store, String meeting) {
        store.invitations().claim("duty", new MeetingId(meeting), List.of(DUTY), NOW);
        store.invitations().settle(new MeetingId(meeting), List.of(DUTY), Standing.INVITED, NOW);
    }

    private static boolean remembers(Store store, String meeting) {
        return store.invitations()
                .standings(new MeetingId(meeting), List.of(DUTY))
                .containsKey(DUTY);
    }

    @Test
    void write_whileTheStoreIsInUse_isAWholeStoreForTheOwnerAlone() throws Exception {
        try (Store store = store()) {
            invite(store, "1");
            StoreBackup.write(data(), backup());
            invite(store, "2");
        }
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(backup())))
                .isEqualTo("rw-------");
        try (var files = Files.list(folder)) {
            assertThat(files.map(file -> file.getFileName().toString())).containsExactlyInAnyOrder("data", "backup.db");
        }
        Files.createDirectory(folder.resolve("elsewhere"));
        Files.copy(backup(), folder.resolve("elsewhere/rollcall.db"));
        try (Store copy = Store.embedded(folder.resolve("elsewhere"), Clock.systemUTC())) {
            assertThat(remembers(copy, "1")).isTrue();
            assertThat(remembers(copy, "2")).isFalse();
        }
    }

    @Test
    void write_whenThereIsAFileOrNoStoreOrNoFolder_writesNothing() throws Exception {
        assertThatThrownBy(() -> StoreBackup.write(data(), backup()))
                .isInstanceOf(StoreCopy.RefusedException.class)
                .hasMessageContaining("There is no store in");
        assertThat(data()).doesNotExist();
        try (Store store = store()) {
            invite(store, "1");
            Files.writeString(backup(), "mine");
            assertThatThrownBy(() -> StoreBackup.write(data(), backup()))
                    .isInstanceOf(StoreCopy.RefusedException.class)
                    .hasMessageContaining("exists");
            assertThat(backup()).hasContent("mine");
            assertThatThrownBy(() -> StoreBackup.write(data(), folder.resolve("none/backup.db")))
                    .isInstanceOf(StoreException.class)
                    .hasMessageContaining("cannot be written");
        }
    }

    @Test
    void write_whenTheStoreWasCutToNothing_isRefused() throws Exception {
        try (Store store = store()) {
            invite(store, "1");
        }
        Files.write(data().resolve("rollcall.db"), new byte[0]);

        assertThatThrownBy(() -> StoreBackup.write(data(), backup()))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("is empty (0 bytes)");
        assertThat(backup()).doesNotExist();
    }

    @Test
    void restore_whenTheStoreIsNewer_namesAndKeepsWhatTheBackupDoesNotKnow() throws Exception {
        try (Store store = store()) {
            invite(store, "1");
            StoreBackup.write(data(), backup());
            invite(store, "2");
        }
        StoreBackup.Restored restored = StoreBackup.restore(data(), backup(), NOW);
        assertThat(restored.readable()).isTrue();
        assertThat(restored.newer()).containsExactly(new StoreBackup.Invited(new MeetingId("2"), DUTY));
        assertThat(restored.aside())
                .isEqualTo(data().resolve("rollcall.db.before-restore"))
                .exists();
        try (Store store = store()) {
            assertThat(remembers(store, "1")).isTrue();
            assertThat(remembers(store, "2")).isTrue();
            assertThat(store.invitations().restoredAt()).contains(NOW);
            invite(store, "3");
        }
        assertThat(StoreBackup.restore(data(), backup(), NOW).aside())
                .isEqualTo(data().resolve("rollcall.db.before-restore-2"))
                .exists();
        assertThat(data().resolve("rollcall.db.before-restore")).exists();
    }

    @Test
    void restore_whenThePausesChangedSince_keepsThoseOfNow() throws Exception {
        Pause board = new Pause("board", NOW, null, "maintenance");
        try (Store store = store()) {
            store.pauses().pause(new Pause("duty", NOW, null, null));
            StoreBackup.write(data(), backup());
            store.pauses().resume(List.of("duty"), NOW);
            store.pauses().pause(board);
        }
        StoreBackup.restore(data(), backup(), NOW);
        try (Store store = store()) {
            assertThat(store.pauses().inForce(NOW)).containsExactly(board);
        }
        Path elsewhere = folder.resolve("new");
        StoreBackup.restore(elsewhere, backup(), NOW);
        try (Store store = Store.embedded(elsewhere, Clock.systemUTC())) {
            assertThat(store.pauses().inForce(NOW)).extracting(Pause::flow).containsExactly("duty");
        }
    }

    @Test
    void restore_whenAnotherProcessUsesTheStore_isRefusedAndChangesNothing() throws Exception {
        try (Store store = store()) {
            invite(store, "1");
            StoreBackup.write(data(), backup());
            invite(store, "2");
            assertThatThrownBy(() -> StoreBackup.restore(data(), backup(), NOW))
                    .isInstanceOf(StoreCopy.RefusedException.class)
                    .hasMessageContaining("Another process uses the store");
            invite(store, "3");
            assertThat(remembers(store, "2")).isTrue();
        }
        assertThat(data().resolve("rollcall.db.before-restore")).doesNotExist();
    }

    @Test
    void restore_whenTheStoreIsDamagedOrGone_putsTheBackupInItsPlace() throws Exception {
        try (Store store = store()) {
            invite(store, "1");
            StoreBackup.write(data(), backup());
        }
        byte[] damaged = Files.readAllBytes(data().resolve("rollcall.db"));
        Arrays.fill(damaged, (byte) 7);
        Files.write(data().resolve("rollcall.db"), damaged);
        StoreBackup.Restored restored = StoreBackup.restore(data(), backup(), NOW);
        assertThat(restored.readable()).isFalse();
        assertThat(data().resolve("rollcall.db.before-restore")).hasBinaryContent(damaged);
        try (Store store = store()) {
            assertThat(remembers(store, "1")).isTrue();
        }
        Path elsewhere = folder.resolve("new");
        assertThat(StoreBackup.restore(elsewhere, backup(), NOW).aside()).isNull();
        try (Store store = Store.embedded(elsewhere, Clock.systemUTC())) {
            assertThat(remembers(store, "1")).isTrue();
        }
    }

    @Test
    void restore_whenTheFileIsNoBackup_isRefused() throws Exception {
        Files.writeString(backup(), "no database at all, however long it may be");
        assertThatThrownBy(() -> StoreBackup.restore(data(), backup(), NOW))
                .isInstanceOf(StoreCopy.RefusedException.class)
                .hasMessageContaining("is not a store of Rollcall");
        assertThatThrownBy(() -> StoreBackup.restore(data(), folder.resolve("none"), NOW))
                .isInstanceOf(StoreCopy.RefusedException.class)
                .hasMessageContaining("There is no backup");
    }
}
