package io.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpServer;
import io.rollcall.app.Program.Ended;
import io.rollcall.app.Program.Running;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the program tells the world of its flows. */
@Tag("slow")
class NotifyTest {
    @TempDir
    Path root;

    private final List<String> received = new CopyOnWriteArrayList<>();
    private final CountDownLatch open = new CountDownLatch(1);
    private HttpServer server;

    @BeforeEach
    void listen() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/events", exchange -> {
            received.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(204, -1);
            exchange.close();
        });
        server.createContext("/hangs", exchange -> {
            received.add(new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            try {
                open.await();
            } catch (InterruptedException over) {
                Thread.currentThread().interrupt();
            }
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void hangUp() {
        open.countDown();
        server.stop(0);
    }

    private String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    @Test
    void once_sendsItsEventsBeforeItEndsAndPlanNone() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            rehearsal.write("uri.txt", url("/events?key=planted-key") + "\n");
            rehearsal.and("rollcall.flow.board.notify-file=uri.txt");

            assertThat(rehearsal.inThisJvm("plan", "board").code()).isZero();
            assertThat(received).isEmpty();

            Ended ended = rehearsal.inThisJvm("once", "board", "duty", "--output", "json");
            assertThat(ended.code()).isZero();
            assertThat(ended.err()).isEmpty();
            List<JsonNode> events = Rehearsal.json(String.join("\n", received));
            assertThat(events)
                    .extracting(event -> event.get("event").asText())
                    .containsExactly("change", "change", "report");
            assertThat(events.get(2).get("report"))
                    .isEqualTo(Rehearsal.json(ended.out()).get(0));
        }
    }

    @Test
    void run_whenTheEndpointHangs_printsItsReportsAndStopsInTime() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            rehearsal.and("rollcall.flow.board.notify=" + url("/hangs?key=planted-key"));
            try (Running running = rehearsal.program.start("run", "board", "--output", "json")) {
                Awaitility.await()
                        .atMost(Duration.ofSeconds(90))
                        .until(() -> !running.out().isEmpty() && received.size() == 1);
                running.terminate();

                Ended ended = running.stopped();
                assertThat(ended.code()).isZero();
                assertThat(ended.err())
                        .contains("events were not sent: 3 of flow board; Rollcall is stopping")
                        .doesNotContain("planted-key");
            }
        }
    }

    @Test
    void commands_whenTheUriIsOfNoUse_endWith2AndNameIt() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            rehearsal.and(
                    "rollcall.flow.board.notify=kafka:topic?saslJaasConfig=planted-key",
                    "rollcall.flow.duty.notify=file:out?planted-option=planted-key");
            for (String[] command : new String[][] {{"once", "people"}, {"plan", "board"}, {"check"}}) {
                Ended ended = rehearsal.inThisJvm(command);
                assertThat(ended.code()).isEqualTo(2);
                assertThat(ended.out()).isEmpty();
                assertThat(ended.err())
                        .contains(
                                "rollcall.flow.board.notify needs the component kafka, which is not on the class path;"
                                        + " add camel-kafka")
                        .contains(
                                "rollcall.flow.duty.notify has options that the component file does not have: planted-option")
                        .doesNotContain("planted-key");
            }
        }
    }

    @Test
    void file_isOneOfTheProgramsComponentsAndUtf8WhateverTheLocale() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(
                root, company -> ((ObjectNode) company.get("meetings").get(0)).put("id", "会议一"))) {
            rehearsal.write(
                    "more.properties",
                    """
                    rollcall.flow.board.users=UN-lisi
                    rollcall.flow.board.notify=file:out?fileName=events.ndjson&fileExist=Append&appendChars=\\\\n
                    """);

            Ended ended = rehearsal
                    .program
                    .with("LC_ALL", "C")
                    .run("once", "board", "--config", "rollcall.properties", "--config", "more.properties");

            assertThat(ended.code()).as(ended.err()).isZero();
            List<JsonNode> events = Rehearsal.json(rehearsal.read("out/events.ndjson"));
            assertThat(events).extracting(event -> event.get("event").asText()).containsExactly("change", "report");
            assertThat(events.get(0).get("change").get("meeting").asText()).isEqualTo("会议一");
        }
    }
}
