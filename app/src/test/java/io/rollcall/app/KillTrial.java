package io.rollcall.app;

import static io.rollcall.app.Rehearsal.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.app.Program.Ended;
import io.rollcall.app.Program.Running;
import io.rollcall.sandbox.journal.InvitationCount;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.Preset;
import io.rollcall.sandbox.script.VendorApi;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Several hundred {@code kill -9} at random moments, with two processes on one store, and a database that restarts. Too long
 * for every build: {@code mvn -ntp -Ptrials verify -pl app -am}, with {@code -Dtrial.kills=300} and {@code -Dtrial.seed=1}
 * for another number and for the moments of an earlier trial.
 *
 * <p>What must hold: Rollcall calls no person twice for one meeting, and every effect at the vendor has an audit entry. A
 * kill may cost an invitation.
 */
@Tag("slow")
class KillTrial {
    private static final int KILLS = Integer.getInteger("trial.kills", 300);
    private static final long SEED = Long.getLong("trial.seed", System.nanoTime());
    private static final int KILLS_A_ROUND = 10;
    private static final int MEETINGS = 20;
    private static final int PHONES = 4;

    /** The members call as it would answer if nobody who was called ever showed: only Rollcall's store protects them. */
    private static final String HOST_ONLY =
            """
            {"memberModels":[{"unionId":"UN-zhangsan","userNick":"Z","host":true,"coHost":false,"attendStatus":3,\
            "pstnJoin":false,"outerOrgMember":false}],"totalCount":1}
            """;

    private static final String FLOWS =
            """
            rollcall.flow.board.type=cohost
            rollcall.flow.board.schedule=1s
            rollcall.flow.board.users=UN-lisi,UN-john
            rollcall.flow.duty.type=invite
            rollcall.flow.duty.schedule=1s
            rollcall.flow.duty.meetings-of=UN-zhangsan
            rollcall.flow.duty.max-changes=1000
            rollcall.flow.duty.phones=%s
            rollcall.flow.desk.type=invite
            rollcall.flow.desk.schedule=1s
            rollcall.flow.desk.meetings-of=UN-zhangsan
            rollcall.flow.desk.max-changes=1000
            rollcall.flow.desk.invitees=UN-duty:Duty officer
            rollcall.flow.desk.phones=%s
            """;

    @TempDir
    Path root;

    private final Random random = new Random(SEED);
    private int calls;
    private int uncalled;

    @Test
    void run_whenItIsKilledAtAnyMoment_callsNobodyTwiceAndAuditsEveryEffect() throws Exception {
        int rounds = (KILLS + KILLS_A_ROUND - 1) / KILLS_A_ROUND;
        int restarts = 0;
        for (int round = 0; round < rounds; round++) {
            Path folder = Files.createDirectories(root.resolve("round" + round));
            if (round % 2 == 0) {
                try (Rehearsal rehearsal = rehearsal(folder)) {
                    kills(rehearsal, () -> {});
                    holds(rehearsal, round);
                }
            } else {
                try (Database database = new Database(folder.resolve("postgres"));
                        Rehearsal rehearsal = rehearsal(folder)) {
                    rehearsal.and("rollcall.store.url=" + database.url(), "rollcall.store.user=postgres");
                    kills(rehearsal, database::restart);
                    holds(rehearsal, round);
                    restarts += database.restarts;
                }
            }
        }
        System.out.printf(
                "KillTrial: seed %d, %d kills, %d restarts of PostgreSQL, %d calls to people, %d not called, none twice%n",
                SEED, rounds * KILLS_A_ROUND, restarts, calls, uncalled);
        assertThat(calls).as("the trial calls people at all").isPositive();
    }

    private Rehearsal rehearsal(Path folder) throws IOException {
        Rehearsal rehearsal = Rehearsal.below(folder, company -> {
            ((ObjectNode) company.get("dingtalk")).put("monthlyQuota", 0);
            ArrayNode meetings = company.putArray("meetings");
            for (int i = 0; i < MEETINGS; i++) {
                ObjectNode meeting = meetings.addObject();
                meeting.put("id", "m" + i).put("title", "M" + i).put("creator", "UN-zhangsan");
                ArrayNode members = meeting.putArray("members");
                members.addObject()
                        .put("unionId", "UN-zhangsan")
                        .put("nick", "Z")
                        .put("host", true);
                members.addObject().put("unionId", "UN-lisi").put("nick", "L");
                members.addObject().put("unionId", "UN-john").put("nick", "J");
            }
        });
        StringBuilder phones = new StringBuilder();
        for (int i = 0; i < PHONES; i++) {
            phones.append(i == 0 ? "" : ",")
                    .append("+861380013800")
                    .append(i)
                    .append(":P")
                    .append(i);
        }
        rehearsal.write(
                "rollcall.properties",
                rehearsal.vendors() + FLOWS.formatted(phones, phones) + "rollcall.dingtalk.monthly-calls=0\n");
        rehearsal.sandbox.script(Fault.on(VendorApi.DINGTALK_MEMBERS).then(200, Map.of(), HOST_ONLY));
        rehearsal.sandbox.script(
                Fault.on(VendorApi.DINGTALK_INVITE).at("every 4").then(Preset.RESET_AFTER));
        rehearsal.sandbox.script(Fault.on(VendorApi.DINGTALK_INVITE).after(Duration.ofMillis(300)));
        return rehearsal;
    }

    private interface Between {
        void run() throws Exception;
    }

    private void kills(Rehearsal rehearsal, Between between) throws Exception {
        Running[] running = {start(rehearsal, 0), start(rehearsal, 1)};
        try {
            for (int kill = 0; kill < KILLS_A_ROUND; kill++) {
                int doomed = random.nextInt(running.length);
                awaitMoment(rehearsal, running[doomed]);
                running[doomed].kill();
                if (random.nextInt(4) == 0) {
                    between.run();
                }
                running[doomed] = start(rehearsal, doomed);
            }
            // time to finish what is left
            running[0].process().waitFor(5, TimeUnit.SECONDS);
        } finally {
            for (Running one : running) {
                one.terminate();
                one.process().waitFor(10, TimeUnit.SECONDS);
                one.close();
            }
        }
    }

    /** Half of the kills come around an invitation, as long as there are any left to make; the others at any time. */
    private void awaitMoment(Rehearsal rehearsal, Running doomed) throws InterruptedException {
        if (random.nextBoolean()) {
            long before = rehearsal.sandbox.calls(VendorApi.DINGTALK_INVITE);
            for (int waited = 0; waited < 10_000 && rehearsal.sandbox.calls(VendorApi.DINGTALK_INVITE) == before; ) {
                doomed.process().waitFor(5, TimeUnit.MILLISECONDS);
                waited += 5;
            }
            doomed.process().waitFor(random.nextInt(400), TimeUnit.MILLISECONDS);
        } else {
            doomed.process().waitFor(random.nextInt(3000), TimeUnit.MILLISECONDS);
        }
    }

    private static Running start(Rehearsal rehearsal, int which) throws IOException {
        return which == 0
                ? rehearsal.program.start("run", "board", "duty", "--output", "json")
                : rehearsal.program.start("run", "duty", "desk", "--output", "json");
    }

    private void holds(Rehearsal rehearsal, int round) throws Exception {
        Ended audit = rehearsal.run("audit", "--output", "json");
        assertThat(audit.code()).as(audit.err()).isZero();
        Set<String> intended = new TreeSet<>();
        json(audit.out())
                .forEach(entry -> intended.add(entry.path("meeting").asText() + " "
                        + entry.path("phone").asText(entry.path("user").asText())));
        for (InvitationCount invitations : rehearsal.sandbox.invitations()) {
            assertThat(invitations.count())
                    .as("seed %d, round %d: %s", SEED, round, invitations)
                    .isEqualTo(1);
            assertThat(intended)
                    .as("seed %d, round %d", SEED, round)
                    .contains(invitations.meeting() + " " + invitations.invitee());
            calls++;
        }
        uncalled += MEETINGS * (PHONES + 1) - rehearsal.sandbox.invitations().size();
        for (int i = 0; i < MEETINGS; i++) {
            for (String user : Set.of("UN-lisi", "UN-john")) {
                if (rehearsal.sandbox.isCoHost("m" + i, user)) {
                    assertThat(intended).as("seed %d, round %d", SEED, round).contains("m" + i + " " + user);
                }
            }
        }
    }

    /** A PostgreSQL server that keeps its data and its port over restarts. */
    private static final class Database implements AutoCloseable {
        private final Path data;
        private EmbeddedPostgres server;
        private int restarts;

        Database(Path data) throws IOException {
            this.data = data;
            this.server = start(0);
        }

        private EmbeddedPostgres start(int port) throws IOException {
            EmbeddedPostgres.Builder builder =
                    EmbeddedPostgres.builder().setDataDirectory(data).setCleanDataDirectory(false);
            return (port == 0 ? builder : builder.setPort(port)).start();
        }

        String url() {
            return "jdbc:postgresql://localhost:" + server.getPort() + "/postgres";
        }

        void restart() throws IOException {
            int port = server.getPort();
            server.close();
            server = start(port);
            restarts++;
        }

        @Override
        public void close() throws IOException {
            server.close();
        }
    }
}
