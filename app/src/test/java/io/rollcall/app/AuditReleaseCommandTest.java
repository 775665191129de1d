package io.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.app.control.AuditRelease;
import io.rollcall.app.control.UsageException;
import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import io.rollcall.state.AuditRepository.Entry;
import io.rollcall.state.AuditRepository.Result;
import io.rollcall.state.InvitationRepository.InviteeKey;
import io.rollcall.state.InvitationRepository.InviteeKey.Kind;
import io.rollcall.state.InvitationRepository.Standing;
import io.rollcall.store.Store;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class AuditReleaseCommandTest {
    private static final MeetingId MEETING = new MeetingId("6171");
    private static final InviteeKey DUTY = new InviteeKey(Kind.USER, "UN-duty");
    private static final InviteeKey PHONE = new InviteeKey(Kind.PHONE, "+8613800138000");
    private static final Instant NOW = Instant.parse("2026-11-20T08:00:00Z");

    private static final Duration LONGEST = Duration.ofSeconds(13);

    @TempDir
    private Path folder;

    private Store store;

    @BeforeEach
    void begin() {
        store = Store.embedded(folder.resolve("data"), Clock.systemUTC());
    }

    @AfterEach
    void end() {
        store.close();
    }

    private void invite() {
        store.invitations().claim("duty", MEETING, List.of(DUTY, PHONE), NOW);
        store.invitations().settle(MEETING, List.of(DUTY), Standing.UNKNOWN, NOW);
        store.invitations().settle(MEETING, List.of(PHONE), Standing.INVITED, NOW);
    }

    private List<Entry> audited() {
        List<Entry> entries = new ArrayList<>();
        store.audit().read(null, entries::add);
        return entries;
    }

    @Test
    void release_whenOutcomeWasUnknown_freesThatOneOnlyAndWritesItDown() {
        invite();

        AuditRelease.Result result = AuditRelease.of(store, "6171", "UN-duty", NOW, "CN", LONGEST);

        assertThat(result.released()).isTrue();
        assertThat(result.text()).contains("UN-duty", "6171", "was-unknown");
        assertThat(store.invitations().claim("duty", MEETING, List.of(DUTY, PHONE), NOW))
                .containsExactly(DUTY);
        assertThat(audited()).singleElement().satisfies(entry -> {
            assertThat(entry.intention().action()).isEqualTo("release");
            assertThat(entry.intention().user()).isEqualTo("UN-duty");
            assertThat(entry.intention().flow()).isEqualTo("by hand");
            assertThat(entry.intention().reason()).isEqualTo("was-unknown");
            assertThat(entry.result()).isEqualTo(Result.DONE);
        });
    }

    @Test
    void release_whenNumberIsWrittenInAnotherWay_findsThePhone() {
        invite();

        assertThat(AuditRelease.of(store, "6171", "+86 138-0013-8000", NOW, "CN", LONGEST)
                        .released())
                .isTrue();

        assertThat(store.invitations().standings(MEETING, List.of(DUTY, PHONE))).containsOnlyKeys(DUTY);
        assertThat(audited())
                .singleElement()
                .satisfies(entry -> assertThat(entry.intention().phone()).isEqualTo("+8613800138000"));
    }

    @Test
    void release_whenAnEarlierVersionStoredTheNumberAsWritten_freesEverySpelling() {
        InviteeKey digits = new InviteeKey(Kind.PHONE, "8613800138000");
        InviteeKey prefixed = new InviteeKey(Kind.PHONE, "008613800138000");
        store.invitations().claim("duty", MEETING, List.of(digits, prefixed), NOW);

        assertThat(AuditRelease.of(store, "6171", "\u200B138 0013 8000 ", NOW.plusSeconds(60), "CN", LONGEST)
                        .released())
                .isTrue();

        assertThat(store.invitations().phones(MEETING)).isEmpty();
    }

    @Test
    void release_whenTheWordCanBeNeither_isWrongUsage() {
        assertThatThrownBy(() -> AuditRelease.of(store, "6171", "UN-a\uFF0CUN-b", NOW, "CN", LONGEST))
                .isInstanceOf(UsageException.class)
                .hasMessageContaining("a full-width comma (U+FF0C)");
    }

    @Test
    void release_whenNothingIsRemembered_changesNothingAndSaysSo() {
        invite();

        for (String[] unknown : new String[][] {{"6171", "UN-other"}, {"6172", "UN-duty"}, {"6171", "un-duty"}}) {
            AuditRelease.Result result = AuditRelease.of(store, unknown[0], unknown[1], NOW, "CN", LONGEST);
            assertThat(result.released()).isFalse();
            assertThat(result.text()).startsWith("Nothing to release").contains(unknown[0], unknown[1]);
        }
        assertThat(audited()).isEmpty();
    }

    @Test
    void release_whenThereIsNoStore_makesNone() {
        assertThat(AuditRelease.of(store, "6171", "UN-duty", NOW, "CN", LONGEST).released())
                .isFalse();
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void release_whenTheRequestIsUnderWay_refuses() {
        store.invitations().claim("duty", MEETING, List.of(DUTY), NOW);

        for (int seconds : new int[] {-1, 0, 5, 14}) {
            AuditRelease.Result result =
                    AuditRelease.of(store, "6171", "UN-duty", NOW.plusSeconds(seconds), "CN", LONGEST);
            assertThat(result.released()).isFalse();
            assertThat(result.text()).contains("UN-duty", "under way", "15 seconds");
        }
        assertThat(audited()).isEmpty();
        assertThat(store.invitations().claim("duty", MEETING, List.of(DUTY), NOW))
                .isEmpty();
    }

    @Test
    void release_whenTheProcessCrashed_freesItOnceNoRequestCanBeUnderWay() {
        store.invitations().claim("duty", MEETING, List.of(DUTY), NOW);

        assertThat(AuditRelease.of(store, "6171", "UN-duty", NOW.plusSeconds(15), "CN", LONGEST)
                        .released())
                .isTrue();
    }

    @Test
    void release_whenAProcessRunsTheFlow_waitsForItsRun() throws Exception {
        store.invitations().claim("duty", MEETING, List.of(DUTY), NOW);
        try (var lock = store.runnerLocks().tryAcquire("duty").lock()) {
            assertThat(lock).isNotNull();
            assertThat(AuditRelease.of(store, "6171", "UN-duty", NOW.plusSeconds(599), "CN", LONGEST)
                            .released())
                    .isFalse();
        }
        assertThat(AuditRelease.of(store, "6171", "UN-duty", NOW.plusSeconds(599), "CN", LONGEST)
                        .released())
                .isTrue();
    }

    @Test
    void release_whenDemotedByHandOrGivenUp_freesThem() {
        UserId byHand = new UserId("UN-hand");
        UserId givenUp = new UserId("UN-up");
        UserId trying = new UserId("UN-try");
        for (int i = 0; i < 3; i++) {
            store.promotions().tried(MEETING, List.of(givenUp), NOW);
        }
        store.promotions().tried(MEETING, List.of(byHand, trying), NOW);
        store.promotions().seen(MEETING, List.of(byHand), NOW);

        assertThat(AuditRelease.of(store, "6171", "UN-hand", NOW, "CN", LONGEST).text())
                .contains("was-demoted-by-hand");
        assertThat(AuditRelease.of(store, "6171", "UN-up", NOW, "CN", LONGEST).text())
                .contains("was-given-up");
        assertThat(AuditRelease.of(store, "6171", "UN-try", NOW, "CN", LONGEST).released())
                .isFalse();

        assertThat(store.promotions().histories(MEETING, List.of(byHand, givenUp, trying)))
                .containsOnlyKeys(trying);
        assertThat(audited())
                .extracting(entry -> entry.intention().reason())
                .containsExactly("was-demoted-by-hand", "was-given-up");
    }

    @Test
    void release_whenAWordIsBlank_isWrongUsage() {
        assertThatThrownBy(() -> AuditRelease.of(store, "6171", " ", NOW, "CN", LONGEST))
                .isInstanceOf(UsageException.class);
    }

    @Test
    void command_whenUsedWrongly_exitsWith2AndWhenNothingIsFreedWith1() {
        String url = "--config=" + folder.resolve("none.properties");
        assertThat(execute(url, "audit", "--release", "6171")).isEqualTo(ExitCode.WRONG);
        assertThat(execute("audit", "--release", "6171", "UN-duty", "--since", "2h"))
                .isEqualTo(ExitCode.WRONG);
        String store = "--set=rollcall.store.url=embedded:" + folder.resolve("none");
        assertThat(execute(store, "audit", "--release", "6171", "UN-nobody")).isEqualTo(ExitCode.FAILED);
    }

    private static int execute(String... args) {
        return Commands.create(Console.system(), ProcessEnvironment.current()).execute(args);
    }
}
