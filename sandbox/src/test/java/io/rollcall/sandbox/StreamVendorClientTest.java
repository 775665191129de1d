package io.rollcall.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.sandbox.journal.EventPush;
import io.rollcall.sandbox.journal.StreamConnection.State;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** DingTalk's own client, version 1.3.12, works with the sandbox's gateway as with DingTalk's. */
@Timeout(180)
@Tag("slow")
class StreamVendorClientTest {
    @TempDir
    Path folder;

    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private TlsFront tls;
    private Sandbox sandbox;
    private Process client;

    @BeforeEach
    void start() throws Exception {
        tls = new TlsFront(folder);
        sandbox = Sandbox.start(
                Company.parse(StreamTest.COMPANY.replace(
                        "\"registeredPercent\": 100",
                        "\"endpoint\": \"wss://localhost:" + tls.port() + "/connect\", \"pingMillis\": 200,"
                                + " \"keepAliveMillis\": 300, \"closingMillis\": 2000, \"repeatMillis\": [1500]")),
                0);
        tls.start(sandbox.port());
        client = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        "-Djavax.net.ssl.trustStore=" + tls.keyStore(),
                        "-Djavax.net.ssl.trustStorePassword=" + TlsFront.PASSWORD,
                        VendorStreamMain.class.getName(),
                        sandbox.url(),
                        "ding-rehearsal",
                        "rehearsal-secret")
                .redirectError(folder.resolve("client.txt").toFile())
                .start();
        Thread reader = new Thread(this::read, "client-output");
        reader.setDaemon(true);
        reader.start();
        patiently(() -> live() == 1);
    }

    private void read() {
        try (BufferedReader out = client.inputReader()) {
            out.lines().forEach(lines::add);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    @AfterEach
    void stop() throws Exception {
        client.destroyForcibly().waitFor();
        sandbox.close();
        tls.close();
    }

    private long live() {
        return sandbox.stream().connections().stream()
                .filter(connection -> connection.state() == State.LIVE)
                .count();
    }

    /** The client looks for a lost connection every five seconds only. */
    private void patiently(BooleanSupplier condition) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (!condition.getAsBoolean()) {
            assertThat(client.isAlive() && System.nanoTime() < end)
                    .as(this::clientLog)
                    .isTrue();
            Thread.sleep(20);
        }
    }

    private String clientLog() {
        try {
            return Files.readString(folder.resolve("client.txt"));
        } catch (IOException e) {
            return e.toString();
        }
    }

    private List<String> event() throws InterruptedException {
        String line = lines.poll(60, TimeUnit.SECONDS);
        assertThat(line).as("an event").isNotNull();
        return List.of(line.split(" "));
    }

    @Test
    void vendorsClient_receivesAcknowledgesAnswersPingsAndReconnects() throws Exception {
        assertThat(sandbox.stream().opens()).isEqualTo(1);

        sandbox.join("board", "UN-late");
        EventPush push = sandbox.stream().pushes().get(0);
        List<String> event = event();
        assertThat(event)
                .containsExactly(
                        "meeting_member_status_change", push.eventId(), "ding-corp", event.get(3), "user_join");
        patiently(() -> sandbox.stream().pushes().get(0).acknowledgement() != null);
        assertThat(sandbox.stream().pushes().get(0).acknowledgement().isSuccess())
                .isTrue();
        assertThat(sandbox.stream().pushes().get(0).acknowledgement().connection())
                .isEqualTo(push.connection());

        patiently(() -> sandbox.stream().connections().get(0).pongs() >= 3);
        assertThat(sandbox.stream().connections().get(0).invalidResponses()).isZero();

        sandbox.leave("board", "UN-late");
        assertThat(event()).contains("user_leave");
        assertThat(event()).as("answered LATER, so it is repeated").contains("user_leave");
        assertThat(sandbox.stream().pushes().get(1).acknowledgement().status()).isEqualTo("LATER");

        sandbox.stream().disconnect();
        patiently(() -> live() == 1);
        assertThat(sandbox.stream().opens()).isEqualTo(2);
        sandbox.endMeeting("board");
        assertThat(event()).contains("meeting_status_change", "conference_closed");
        patiently(() -> sandbox.stream().connections().get(0).state() == State.CLOSED);

        sandbox.stream().cut();
        patiently(() -> sandbox.stream().connections().get(1).state() == State.CLOSED && live() == 1);
        sandbox.startMeeting("board");
        assertThat(event()).contains("conference_created");
    }
}
