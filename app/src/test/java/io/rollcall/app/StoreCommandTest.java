package io.rollcall.app;

import static io.rollcall.app.Rehearsal.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.app.Program.Ended;
import io.rollcall.app.Program.Running;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What Rollcall remembers, moved, backed up and put back: nobody is called twice. */
@Tag("slow")
class StoreCommandTest {
    @TempDir
    Path root;

    private static void invitesOnce(Rehearsal rehearsal) throws Exception {
        assertThat(rehearsal.sandbox.invitations("board-meeting", "+8613800138000"))
                .isEqualTo(1);
    }

    @Test
    void copy_whenTheStoreMovesToPostgresAndBack_callsNoOneTwice() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .start();
                Rehearsal rehearsal = Rehearsal.below(root)) {
            String url = "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres";
            assertThat(rehearsal.inThisJvm("once", "duty").code()).isZero();
            rehearsal.and("rollcall.store.user=postgres");

            // the address changed, and what was remembered forgotten
            for (String[] command : new String[][] {{"once", "duty"}, {"run", "duty"}, {"plan", "duty"}}) {
                String[] elsewhere = Arrays.copyOf(command, command.length + 1);
                elsewhere[command.length] = "--set=rollcall.store.url=" + url;
                Ended refused = rehearsal.inThisJvm(elsewhere);
                assertThat(refused.code()).as(refused.err()).isEqualTo(2);
                assertThat(refused.out()).isEmpty();
                assertThat(refused.err())
                        .contains("rollcall store copy embedded " + url, "rollcall.store.accept-empty=true");
            }
            invitesOnce(rehearsal);

            Ended copied = rehearsal.inThisJvm("store", "copy", "embedded", url);
            assertThat(copied.code()).as(copied.err()).isZero();
            assertThat(copied.out()).contains("Copied and verified", url);
            Ended old = rehearsal.inThisJvm("once", "duty");
            assertThat(old.code()).isEqualTo(2);
            assertThat(old.err()).contains("was moved to " + url);

            rehearsal.and("rollcall.store.url=" + url);
            Ended once = rehearsal.inThisJvm("once", "duty", "--output", "json");
            assertThat(once.code()).as(once.err()).isZero();
            assertThat(json(once.out()).get(0).get("unchanged").toString()).contains("already-invited");
            assertThat(rehearsal.inThisJvm("audit").out()).contains("+8613800138000");

            Ended notEmpty = rehearsal.inThisJvm("store", "copy", url, "embedded");
            assertThat(notEmpty.code()).isEqualTo(2);
            assertThat(notEmpty.err()).contains("is not empty");
            Ended back = rehearsal.inThisJvm("store", "copy", url, "embedded:back", "--output", "json");
            assertThat(back.code()).as(back.err()).isZero();
            assertThat(json(back.out())).hasSize(1);
            Ended there = rehearsal.inThisJvm("once", "duty", "--set=rollcall.store.url=embedded:back");
            assertThat(there.code()).as(there.err()).isZero();
            invitesOnce(rehearsal);
        }
    }

    @Test
    void backupAndRestore_whenTheStoreIsLost_invitesNobodyIntoTheMeetingThatRuns() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            rehearsal.and("rollcall.flow.early.type=cohost", "rollcall.flow.early.users=UN-lisi");
            assertThat(rehearsal.inThisJvm("once", "early").code()).isZero();
            Path data = rehearsal.program.folder().resolve("rollcall-data");
            try (Running running = rehearsal.program.start("run", "board", "--output", "json")) {
                Awaitility.await().atMost(Duration.ofSeconds(90)).until(() -> !running.out()
                        .isEmpty());
                Ended backup = rehearsal.inThisJvm("store", "backup", "monday.db");
                assertThat(backup.code()).as(backup.err()).isZero();
                Ended again = rehearsal.inThisJvm("store", "backup", "monday.db");
                assertThat(again.code()).isEqualTo(2);
                Ended refused = rehearsal.inThisJvm("store", "restore", "monday.db");
                assertThat(refused.code()).isEqualTo(2);
                assertThat(refused.err())
                        .contains("board", "process " + running.process().pid());
            }
            assertThat(rehearsal.inThisJvm("once", "duty").code()).isZero();
            Ended restored = rehearsal.inThisJvm("store", "restore", "monday.db");
            assertThat(restored.code()).as(restored.err()).isZero();
            assertThat(restored.out())
                    .contains("rollcall.db.before-restore", "meeting board-meeting: phone +8613800138000");
            assertThat(rehearsal.inThisJvm("once", "duty").code()).isZero();

            // and now the newer store cannot be read any more
            Files.copy(
                    rehearsal.program.folder().resolve("rollcall.properties"),
                    data.resolve("rollcall.db"),
                    StandardCopyOption.REPLACE_EXISTING);
            Ended blind = rehearsal.inThisJvm("store", "restore", "monday.db");
            assertThat(blind.code()).as(blind.err()).isZero();
            assertThat(blind.out()).contains("cannot be read");
            Ended once = rehearsal.inThisJvm("once", "duty", "--output", "json");
            assertThat(json(once.out()).get(0).get("unchanged").toString()).contains("outcome-unknown");
            invitesOnce(rehearsal);
        }
    }

    private static void isWrongUsage(Ended ended, String... command) {
        assertThat(ended.code()).as(String.join(" ", command) + ended.err()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err()).isNotBlank().doesNotContain("defect");
    }

    @Test
    void storeCommands_whenUsedWrongly_areWrongUsageInOneSentence() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            String[][] wrong = {
                {"store", "copy", "embedded", "jdbc:mysql://h/d"},
                {"store", "copy", "embedded", "embedded"},
                {"store", "copy", "embedded", "embedded:other"},
                {"store", "backup", "b.db"},
                {"store", "restore", "none.db"}
            };
            for (String[] command : wrong) {
                isWrongUsage(rehearsal.inThisJvm(command), command);
            }
            String[][] wrongBeforeAStoreIsOpened = {
                {"store"},
                {"store", "backup", "b.db", "--set", "rollcall.store.url=jdbc:postgresql://h/d"},
                {"store", "restore", "b.db", "--set", "rollcall.store.url=jdbc:postgresql://h/d"},
                {"store", "copy", "jdbc:mysql://h/d", "embedded"},
                {"store", "copy", "jdbc:postgresql://h:abc/d", "embedded"}
            };
            for (String[] command : wrongBeforeAStoreIsOpened) {
                isWrongUsage(rehearsal.inThisJvm(command), command);
            }
            assertThat(rehearsal.files()).doesNotContain("rollcall-data", "other", "b.db");
        }
    }
}
