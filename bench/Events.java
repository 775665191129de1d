import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Measures how long a person who joins a meeting waits for the co-host role: from the push of the event to the request that promotes,
 * both as the sandbox in another process saw them on one clock. Run it from the project's root after {@code mvn -q -ntp -DskipTests
 * -Pdist package}; the distribution's launcher is measured.
 *
 * <pre>
 * java bench/Events.java         # 20 seconds of joins at each rate
 * java bench/Events.java 60      # a minute
 * </pre>
 *
 * Two rates: 50 joins a second, ten in each meeting, with {@code calls-per-second=0}; and 15 meetings a second, one join in each, at the
 * default rate. Floors: median 350 ms, 99th percentile 1 s, every person promoted once, no read. Exit code 1: a floor is missed.
 */
public final class Events {
    private static final Path JAR = Path.of("app", "target", "rollcall.jar").toAbsolutePath();
    private static final Path WORK = Path.of("bench", "target").toAbsolutePath();
    private static final Pattern PUSH = Pattern.compile(
            "\"data\"\\s*:\\s*\"(.*?)\",\\s*\"connection\"\\s*:.*?\"sentNanos\"\\s*:\\s*(\\d+)", Pattern.DOTALL);
    private static final Pattern JOINED =
            Pattern.compile("\\\\\"userId\\\\\":\\\\\"([^\\\\]+)\\\\\",\\\\\"conferenceId\\\\\":\\\\\"([^\\\\]+)\\\\\"");
    private static final Pattern REQUEST = Pattern.compile(
            "\"meeting\"\\s*:\\s*\"([^\"]+)\".*?\"unionIds\"\\s*:\\s*\\[([^]]*)].*?\"arrivedNanos\"\\s*:\\s*(\\d+)", Pattern.DOTALL);

    private final HttpClient http = HttpClient.newHttpClient();

    private Events() {}

    public static void main(String[] args) throws Exception {
        int seconds = args.length == 0 ? 20 : Integer.parseInt(args[0]);
        if (!Files.exists(JAR)) {
            System.err.println("Build first: mvn -q -ntp -DskipTests -Pdist package");
            System.exit(2);
        }
        Files.createDirectories(WORK);
        Events events = new Events();
        boolean kept = events.measure("50 joins a second, ten in a meeting, calls-per-second=0", seconds, 50, 10, 0);
        kept &= events.measure("15 meetings a second, calls-per-second=20", seconds, 15, 1, 20);
        System.exit(kept ? 0 : 1);
    }

    private boolean measure(String what, int seconds, int joins, int perMeeting, int rate) throws Exception {
        int warmUp = joins * 5;
        int people = joins * seconds + warmUp;
        Path folder = Files.createTempDirectory(WORK, "events");
        Files.writeString(folder.resolve("company.json"), company(people, perMeeting, rate));
        Process sandbox = new ProcessBuilder(
                        "java", "-Xmx512m", "-jar", JAR.toString(), "sandbox", "--company", folder.resolve("company.json").toString())
                .redirectError(folder.resolve("sandbox.txt").toFile())
                .start();
        String properties = properties(sandbox);
        Files.writeString(folder.resolve("users.txt"), IntStream.range(0, people).mapToObj(Events::user).collect(Collectors.joining("\n")));
        Files.writeString(
                folder.resolve("rollcall.properties"),
                properties.lines().filter(line -> !line.startsWith("rollcall.flow.")).collect(Collectors.joining("\n"))
                        + "\nrollcall.dingtalk.monthly-calls=0\nrollcall.dingtalk.monthly-events=0"
                        + "\nrollcall.flow.board.type=cohost\nrollcall.flow.board.users-file=users.txt\nrollcall.flow.board.look=organization"
                        + "\nrollcall.flow.board.schedule=1h\nrollcall.flow.board.at-start=false\n");
        Matcher address = Pattern.compile("rollcall\\.dingtalk\\.api-url=(\\S+)").matcher(properties);
        if (!address.find()) {
            throw new IOException("no address in the sandbox's properties");
        }
        String url = address.group(1) + "/sandbox/";
        Process run = new ProcessBuilder(launcher(), "--output", "json", "run", "board")
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("reports.txt").toFile())
                .redirectError(folder.resolve("errors.txt").toFile())
                .start();
        try {
            await(() -> get(url + "stream").contains("LIVE"), "no connection");
            TimeUnit.SECONDS.sleep(2);
            // the poll that makes up for what happened before the connection reads every meeting, at the rate
            await(() -> Files.size(folder.resolve("reports.txt")) > 0, "no poll");
            play(url, 0, warmUp, joins, perMeeting);
            TimeUnit.SECONDS.sleep(3);
            long reads = reads(get(url + "calls"));
            play(url, warmUp, people, joins, perMeeting);
            TimeUnit.SECONDS.sleep(3);
            return report(what, url, warmUp, people, perMeeting, reads);
        } finally {
            run.destroy();
            run.waitFor(20, TimeUnit.SECONDS);
            sandbox.destroy();
            sandbox.waitFor(20, TimeUnit.SECONDS);
        }
    }

    /** One join after the other at an even rate, without waiting for answers. */
    private void play(String url, int from, int to, int joins, int perMeeting) {
        long start = System.nanoTime();
        for (int i = from; i < to; i++) {
            long due = start + (i - from) * 1_000_000_000L / joins;
            LockSupport.parkNanos(due - System.nanoTime());
            String body = "{\"meeting\":\"" + meeting(i, perMeeting) + "\",\"who\":[\"" + user(i) + "\"]}";
            http.sendAsync(
                    HttpRequest.newBuilder(URI.create(url + "meetings/join"))
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.discarding());
        }
    }

    private boolean report(String what, String url, int from, int to, int perMeeting, long readsBefore) throws Exception {
        Map<String, Long> pushed = new HashMap<>();
        Matcher push = PUSH.matcher(get(url + "pushes"));
        while (push.find()) {
            Matcher joined = JOINED.matcher(push.group(1));
            while (joined.find()) {
                pushed.putIfAbsent(joined.group(1), Long.parseLong(push.group(2)));
            }
        }
        Map<String, List<Long>> promoted = new HashMap<>();
        Matcher request = REQUEST.matcher(get(url + "co-host-requests"));
        int requests = 0;
        while (request.find()) {
            requests++;
            for (String user : request.group(2).replaceAll("[\"\\s]", "").split(",")) {
                promoted.computeIfAbsent(user, any -> new ArrayList<>()).add(Long.parseLong(request.group(3)));
            }
        }
        List<Double> waits = new ArrayList<>();
        int missing = 0;
        int twice = 0;
        for (int i = from; i < to; i++) {
            List<Long> times = promoted.getOrDefault(user(i), List.of());
            missing += times.isEmpty() || !pushed.containsKey(user(i)) ? 1 : 0;
            twice += times.size() > 1 ? 1 : 0;
            if (!times.isEmpty() && pushed.containsKey(user(i))) {
                waits.add((times.get(0) - pushed.get(user(i))) / 1e6);
            }
        }
        double[] sorted = waits.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        long reads = reads(get(url + "calls")) - readsBefore;
        double median = sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
        double late = sorted.length == 0 ? Double.NaN : sorted[(int) (sorted.length * 0.99)];
        boolean kept = median <= 350 && late <= 1000 && missing == 0 && twice == 0 && reads == 0;
        System.out.printf(
                Locale.ROOT,
                "%s%n  %s %d joins, %d requests: median %.0f ms (at most 350), 99th percentile %.0f ms (at most 1000), longest %.0f ms,"
                        + " not promoted %d, twice %d, reads %d%n",
                what,
                kept ? "ok    " : "MISSED",
                to - from,
                requests,
                median,
                late,
                sorted.length == 0 ? Double.NaN : sorted[sorted.length - 1],
                missing,
                twice,
                reads);
        return kept;
    }

    private static long reads(String calls) {
        long sum = 0;
        Matcher read = Pattern.compile("\"dingtalk\\.(?:ongoing-meetings|org-meetings|members)\"\\s*:\\s*(\\d+)").matcher(calls);
        while (read.find()) {
            sum += Long.parseLong(read.group(1));
        }
        return sum;
    }

    private static String user(int i) {
        return String.format(Locale.ROOT, "un%07diEiE", i);
    }

    private static String meeting(int i, int perMeeting) {
        return "m" + i / perMeeting;
    }

    private static String company(int people, int perMeeting, int rate) {
        String meetings = IntStream.rangeClosed(0, people / perMeeting)
                .mapToObj(i -> "{\"id\":\"m" + i + "\",\"members\":[{\"unionId\":\"" + user(people) + "\",\"host\":true,\"status\":3}]}")
                .collect(Collectors.joining(",\n"));
        return "{\"generate\":{\"people\":" + (people + 1) + ",\"departments\":10},\"meetings\":[" + meetings
                + "],\"dingtalk\":{\"callsPerSecond\":" + rate + ",\"stream\":{}}}";
    }

    /** The sandbox prints its properties, then goes on; they end where its roster flow's output is named. */
    private static String properties(Process sandbox) throws IOException {
        BufferedReader out = new BufferedReader(new InputStreamReader(sandbox.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder text = new StringBuilder();
        for (String line = out.readLine(); line != null; line = out.readLine()) {
            text.append(line).append('\n');
            if (line.startsWith("rollcall.flow.people.output=")) {
                return text.toString();
            }
        }
        throw new IOException("the sandbox did not start");
    }

    /** The unpacked distribution's launcher. */
    private static String launcher() throws IOException, InterruptedException {
        Path home = Files.createDirectories(WORK.resolve("events-archive"));
        try (Stream<Path> files = Files.list(Path.of("dist", "target"))) {
            Path archive = files.filter(file -> file.getFileName().toString().matches("rollcall-.*\\.tar\\.gz"))
                    .findFirst()
                    .orElseThrow(() -> new IOException("no archive in dist/target"));
            List<String> unpack = List.of("tar", "xzf", archive.toString(), "-C", home.toString(), "--strip-components=1");
            if (new ProcessBuilder(unpack).inheritIO().start().waitFor() != 0) {
                throw new IOException("the archive cannot be unpacked");
            }
        }
        return home.resolve("bin/rollcall").toString();
    }

    private interface Condition {
        boolean holds() throws Exception;
    }

    private static void await(Condition condition, String otherwise) throws Exception {
        for (int i = 0; i < 600; i++) {
            if (condition.holds()) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(100);
        }
        throw new IOException(otherwise);
    }

    private String get(String url) throws IOException, InterruptedException {
        return http.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }
}
