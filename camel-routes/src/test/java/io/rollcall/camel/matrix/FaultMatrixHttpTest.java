package io.rollcall.camel.matrix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.camel.matrix.Bench.Seen;
import io.rollcall.sandbox.Sandbox;
import io.rollcall.sandbox.script.Preset;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/**
 * The matrix over HTTP: every cell through the routes, against the sandbox. All operations at the same time, because most of
 * the time is spent waiting for timeouts.
 */
@Timeout(value = 150, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
@Tag("slow")
class FaultMatrixHttpTest {
    private static final Duration PATIENT = Duration.ofSeconds(10);
    private static final Duration IMPATIENT = Duration.ofMillis(500);
    private static final Duration AN_HOUR = Duration.ofHours(1);

    // the heap is that of a small machine; a run has as many large answers at once as it has workers
    private static final Semaphore ONE_LARGE_ANSWER = new Semaphore(1);

    private static final Map<String, CompletableFuture<Seen>> SEEN = new ConcurrentHashMap<>();

    @BeforeAll
    static void tryEverythingOut() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(Api.values().length);
        try {
            List<Callable<Api>> trials = new ArrayList<>();
            for (Api api : Api.values()) {
                trials.add(() -> {
                    tryOut(api);
                    return api;
                });
            }
            // what is not tried by then is red below, each by itself
            for (Future<Api> trial : threads.invokeAll(trials, 120, TimeUnit.SECONDS)) {
                if (!trial.isCancelled()) {
                    trial.get();
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static void tryOut(Api api) throws Exception {
        Instant now = Instant.now();
        try (Socket silent = new Socket();
                Sandbox sandbox = Sandbox.start(Companies.of(api), 0);
                Bench patient = new Bench(api, sandbox, URI.create(sandbox.url()), now, PATIENT);
                Bench impatient = new Bench(api, sandbox, URI.create(sandbox.url()), now, IMPATIENT);
                Bench astray = new Bench(api, sandbox, nowhere(silent), now, PATIENT)) {
            URI nowhere = nowhere(silent);
            for (Cell cell : FaultMatrix.cells(api)) {
                keep(cell, () -> {
                    if (cell.strike() instanceof Strike.SlowClock) {
                        try (Bench slow = slowClock(api, sandbox, now)) {
                            return slow.see(cell);
                        }
                    } else if (cell.strike() instanceof Strike.NobodyListens) {
                        return unheard(astray, nowhere, cell);
                    }
                    return cell.row().isImpatient() ? impatient.see(cell) : alone(patient, cell);
                });
            }
        }
    }

    /** One cell that goes wrong must not hide what became of the others. */
    private static void keep(Cell cell, Callable<Seen> trial) {
        CompletableFuture<Seen> seen = new CompletableFuture<>();
        try {
            seen.complete(trial.call());
        } catch (Exception e) {
            seen.completeExceptionally(e);
        }
        SEEN.put(cell.toString(), seen);
    }

    private static Seen unheard(Bench astray, URI nowhere, Cell cell) throws Exception {
        Seen seen = astray.see(cell);
        assertThatThrownBy(() -> new Socket(nowhere.getHost(), nowhere.getPort()).close())
                .isInstanceOf(ConnectException.class);
        return seen;
    }

    private static Seen alone(Bench bench, Cell cell) throws Exception {
        if (!(cell.strike() instanceof Strike.Played played) || played.preset() != Preset.HUGE_BODY) {
            return bench.see(cell);
        }
        ONE_LARGE_ANSWER.acquire();
        try {
            return bench.see(cell);
        } finally {
            ONE_LARGE_ANSWER.release();
        }
    }

    // the bench lets time pass before it begins, and the sandbox goes by the real clock
    private static Bench slowClock(Api api, Sandbox sandbox, Instant now) throws Exception {
        Instant start = now.minus(AN_HOUR).minus(Bench.UNTIL_ALL_IS_FORGOTTEN);
        return new Bench(api, sandbox, URI.create(sandbox.url()), start, PATIENT);
    }

    /** An address of which the operating system knows that nobody has it now. */
    /** The address of a port that the socket holds without listening: a free one could be taken meanwhile. */
    private static URI nowhere(Socket silent) throws IOException {
        if (!silent.isBound()) {
            silent.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        }
        return URI.create("http://127.0.0.1:" + silent.getLocalPort());
    }

    @TestFactory
    Stream<DynamicTest> cell_whenTriedOverHttp_isAsTheTableSays() {
        return FaultMatrix.cells().stream()
                .map(cell -> DynamicTest.dynamicTest(cell.toString(), () -> check(cell, seen(cell))));
    }

    private static Seen seen(Cell cell) {
        CompletableFuture<Seen> seen = SEEN.get(cell.toString());
        assertThat(seen).as("what became of it in the time there is").isNotNull();
        return seen.join();
    }

    private static void check(Cell cell, Seen seen) {
        Expected expected = cell.expected();
        fired(cell, seen);
        assertThat(seen.counts().requests()).as("requests").isEqualTo(expected.requests());
        if (cell.api().needsToken()) {
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
        } else if (cell.strike() instanceof Strike.BrokenReader) {
            assertThat(seen.observed().remedy()).as("what was thrown").contains("StackOverflowError");
        } else if (cell.strike() instanceof Strike.SlowClock) {
            assertThat(seen.observed().remedy()).as("what was answered").contains("signature has ended");
        } else {
            assertThat(seen.fired()).as("how often it fired").isEqualTo(cell.strikes());
        }
    }
}
