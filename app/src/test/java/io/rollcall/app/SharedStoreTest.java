package io.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.app.Program.Ended;
import io.rollcall.app.Program.Running;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.VendorApi;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several processes with one memory, and a memory that outlives its process. */
@Tag("slow")
class SharedStoreTest {
    private static final int SECONDS = 45;

    @TempDir
    Path root;

    @Test
    void onceInvite_whenTwoProcessesShareAPostgres_callsNoOneTwice() throws Exception {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .start();
                Rehearsal rehearsal = Rehearsal.below(root)) {
            rehearsal.and(
                    "rollcall.store.url=jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres",
                    "rollcall.store.user=postgres");
            // long enough that both have read the meeting before one invites
            rehearsal.sandbox.script(Fault.on(VendorApi.DINGTALK_MEMBERS).after(Duration.ofMillis(700)));
            try (Running one = rehearsal.program.start("once", "duty");
                    Running other = rehearsal.program.start("once", "duty")) {
                Ended first = one.ended(SECONDS);
                Ended second = other.ended(SECONDS);
                assertThat(first.code()).as(first.out() + first.err()).isZero();
                assertThat(second.code()).as(second.out() + second.err()).isZero();
            }
            assertThat(rehearsal.sandbox.invitations())
                    .hasSize(2)
                    .allSatisfy(invitation -> assertThat(invitation.count()).isEqualTo(1));
            assertThat(rehearsal.files()).doesNotContain("rollcall-data");
        }
    }

    @Test
    void oncePromotion_whenItIsKilledAtAnyMoment_isNotLost() throws Exception {
        long seed = System.nanoTime();
        System.out.println("SharedStoreTest: seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < 3; round++) {
            try (Rehearsal rehearsal = Rehearsal.below(root.resolve("round" + round))) {
                rehearsal.sandbox.script(
                        Fault.on(VendorApi.DINGTALK_SET_CO_HOSTS).after(Duration.ofMillis(300)));
                try (Running doomed = rehearsal.program.start("once", "board")) {
                    Awaitility.await()
                            .atMost(Duration.ofSeconds(90))
                            .pollInterval(Duration.ofMillis(2))
                            .until(() -> rehearsal.sandbox.calls(VendorApi.DINGTALK_SET_CO_HOSTS) > 0);
                    doomed.process().waitFor(random.nextInt(400), TimeUnit.MILLISECONDS);
                    doomed.kill();
                }
                Ended next = rehearsal.inThisJvm("once", "board");
                assertThat(next.code())
                        .as("seed %d, round %d: %s", seed, round, next.out() + next.err())
                        .isZero();
                assertThat(rehearsal.sandbox.isCoHost("board-meeting", "UN-lisi"))
                        .as("seed %d, round %d: %s", seed, round, next.out())
                        .isTrue();
            }
        }
    }

    @Test
    void onceInvite_whenTheStoreIsMissing_callsNoOneAndReportsTheRemedy() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            rehearsal.and("rollcall.store.url=jdbc:postgresql://127.0.0.1:1/postgres", "rollcall.store.user=postgres");
            rehearsal.sandbox.script(Fault.on(VendorApi.DINGTALK_MEMBERS).then(200, Map.of(), "{\"memberModels\":[]}"));

            Ended ended = rehearsal.inThisJvm("once", "duty");

            assertThat(ended.code()).isEqualTo(1);
            assertThat(ended.out()).contains("store").contains("127.0.0.1:1");
            assertThat(rehearsal.sandbox.invitations()).isEmpty();
        }
    }
}
