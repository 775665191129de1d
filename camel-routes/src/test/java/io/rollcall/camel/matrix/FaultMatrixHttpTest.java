package io.rollcall.camel.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.camel.matrix.Bench.Seen;
import io.rollcall.sandbox.Sandbox;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/**
 * The matrix over HTTP: every cell through the routes, against the sandbox. All operations at the same time, because most of
 * the time is spent waiting for timeouts.
 */
@Timeout(value = 300, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class FaultMatrixHttpTest {
    private static final Duration PATIENT = Duration.ofSeconds(20);
    private static final Duration IMPATIENT = Duration.ofMillis(500);
    private static final Duration AN_HOUR = Duration.ofHours(1);

    private static final Map<String, Seen> SEEN = new HashMap<>();

    @BeforeAll
    static void tryEverythingOut() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(Api.values().length);
        try {
            List<Future<Map<String, Seen>>> running = new ArrayList<>();
            for (Api api : Api.values()) {
                running.add(threads.submit(() -> tryOut(api)));
            }
            for (Future<Map<String, Seen>> one : running) {
                SEEN.putAll(one.get(240, TimeUnit.SECONDS));
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static Map<String, Seen> tryOut(Api api) throws Exception {
        Map<String, Seen> seen = new HashMap<>();
        URI nowhere = freeAddress();
        Instant now = Instant.now();
        try (Sandbox sandbox = Sandbox.start(Companies.of(api), 0);
                Bench patient = new Bench(api, sandbox, URI.create(sandbox.url()), now, PATIENT);
                Bench impatient = new Bench(api, sandbox, URI.create(sandbox.url()), now, IMPATIENT);
                Bench astray = new Bench(api, sandbox, nowhere, now, PATIENT)) {
            for (Cell cell : FaultMatrix.cells(api)) {
                if (cell.strike() instanceof Strike.SlowClock) {
                    try (Bench slow = slowClock(api, sandbox, now)) {
                        seen.put(cell.toString(), slow.see(cell));
                    }
                } else if (cell.strike() instanceof Strike.NobodyListens) {
                    seen.put(cell.toString(), astray.see(cell));
                    assertThatThrownBy(() -> new Socket(nowhere.getHost(), nowhere.getPort()).close())
                            .isInstanceOf(ConnectException.class);
                } else {
                    seen.put(cell.toString(), (cell.row().isImpatient() ? impatient : patient).see(cell));
                }
            }
        }
        return seen;
    }

    // the bench lets time pass before it begins, and the sandbox goes by the real clock
    private static Bench slowClock(Api api, Sandbox sandbox, Instant now) throws Exception {
        Instant start = now.minus(AN_HOUR).minus(Bench.UNTIL_ALL_IS_FORGOTTEN);
        return new Bench(api, sandbox, URI.create(sandbox.url()), start, PATIENT);
    }

    /** An address of which the operating system knows that nobody has it now. */
    private static URI freeAddress() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return URI.create("http://127.0.0.1:" + socket.getLocalPort());
        }
    }

    @TestFactory
    Stream<DynamicTest> cell_whenTriedOverHttp_isAsTheTableSays() {
        return FaultMatrix.cells().stream()
                .map(cell -> DynamicTest.dynamicTest(cell.toString(), () -> check(cell, SEEN.get(cell.toString()))));
    }

    private static void check(Cell cell, Seen seen) {
        Expected expected = cell.expected();
        assertThat(seen).as("seen").isNotNull();
        fired(cell, seen);
        assertThat(seen.counts().requests()).as("requests").isEqualTo(expected.requests());
        if (cell.api().role() != Api.Role.TOKEN) {
            assertThat(seen.counts().tokens()).as("requests for tokens").isEqualTo(expected.tokens());
        }
        seen.observed().mustBe(cell);
        if (cell.api().role() == Api.Role.WRITE) {
            assertThat(seen.counts().acts()).as("how often the vendor acted").isEqualTo(cell.acts());
        }
        assertThat(seen.counts().redirectsFollowed()).as("redirects followed").isZero();
        if (seen.next() != null && expected.ending() != Expected.Ending.DONE) {
            seen.next().mustBeRefusedHere(cell);
            assertThat(seen.requestsAfterwards()).as("requests afterwards").isZero();
        }
    }

    /** Whether the fault really happened; for a fault that is not scripted, the vendor's answer or its silence shows it. */
    private static void fired(Cell cell, Seen seen) {
        if (cell.strike() instanceof Strike.NobodyListens) {
            assertThat(seen.observed().remedy()).as("what was felt").contains("refused");
        } else if (cell.strike() instanceof Strike.SlowClock) {
            assertThat(seen.observed().remedy()).as("what was answered").contains("signature has ended");
        } else {
            assertThat(seen.fired()).as("how often it fired").isEqualTo(cell.strikes());
        }
    }
}
