package io.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.app.Program.Ended;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The audit needs the store's keys and nothing else, and says which store it read. */
@Tag("slow")
class AuditStoreTest {
    @TempDir
    Path root;

    @Test
    void audit_whenTheRestOfTheConfigurationIsWrong_readsTheStoreAllTheSame() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            assertThat(rehearsal.inThisJvm("once", "duty").code()).isZero();
            rehearsal.and(
                    "rollcall.flow.board.users-file=gone.txt",
                    "rollcall.flow.other.type=nonsense",
                    "rollcall.huawei.app-key-file=no-such-secret",
                    "rollcall.unheard-of=1",
                    "rollcall.http.concurrency=many");

            Ended text = rehearsal.inThisJvm("audit");
            assertThat(text.code()).as(text.err()).isZero();
            assertThat(text.out()).contains("+8613800138000");
            Path data = rehearsal.program.folder().toRealPath().resolve("rollcall-data");
            assertThat(text.err()).isEqualTo("Store: " + data + "\n");

            for (String format : new String[] {"json", "csv"}) {
                Ended records = rehearsal.inThisJvm("audit", "--output", format);
                assertThat(records.code()).isZero();
                assertThat(records.out()).doesNotContain("Store:");
                assertThat(records.err()).isEqualTo("Store: " + data + "\n");
            }

            Ended release = rehearsal.inThisJvm("audit", "--release", "board-meeting", "+8613800138000");
            assertThat(release.code()).as(release.err()).isZero();
            assertThat(release.err()).isEqualTo("Store: " + data + "\n");
        }
    }

    @Test
    void audit_whenTheFolderIsWrong_saysThatThereIsNoStore() throws Exception {
        Program elsewhere = Program.below(root);
        for (String[] command : new String[][] {{"audit"}, {"audit", "--release", "6171", "UN-duty"}}) {
            Ended ended = elsewhere.inThisJvm(command);
            assertThat(ended.code()).isEqualTo(2);
            assertThat(ended.out()).isEmpty();
            assertThat(ended.err())
                    .contains("There is no store in "
                            + elsewhere.folder().toRealPath().resolve("rollcall-data"))
                    .doesNotContain("made no changes");
        }
        try (var files = Files.list(elsewhere.folder())) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void audit_whenNothingWasChangedYet_saysWhichStoreIsMissing() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            Ended ended = rehearsal.inThisJvm("audit");
            assertThat(ended.code()).isZero();
            assertThat(ended.out())
                    .contains("There is no store in "
                            + rehearsal.program.folder().toRealPath().resolve("rollcall-data"));
            Ended records = rehearsal.inThisJvm("audit", "--output", "json");
            assertThat(records.out()).isEmpty();
            assertThat(records.err()).contains("There is no store in ");
        }
    }

    @Test
    void audit_whenAStoreKeyIsMistyped_isWrongConfiguration() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            rehearsal.and("rollcall.store.ur=embedded:elsewhere");
            Ended ended = rehearsal.inThisJvm("audit");
            assertThat(ended.code()).isEqualTo(2);
            assertThat(ended.err()).contains("rollcall.store.ur is unknown", "rollcall.store.url");
        }
    }

    @Test
    void audit_whenVariablesAreSet_readsThoseOfTheStoreOnly() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            Program others = rehearsal
                    .program
                    .with("ROLLCALL_DINGTALK_API_URL", "http://127.0.0.1:1")
                    .with("ROLLCALL_HUAWEI_URL", "http://127.0.0.1:1")
                    .with("ROLLCALL_UNHEARD_OF", "1");
            Ended ended = others.inThisJvm("audit");
            assertThat(ended.code()).as(ended.err()).isZero();
            Ended mistyped =
                    others.with("ROLLCALL_STORE_UR", "embedded:elsewhere").inThisJvm("audit");
            assertThat(mistyped.code()).isEqualTo(2);
            assertThat(mistyped.err()).contains("ROLLCALL_STORE_UR").doesNotContain("ROLLCALL_UNHEARD_OF");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jdbc:postgresql://h:abc/db",
                "jdbc:postgresql://h/db?sslmode=maybe",
                "jdbc:postgresql:///db",
                "jdbc:mysql://h/db",
                "postgres://h/db"
            })
    void anyCommand_whenTheStoresUrlIsWrong_isWrongConfigurationInOneSentence(String url) throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            rehearsal.and("rollcall.store.url=" + url);
            for (String[] command : new String[][] {{"audit"}, {"once", "board"}, {"check"}, {"run", "board"}}) {
                Ended ended = rehearsal.inThisJvm(command);
                assertThat(ended.code()).as(ended.err()).isEqualTo(2);
                assertThat(ended.out()).isEmpty();
                assertThat(ended.err()).contains("rollcall.store.url ").doesNotContain("defect");
            }
        }
    }
}
