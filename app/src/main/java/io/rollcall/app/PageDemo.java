package io.rollcall.app;

import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.Sandbox;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * The demo that stays: {@code rollcall run} with its page against a sandbox whose meetings come and go, until the program is
 * stopped. Used by one thread.
 */
final class PageDemo {
    /** The port that the documentation uses; another one where it is taken. */
    private static final int USUAL_PORT = 9090;

    private static final Duration STEP = Duration.ofSeconds(4);
    private static final long SEED = 7;
    /** People of the department of the flow {@code branch}, whom {@link LivelyCompany} leaves alone. */
    private static final int FIRST_LOST = 975;

    private static final int LOST = 8;
    private static final String FILE = "page.properties";

    private final Path folder;
    private final Console console;

    /** @param folder exists; for the configuration, the store, the roster and the log */
    PageDemo(Path folder, Console console) {
        this.folder = folder;
        this.console = console;
    }

    /**
     * Runs until the program is stopped.
     *
     * @return the exit code of {@code run}, if it ends by itself
     */
    int show() throws IOException {
        int port = port();
        try (Sandbox sandbox = Sandbox.start(Company.demo(), 0)) {
            write(sandbox, port);
            quarantine(sandbox);
            ScheduledExecutorService clock = Executors.newSingleThreadScheduledExecutor(work -> {
                Thread thread = new Thread(work, "rollcall-demo-company");
                thread.setDaemon(true);
                return thread;
            });
            LivelyCompany company = new LivelyCompany(sandbox, SEED);
            clock.scheduleWithFixedDelay(company::step, 2 * STEP.toMillis(), STEP.toMillis(), TimeUnit.MILLISECONDS);
            console.report(
                    """
                    A fictional company whose meetings come and go. This program simulates DingTalk and Huawei Cloud Meeting on
                    127.0.0.1. No phone is called.

                    Open   http://127.0.0.1:%d/
                    Token  %s

                    Logs and data are in %s. Ctrl-C ends the demo."""
                            .formatted(port, token(), folder));
            return execute("run");
        }
    }

    /** Lets the roster of a branch lose people, so that the page has something to accept. */
    private void quarantine(Sandbox sandbox) {
        execute("once", "branch");
        for (int number = FIRST_LOST; number < FIRST_LOST + LOST; number++) {
            sandbox.directory().vanish("user%07d".formatted(number));
        }
        execute("once", "branch");
    }

    private int execute(String command, String... arguments) {
        ProcessEnvironment process = new ProcessEnvironment(folder, Map.of());
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        // the page shows the reports
        Console quiet = new Console(nowhere, System.err, false);
        List<String> line = new ArrayList<>(List.of(command, "--config", FILE));
        line.addAll(List.of(arguments));
        return Commands.create(quiet, process, command).execute(line.toArray(String[]::new));
    }

    private static int port() throws IOException {
        InetAddress loopback = InetAddress.getByName("127.0.0.1");
        try (ServerSocket usual = new ServerSocket(USUAL_PORT, 1, loopback)) {
            return usual.getLocalPort();
        } catch (IOException taken) {
            try (ServerSocket any = new ServerSocket(0, 1, loopback)) {
                return any.getLocalPort();
            }
        }
    }

    private void write(Sandbox sandbox, int port) throws IOException {
        String vendors = sandbox.properties()
                .lines()
                .filter(line -> !line.startsWith("rollcall.flow."))
                .collect(Collectors.joining("\n", "", "\n"));
        Files.writeString(folder.resolve(FILE), vendors + flows() + "rollcall.server.port=" + port + "\n");
    }

    private static String flows() throws IOException {
        try (InputStream flows = Objects.requireNonNull(PageDemo.class.getResourceAsStream("demo-page.properties"))) {
            return new String(flows.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String token() throws IOException {
        String key = "rollcall.server.token=";
        return flows().lines()
                .filter(line -> line.startsWith(key))
                .map(line -> line.substring(key.length()))
                .findFirst()
                .orElseThrow();
    }
}
