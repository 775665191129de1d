package io.rollcall.app;

import static io.rollcall.app.Rehearsal.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.app.Program.Ended;
import io.rollcall.app.Program.Running;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.VendorApi;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code kill -9} at random moments: it may cost an invitation, never a second call, never half a roster. */
@Tag("slow")
class CrashTest {
    private static final int RING_MILLIS = 400;
    private static final int ROUNDS = 3;

    /** The members call as if no called person ever joined, so that only Rollcall's store protects them. */
    private static final String HOST_ONLY =
            """
            {"memberModels":[{"unionId":"UN-zhangsan","userNick":"Z","host":true,"coHost":false,"attendStatus":3,\
            "conferenceId":"board-meeting","pstnJoin":false,"outerOrgMember":false}],"totalCount":1}
            """;

    @TempDir
    Path root;

    @Test
    void onceInvite_whenItIsKilledAtAnyMoment_callsNoOneTwice() throws Exception {
        long seed = System.nanoTime();
        System.out.println("CrashTest: seed " + seed);
        Random random = new Random(seed);
        for (int round = 0; round < ROUNDS; round++) {
            try (Rehearsal rehearsal = Rehearsal.below(root.resolve("round" + round))) {
                rehearsal.sandbox.script(Fault.on(VendorApi.DINGTALK_MEMBERS).then(200, Map.of(), HOST_ONLY));
                rehearsal.sandbox.script(Fault.on(VendorApi.DINGTALK_INVITE).after(Duration.ofMillis(RING_MILLIS)));
                // half of the rounds die around the invitation, the others anywhere
                boolean aroundTheInvitation = round % 2 == 0;
                killedOnce(rehearsal, aroundTheInvitation, random);
                int attempts = 0;
                Ended ended;
                do {
                    ended = rehearsal.inThisJvm("once", "duty", "--output", "json");
                    attempts++;
                } while (ended.code() != 0 && attempts < 3);
                assertThat(ended.code())
                        .as("seed %d, round %d: %s", seed, round, ended.out())
                        .isZero();
                assertThat(json(ended.out())).hasSize(1);
                assertThat(rehearsal.sandbox.invitations())
                        .as("seed %d, round %d", seed, round)
                        .allSatisfy(invitation -> assertThat(invitation.count()).isEqualTo(1));
                assertThat(rehearsal.sandbox.calls(VendorApi.DINGTALK_INVITE))
                        .as("seed %d, round %d", seed, round)
                        .isLessThanOrEqualTo(1);
            }
        }
    }

    private static void killedOnce(Rehearsal rehearsal, boolean aroundTheInvitation, Random random) throws Exception {
        try (Running doomed = rehearsal.program.start("once", "duty")) {
            if (aroundTheInvitation) {
                Awaitility.await()
                        .atMost(Duration.ofSeconds(90))
                        .pollInterval(Duration.ofMillis(2))
                        .until(() -> rehearsal.sandbox.calls(VendorApi.DINGTALK_INVITE) > 0);
                doomed.process().waitFor(random.nextInt(RING_MILLIS + 200), TimeUnit.MILLISECONDS);
            } else {
                doomed.process().waitFor(300 + random.nextInt(1500), TimeUnit.MILLISECONDS);
            }
            doomed.kill();
        }
    }

    @Test
    void onceRoster_whenItIsKilledWhileItWrites_leavesTheEarlierOneAndTheNextRunClearsUp() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root, company -> {
            company.put("latencyMillis", 20);
            ObjectNode generate = company.putObject("generate");
            generate.put("people", 3000).put("departments", 150);
        })) {
            rehearsal.write("people.ndjson", "the earlier one\n");
            try (Running doomed = rehearsal.program.start("once", "people")) {
                Awaitility.await()
                        .atMost(Duration.ofSeconds(90))
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> written(parts(rehearsal)) > 0);
                doomed.kill();
                assertThat(doomed.out()).isEmpty();
            }
            assertThat(parts(rehearsal)).isNotEmpty();
            assertThat(rehearsal.read("people.ndjson")).isEqualTo("the earlier one\n");
            Ended next = rehearsal.inThisJvm("once", "people");
            assertThat(next.code()).as(next.out() + next.err()).isZero();
            assertThat(rehearsal.read("people.ndjson").lines()).hasSize(3008);
            assertThat(parts(rehearsal)).isEmpty();
            assertThat(rehearsal.files()).isSubsetOf("people.ndjson", "rollcall-data", "rollcall.properties");
        }
    }

    private static List<Path> parts(Rehearsal rehearsal) throws IOException {
        try (var files = Files.list(rehearsal.program.folder())) {
            return files.filter(file -> file.toString().endsWith(".part")).toList();
        }
    }

    private static long written(List<Path> parts) throws IOException {
        long bytes = 0;
        for (Path part : parts) {
            bytes += Files.size(part);
        }
        return bytes;
    }
}
