package io.rollcall.camel.internal.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.camel.Rollcall;
import io.rollcall.camel.RollcallTestSupport;
import io.rollcall.camel.api.FlowListener;
import io.rollcall.report.Mode;
import io.rollcall.sandbox.journal.InvitationCount;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.Preset;
import io.rollcall.sandbox.script.VendorApi;
import io.rollcall.store.Store;
import io.rollcall.vendor.Secret;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Two programs, each with a context and a connection pool of its own, on one PostgreSQL and against one vendor. */
@Timeout(120)
@Tag("slow")
class TwoProgramsTest extends RollcallTestSupport {
    private static final int FLOWS = 6;
    private static final int MEETINGS = 3;
    private static final int ROUNDS = 3;
    private static final int INVITEES = 4;

    /** One of them. */
    private record Program(CamelContext context, Store store, Rollcall rollcall) implements AutoCloseable {
        @Override
        public void close() {
            context.stop();
            store.close();
        }
    }

    private Program program(String url) throws Exception {
        CamelContext context = new DefaultCamelContext();
        Store shared = Store.postgresql(url, "postgres", Secret.of("postgres"), Clock.systemUTC());
        Rollcall installed = Rollcall.install(context, config, shared, Clock.systemUTC(), FlowListener.NONE);
        context.start();
        return new Program(context, shared, installed);
    }

    @Test
    void rings_whenTwoProgramsRunTheSameFlowsAtOnce_areOneForEachPersonAndMeeting() throws Exception {
        playManyMeetings();

        runBothAtOnce();

        assertThat(sandbox.invitations())
                .hasSize(FLOWS * MEETINGS * INVITEES)
                .allMatch(invitation -> invitation.count() == 1);
    }

    @Test
    void rings_whenAnswersAreLostBesides_areNeverTwo() throws Exception {
        playManyMeetings();
        sandbox.script(Fault.on(VendorApi.DINGTALK_INVITE).at("every 3").then(Preset.RESET_AFTER));
        sandbox.script(Fault.on(VendorApi.DINGTALK_INVITE).at("every 5").then(Preset.RESET_BEFORE));
        sandbox.script(Fault.on(VendorApi.DINGTALK_INVITE).at("every 7").then(Preset.SERVER_ERROR));

        runBothAtOnce();

        assertThat(sandbox.faults()).allMatch(fault -> fault.fired() > 0);
        assertThat(sandbox.invitations())
                .isNotEmpty()
                .extracting(InvitationCount::count)
                .containsOnly(1);
    }

    private void playManyMeetings() {
        List<String> meetings = new ArrayList<>();
        List<String> people = new ArrayList<>();
        for (int flow = 0; flow < FLOWS; flow++) {
            people.add("{'userId':'boss" + flow + "','unionId':'UN-boss" + flow + "','name':'B'}");
            for (int meeting = 0; meeting < MEETINGS; meeting++) {
                meetings.add("{'id':'m" + flow + "-" + meeting + "','members':[{'unionId':'UN-boss" + flow
                        + "','host':true}]}");
            }
        }
        for (int i = 0; i < INVITEES - 1; i++) {
            people.add("{'userId':'u" + i + "','unionId':'UN-u" + i + "','name':'U'}");
        }
        play("{'dingtalk':{'callsPerSecond':0},'people':[" + String.join(",", people) + "],'meetings':["
                + String.join(",", meetings) + "]}");
        List<String> properties = new ArrayList<>(List.of("rollcall.dingtalk.monthly-calls=100000"));
        for (int flow = 0; flow < FLOWS; flow++) {
            String prefix = "rollcall.flow.f" + flow;
            properties.add(prefix + ".type=invite");
            properties.add(prefix + ".meetings-of=UN-boss" + flow);
            properties.add(prefix + ".invitees=UN-u0:U,UN-u1:U,UN-u2:U");
            properties.add(prefix + ".phones=+8613800138000:P");
        }
        configure(properties.toArray(String[]::new));
    }

    private void runBothAtOnce() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(2);
        try (EmbeddedPostgres postgres =
                EmbeddedPostgres.builder().setServerConfig("fsync", "off").start()) {
            String url = "jdbc:postgresql://localhost:" + postgres.getPort() + "/postgres";
            try (Program one = program(url);
                    Program other = program(url)) {
                CyclicBarrier start = new CyclicBarrier(2);
                List<Future<?>> ends = new ArrayList<>();
                for (Program program : List.of(one, other)) {
                    ends.add(threads.submit(() -> {
                        for (int run = 0; run < FLOWS * ROUNDS; run++) {
                            start.await(30, TimeUnit.SECONDS);
                            program.rollcall()
                                    .run(flow("f" + run % FLOWS), Mode.RUN)
                                    .orElseThrow();
                        }
                        return null;
                    }));
                }
                for (Future<?> end : ends) {
                    end.get(90, TimeUnit.SECONDS);
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
