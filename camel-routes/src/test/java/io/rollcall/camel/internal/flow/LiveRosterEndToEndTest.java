package io.rollcall.camel.internal.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.rollcall.camel.RollcallTestSupport;
import io.rollcall.camel.api.FlowListener;
import io.rollcall.model.DepartmentId;
import io.rollcall.report.FlowEvent;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Mode;
import io.rollcall.report.RosterChange;
import io.rollcall.report.RunName;
import io.rollcall.report.Trigger;
import io.rollcall.sandbox.journal.StreamConnection;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.VendorApi;
import io.rollcall.state.PeopleRepository;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** From a change of the company, over the vendor's gateway and Rollcall's connection, to the roster. */
@Tag("slow")
class LiveRosterEndToEndTest extends RollcallTestSupport {
    private static final String PEOPLE = "rollcall.flow.people.";

    /** How soon a change must be in the store and published. */
    private static final Duration SOON = Duration.ofSeconds(15);

    private final List<FlowReport> reports = new CopyOnWriteArrayList<>();
    private final List<String> changes = new CopyOnWriteArrayList<>();

    private void begin(String... more) throws Exception {
        play("{'dingtalk':{'callsPerSecond':0,'stream':{'subscriptions':['status','contacts']}},"
                + "'huawei':{'callsPerMinute':0},"
                + "'departments':[{'id':2,'name':'Sales'},{'id':3,'name':'Research'},{'id':4,'parent':3,'name':'Former'}],"
                + "'people':[{'userId':'lisi','unionId':'UN-lisi','name':'李四','departments':[2]},"
                + "{'userId':'lina','unionId':'UN-lina','name':'李娜','departments':[2,3]},"
                + "{'userId':'john','unionId':'UN-john','name':'John','departments':[3]},"
                + "{'userId':'mary','unionId':'UN-mary','name':'Mary','departments':[3]}]}");
        listener = new FlowListener() {
            @Override
            public void announced(RunName run, FlowEvent event) {
                if (event instanceof FlowEvent.RosterChanged changed) {
                    RosterChange change = changed.change();
                    changes.add(change.kind().word() + " " + change.userId());
                }
            }

            @Override
            public void finished(FlowReport report) {
                reports.add(report);
            }
        };
        List<String> keys = new ArrayList<>(List.of(
                PEOPLE + "type=roster",
                PEOPLE + "output=people.ndjson",
                PEOPLE + "changes=changes.ndjson",
                PEOPLE + "track=true",
                PEOPLE + "exclude=/Company/Research/Former",
                PEOPLE + "max-shrink=0",
                PEOPLE + "schedule=1d",
                "rollcall.dingtalk.stream=true",
                "rollcall.dingtalk.calls-per-second=0",
                "rollcall.huawei.calls-per-minute=0"));
        keys.addAll(List.of(more));
        start(keys.toArray(String[]::new));
        rollcall.scheduleAll();
        await().atMost(Duration.ofMinutes(1)).until(() -> !reports.isEmpty());
        assertThat(reports.get(0).trigger()).isEqualTo(Trigger.SCHEDULE);
        assertThat(outcome(reports.get(0))).isEqualTo("complete");
        await().atMost(Duration.ofMinutes(1)).until(() -> sandbox.stream().connections().stream()
                .anyMatch(connection -> connection.state() == StreamConnection.State.LIVE));
    }

    private void expect(String... expected) {
        await().atMost(SOON).until(() -> changes.size() >= expected.length);
        assertThat(changes).containsExactlyInAnyOrder(expected);
        assertThat(store.rosters().changes("people", null, 0, 100).stream()
                        .map(stored -> stored.change().kind().word() + " "
                                + stored.change().userId()))
                .containsExactlyInAnyOrder(expected);
        await().atMost(SOON).until(() -> lines("changes.ndjson").size() == expected.length);
    }

    private List<String> lines(String file) throws Exception {
        Path path = folder.resolve(file);
        return Files.exists(path) ? Files.readAllLines(path) : List.of();
    }

    @Test
    void changes_ofAllKinds_areInTheRosterSoon() throws Exception {
        List<String> notified = new CopyOnWriteArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            notified.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.start();
        begin(PEOPLE + "notify=http://127.0.0.1:" + server.getAddress().getPort() + "/");
        sandbox.directory().join("{\"userId\":\"new\",\"unionId\":\"UN-new\",\"name\":\"New\",\"departments\":[2]}");
        sandbox.directory().leave("mary");
        sandbox.directory().rename("lisi", "Li Si");
        sandbox.directory().change("lina", "{\"title\":\"Chief\"}");
        sandbox.directory().move("john", 2);

        expect("joined new", "left mary", "renamed lisi", "changed lina", "moved john");
        await().atMost(SOON)
                .until(() -> notified.stream()
                                .filter(event -> event.contains("\"event\":\"roster\""))
                                .count()
                        == 5);
        server.stop(0);
        FlowReport report = reports.get(1);
        assertThat(report.trigger()).isEqualTo(Trigger.EVENT);
        assertThat(outcome(report)).isEqualTo("complete");
        assertThat(report.meteredCalls()).isLessThanOrEqualTo(1);
        await().until(() -> lines("people.ndjson").stream().anyMatch(line -> line.contains("Li Si")));
        assertThat(lines("people.ndjson")).noneMatch(line -> line.contains("\"mary\""));
    }

    @Test
    void leave_withoutARecord_newUserId_andAMoveOutOfTheFlow() throws Exception {
        begin();
        sandbox.directory().make("leave", "{\"userId\":\"mary\",\"record\":false}");
        sandbox.directory().changeUserId("lisi", "lisi2");
        sandbox.directory().move("john", 4);

        expect("left mary", "changed lisi2", "unseen john");
    }

    @Test
    void storm_isFewRuns() throws Exception {
        begin();
        for (int i = 0; i < 100; i++) {
            sandbox.directory().rename("lisi", "Li Si " + i);
            sandbox.directory().change("lina", "{\"title\":\"Chief " + i + "\"}");
        }
        sandbox.directory().rename("lisi", "The end");

        await().atMost(SOON)
                .until(() -> store.people()
                                        .search(PeopleRepository.Query.of("The end"), null, 1)
                                        .people()
                                        .size()
                                == 1
                        && changes.contains("changed lina"));
        assertThat(reports.size()).isLessThanOrEqualTo(4);
    }

    @Test
    void walk_atTheSameTime_isFollowedByTheRunOnEvents() throws Exception {
        begin();
        sandbox.script(Fault.on(VendorApi.DINGTALK_DEPARTMENT_USERS).after(Duration.ofSeconds(5)));
        CompletableFuture<FlowReport> walk = CompletableFuture.supplyAsync(
                () -> rollcall.run(flow("people"), Mode.ONCE).orElseThrow());
        await().until(() -> rollcall.run(flow("people"), Mode.PLAN).isEmpty());
        Instant since = Instant.now();
        sandbox.directory().rename("lisi", "Li Si");

        walk.join();
        await().atMost(SOON).until(() -> changes.size() == 1);
        assertThat(Duration.between(since, Instant.now())).isLessThan(Duration.ofSeconds(25));
        await().atMost(SOON)
                .until(() -> reports.stream()
                                .filter(one -> one.trigger() == Trigger.EVENT)
                                .count()
                        == 1);
        assertThat(changes).containsExactly("renamed lisi");
    }

    @Test
    void department_renamed_isKnownSoon() throws Exception {
        begin();
        sandbox.directory().renameDepartment(2, "Sales and more");
        await().atMost(SOON).until(() -> store.rosters()
                .departmentNames("people", List.of(new DepartmentId(2)))
                .containsValue("Sales and more"));
        assertThat(changes).isEmpty();
    }

    @Test
    void events_whenTheyAreNotWanted_changeNothing() throws Exception {
        begin(PEOPLE + "events=false");
        sandbox.directory().rename("lisi", "Li Si");
        await().during(Duration.ofSeconds(4)).until(() -> reports.size() == 1);
    }
}
