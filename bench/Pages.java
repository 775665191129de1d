import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Connects fifty pages for live updates to {@code rollcall run} that has nothing to do, and measures the processor time and the
 * memory of its process, and how long the first view takes. Run it from the project's root after
 * {@code mvn -q -ntp -DskipTests package}; Linux only, as it reads /proc:
 *
 * <pre>
 * java bench/Pages.java        # one hour
 * java bench/Pages.java 3      # three minutes
 * </pre>
 *
 * Exit 1 if the pages use 1 % of a core or more, memory grows by more than 8 MB after the first tenth, or the first view takes half a
 * second.
 */
public final class Pages {
    private static final Path JAR = Path.of("app", "target", "rollcall.jar");
    private static final int PAGES = 50;
    private static final double MOST_SHARE = 0.01;
    private static final long MOST_GROWTH_MB = 8;
    private static final long LONGEST_VIEW_MILLIS = 500;
    private static final int TICKS_PER_SECOND = 100;

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final AtomicInteger COMMENTS = new AtomicInteger();

    private Pages() {}

    public static void main(String[] args) throws Exception {
        double minutes = args.length > 0 ? Double.parseDouble(args[0]) : 60;
        if (!Files.exists(JAR)) {
            System.err.println("Build first: mvn -q -ntp -DskipTests package");
            System.exit(2);
        }
        Path folder = Files.createTempDirectory("rollcall-pages");
        int port = freePort();
        Process sandbox = start(List.of("sandbox"), folder.resolve("sandbox.log"));
        Process run = null;
        try {
            Path properties = Files.writeString(folder.resolve("rollcall.properties"), properties(sandbox, port));
            run = start(List.of("--config", properties.toString(), "run"), folder.resolve("run.log"));
            Process running = run;
            Thread reader = new Thread(() -> drain(running), "reports");
            reader.setDaemon(true);
            reader.start();
            awaitReady(port);
            boolean kept = measure(run.pid(), "http://127.0.0.1:" + port, Duration.ofMillis((long) (minutes * 60_000)));
            System.exit(kept ? 0 : 1);
        } finally {
            sandbox.destroyForcibly();
            if (run != null) {
                run.destroyForcibly();
            }
        }
    }

    private static boolean measure(long pid, String url, Duration length) throws Exception {
        List<Long> views = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            views.add(firstView(url));
        }
        System.out.println("first view, five times, in ms: " + views);
        TimeUnit.SECONDS.sleep(20);
        double alone = share(pid, Duration.ofSeconds(20));
        for (int i = 0; i < PAGES; i++) {
            connect(url);
        }
        System.out.printf(Locale.ROOT, "without pages: %.2f %% of a core%n", alone * 100);
        System.out.println("minutes  % of a core  RSS MB  heartbeats");
        Duration tenth = length.dividedBy(10);
        long settled = 0;
        long last = 0;
        double sum = 0;
        for (int i = 1; i <= 10; i++) {
            double share = share(pid, tenth);
            last = megabytes(pid);
            settled = i == 1 ? last : settled;
            sum += share;
            System.out.printf(
                    Locale.ROOT,
                    "%7.1f  %11.2f  %6d  %10d%n",
                    i * tenth.toMillis() / 60_000.0,
                    share * 100,
                    last,
                    COMMENTS.get());
        }
        boolean kept = sum / 10 < MOST_SHARE
                && last - settled <= MOST_GROWTH_MB
                && views.get(0) < LONGEST_VIEW_MILLIS
                && COMMENTS.get() > 0;
        System.out.printf(
                Locale.ROOT,
                "mean %.2f %% of a core, memory %+d MB: %s%n",
                sum * 10,
                last - settled,
                kept ? "kept" : "BROKEN");
        return kept;
    }

    /** The page, its files, the session and the view Now, one after the other, as a browser without a cache needs them. */
    private static long firstView(String url) throws Exception {
        long began = System.nanoTime();
        Set<String> files = new TreeSet<>();
        Matcher named = Pattern.compile("(?:src|href)=\"/?([a-z0-9/.-]+\\.[a-z]+)\"").matcher(get(url + "/"));
        while (named.find()) {
            files.add(named.group(1));
        }
        for (String file : files) {
            get(url + "/" + file);
        }
        get(url + "/api/v1/session");
        get(url + "/api/v1/now");
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    }

    private static void connect(String url) throws Exception {
        InputStream events = HTTP.send(
                        HttpRequest.newBuilder(URI.create(url + "/api/v1/live")).build(),
                        HttpResponse.BodyHandlers.ofInputStream())
                .body();
        Thread reader = new Thread(
                () -> {
                    InputStream now = events;
                    while (true) {
                        try (BufferedReader lines = new BufferedReader(new InputStreamReader(now, StandardCharsets.UTF_8))) {
                            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                                if (line.startsWith(":")) {
                                    COMMENTS.incrementAndGet();
                                }
                            }
                        } catch (IOException ended) {
                            // connect again, as a page does
                        }
                        try {
                            TimeUnit.SECONDS.sleep(3);
                            now = HTTP.send(
                                            HttpRequest.newBuilder(URI.create(url + "/api/v1/live")).build(),
                                            HttpResponse.BodyHandlers.ofInputStream())
                                    .body();
                        } catch (IOException | InterruptedException over) {
                            return;
                        }
                    }
                },
                "page");
        reader.setDaemon(true);
        reader.start();
    }

    /** The share of a core that a process uses in some time from now. */
    private static double share(long pid, Duration time) throws Exception {
        long before = ticks(pid);
        long began = System.nanoTime();
        TimeUnit.MILLISECONDS.sleep(time.toMillis());
        double seconds = (System.nanoTime() - began) / 1e9;
        return (ticks(pid) - before) / (double) TICKS_PER_SECOND / seconds;
    }

    private static long ticks(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(fields[11]) + Long.parseLong(fields[12]);
    }

    private static long megabytes(long pid) throws IOException {
        Matcher rss = Pattern.compile("VmRSS:\\s+(\\d+)")
                .matcher(Files.readString(Path.of("/proc", Long.toString(pid), "status")));
        return rss.find() ? Long.parseLong(rss.group(1)) / 1024 : 0;
    }

    private static void awaitReady(int port) throws Exception {
        for (int i = 0; i < 300; i++) {
            try {
                if (HTTP.send(
                                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/health/ready"))
                                                .build(),
                                        HttpResponse.BodyHandlers.ofString())
                                .statusCode()
                        == 200) {
                    return;
                }
            } catch (IOException notYet) {
                // it is starting
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
        throw new IOException("the program did not become ready");
    }

    private static String get(String url) throws Exception {
        HttpResponse<String> response =
                HTTP.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            System.out.println(url + " answers " + response.statusCode());
        }
        return response.body();
    }

    /** What the sandbox prints, up to its flows, and one flow that runs once. */
    private static String properties(Process sandbox, int port) throws IOException {
        BufferedReader out = new BufferedReader(new InputStreamReader(sandbox.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder text = new StringBuilder();
        for (String line = out.readLine(); line != null && !line.startsWith("rollcall.flow."); line = out.readLine()) {
            text.append(line).append('\n');
        }
        return text + "rollcall.flow.board.type=cohost\nrollcall.flow.board.users=UN-lisi\nrollcall.flow.board.schedule=12h\n"
                + "rollcall.server.port=" + port + "\n";
    }

    private static Process start(List<String> arguments, Path log) throws IOException {
        List<String> command = new ArrayList<>(List.of("java", "-Xmx96m", "-XX:+UseSerialGC", "-jar", JAR.toString()));
        command.addAll(arguments);
        return new ProcessBuilder(command).redirectError(log.toFile()).start();
    }

    private static void drain(Process process) {
        try {
            process.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
        } catch (IOException ended) {
            // with the process
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0)) {
            return free.getLocalPort();
        }
    }
}
