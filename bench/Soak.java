import java.io.BufferedReader;
import java.io.IOException;
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
import java.time.LocalTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Lets {@code rollcall run} work for a long time against a sandbox in another process that has jitter, rates and faults,
 * kills it at random moments and starts it again, and watches what the process holds. Run it from the project's root after
 * {@code mvn -q -DskipTests package}; Linux only, as it reads /proc:
 *
 * <pre>
 * java bench/Soak.java            # 30 minutes
 * java bench/Soak.java 2 4711     # 2 minutes, with the seed of an earlier run
 * </pre>
 *
 * Exit 1 where a promise was broken: somebody rung twice, calls refused for their rate although nobody else uses the
 * application, memory, threads or open files that grow, a start that failed, a stop that took longer than five seconds.
 */
public final class Soak {
    private static final Path JAR = Path.of("app", "target", "rollcall.jar");
    private static final Duration SAMPLE = Duration.ofSeconds(10);
    private static final int MEETINGS = 40;
    private static final int INVITEES = 6;

    // bounds of growth between the first settled sample of a process and its last
    private static final long MOST_MEGABYTES = 48;
    private static final long MOST_THREADS = 6;
    private static final long MOST_FILES = 8;
    private static final int SETTLED_AFTER_SECONDS = 60;

    /** The flows and the seconds between their looks. */
    private static final Map<String, Integer> PERIODS = Map.of("board", 2, "duty", 3, "people", 20);

    private final Random random;
    private final Path folder;
    private final HttpClient http = HttpClient.newHttpClient();
    private final List<String> broken = new ArrayList<>();
    private final Map<String, Integer> reports = new TreeMap<>();
    private final int statusPort;
    private String sandboxUrl = "";
    private int kills;
    private long secondsUp;

    private record Sample(long seconds, long megabytes, long threads, long files) {}

    private Soak(long seed) throws IOException {
        this.random = new Random(seed);
        this.folder = Files.createTempDirectory("rollcall-soak");
        try (ServerSocket free = new ServerSocket(0)) {
            this.statusPort = free.getLocalPort();
        }
    }

    public static void main(String[] args) throws Exception {
        if (!Files.exists(JAR)) {
            System.err.println("Build first: mvn -q -DskipTests package");
            System.exit(2);
        }
        double minutes = args.length > 0 ? Double.parseDouble(args[0]) : 30;
        long seed = args.length > 1 ? Long.parseLong(args[1]) : System.nanoTime();
        Soak soak = new Soak(seed);
        System.out.println("soak of " + minutes + " minutes, seed " + seed + ", files in " + soak.folder);
        soak.run(Duration.ofMillis((long) (minutes * 60_000)));
        System.out.println(soak.broken.isEmpty() ? "all promises kept" : "BROKEN: " + String.join("; ", soak.broken));
        System.exit(soak.broken.isEmpty() ? 0 : 1);
    }

    private void run(Duration length) throws Exception {
        Process sandbox = start(List.of("sandbox", "--company", company().toString()), "sandbox");
        try {
            Path properties = Files.writeString(folder.resolve("rollcall.properties"), properties(sandbox));
            System.out.println("    time  process   up s  RSS MB  threads  files  rings  health");
            long end = System.nanoTime() + length.toNanos();
            for (int number = 1; System.nanoTime() < end; number++) {
                long left = TimeUnit.NANOSECONDS.toSeconds(end - System.nanoTime());
                // the last process has the longest life, so that there is something to compare
                long life = left > 240 ? 60 + random.nextInt(180) : left > 40 && number < 3 ? 10 + random.nextInt(20) : left;
                boolean last = life >= left;
                live(properties, number, life, last);
                if (!last) {
                    kills++;
                }
            }
            judge();
        } finally {
            sandbox.destroy();
            sandbox.waitFor();
        }
    }

    /** One life of the process: until it is killed, or, the last time, told to stop. */
    private void live(Path properties, int number, long life, boolean last) throws Exception {
        Process process = start(
                List.of("--config", properties.toString(), "--output", "json", "run"), "run-" + number);
        Thread reader = new Thread(() -> count(process), "reports");
        reader.start();
        List<Sample> samples = new ArrayList<>();
        long born = System.nanoTime();
        long die = born + TimeUnit.SECONDS.toNanos(life) + random.nextInt(1_000_000_000);
        while (System.nanoTime() < die && process.isAlive()) {
            long wait = Math.min(SAMPLE.toNanos(), die - System.nanoTime());
            if (process.waitFor(Math.max(1, wait), TimeUnit.NANOSECONDS)) {
                break;
            }
            if (wait == SAMPLE.toNanos()) {
                Sample sample = sample(process.pid(), TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - born));
                samples.add(sample);
                print(number, sample);
            }
        }
        if (!process.isAlive()) {
            broken.add("process " + number + " ended by itself with " + process.exitValue());
        } else if (last) {
            long asked = System.nanoTime();
            process.destroy();
            boolean ended = process.waitFor(20, TimeUnit.SECONDS);
            double seconds = (System.nanoTime() - asked) / 1e9;
            System.out.printf(Locale.ROOT, "SIGTERM: ended after %.2f s with %s%n", seconds, ended ? process.exitValue() : "-");
            if (!ended || seconds > 5 || process.exitValue() != 0) {
                broken.add("SIGTERM did not end it with 0 within five seconds");
            }
        } else {
            System.out.println("kill -9 of process " + number);
        }
        process.destroyForcibly().waitFor();
        reader.join();
        secondsUp += TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - born);
        growth(number, samples);
    }

    private void growth(int number, List<Sample> samples) {
        List<Sample> settled =
                samples.stream().filter(one -> one.seconds() >= SETTLED_AFTER_SECONDS).toList();
        if (settled.size() < 2) {
            return;
        }
        Sample first = settled.get(0);
        Sample end = settled.get(settled.size() - 1);
        if (end.megabytes() - first.megabytes() > MOST_MEGABYTES) {
            broken.add("process " + number + " grew from " + first.megabytes() + " to " + end.megabytes() + " MB");
        }
        if (end.threads() - first.threads() > MOST_THREADS) {
            broken.add("process " + number + " grew from " + first.threads() + " to " + end.threads() + " threads");
        }
        if (end.files() - first.files() > MOST_FILES) {
            broken.add("process " + number + " grew from " + first.files() + " to " + end.files() + " open files");
        }
    }

    private void count(Process process) {
        Pattern line = Pattern.compile("\"flow\":\"([^\"]+)\".*?\"outcome\":\"([^\"]+)\"");
        try (BufferedReader out = reader(process)) {
            for (String text = out.readLine(); text != null; text = out.readLine()) {
                Matcher report = line.matcher(text);
                if (report.find()) {
                    synchronized (reports) {
                        reports.merge(report.group(1) + " " + report.group(2), 1, Integer::sum);
                    }
                }
            }
        } catch (IOException killed) {
            // what it had not said yet it will not say any more
        }
    }

    private void judge() throws Exception {
        System.out.println("\nreports by outcome: " + reports);
        String windows = get(sandboxUrl + "/sandbox/windows");
        String rings = get(sandboxUrl + "/sandbox/rings");
        System.out.println("calls: " + get(sandboxUrl + "/sandbox/calls"));
        System.out.println("windows: " + windows);
        System.out.println("faults: " + get(sandboxUrl + "/sandbox/faults"));
        long rung = 0;
        long twice = 0;
        Matcher count = Pattern.compile("\"(?:count|rings)\"\\s*:\\s*(\\d+)").matcher(rings);
        while (count.find()) {
            rung++;
            twice += Long.parseLong(count.group(1)) > 1 ? 1 : 0;
        }
        long refused = 0;
        Matcher refusal = Pattern.compile("\"refused\"\\s*:\\s*(\\d+)").matcher(windows);
        while (refusal.find()) {
            refused += Long.parseLong(refusal.group(1));
        }
        System.out.println("rung: " + rung + " of " + MEETINGS * INVITEES + ", twice: " + twice + ", refused for rate: " + refused
                + ", kills: " + kills);
        if (twice > 0) {
            broken.add(twice + " rung twice");
        }
        if (rung == 0) {
            broken.add("nobody was rung");
        }
        // a process that is killed forgets its last second; its successor may meet that second's calls at the vendor
        if (refused > 20L * kills) {
            broken.add(refused + " calls refused for their rate");
        }
        PERIODS.forEach((flow, period) -> {
            long complete = reports.getOrDefault(flow + " complete", 0);
            long due = secondsUp / period;
            // starts, kills and scripted faults take their share; half is far more than a schedule that stopped would give
            if (complete < due / 2) {
                broken.add("flow " + flow + " was complete " + complete + " times only, of about " + due);
            }
        });
    }

    private void print(int number, Sample sample) throws Exception {
        String health = health();
        if (!health.equals("200") && sample.seconds() >= SETTLED_AFTER_SECONDS) {
            broken.add("process " + number + " was not healthy after " + sample.seconds() + " s: " + health);
        }
        String rings = get(sandboxUrl + "/sandbox/rings");
        System.out.printf(
                Locale.ROOT,
                "%s  %7d  %5d  %6d  %7d  %5d  %5d  %s%n",
                LocalTime.now().truncatedTo(ChronoUnit.SECONDS),
                number,
                sample.seconds(),
                sample.megabytes(),
                sample.threads(),
                sample.files(),
                Pattern.compile("\"(?:count|rings)\"\\s*:\\s*\\d").matcher(rings).results().count(),
                health);
    }

    private String health() {
        try {
            return http.send(
                                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + statusPort + "/health"))
                                            .timeout(Duration.ofSeconds(10))
                                            .build(),
                                    HttpResponse.BodyHandlers.ofString())
                            .statusCode()
                    + "";
        } catch (IOException notYet) {
            return "-";
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Sample sample(long pid, long seconds) throws IOException {
        Path proc = Path.of("/proc", Long.toString(pid));
        String status = Files.readString(proc.resolve("status"));
        long files;
        try (Stream<Path> open = Files.list(proc.resolve("fd"))) {
            files = open.count();
        }
        return new Sample(seconds, number(status, "VmRSS:\\s+(\\d+)") / 1024, number(status, "Threads:\\s+(\\d+)"), files);
    }

    private static long number(String text, String pattern) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        return matcher.find() ? Long.parseLong(matcher.group(1)) : 0;
    }

    private String get(String url) throws Exception {
        return http.send(HttpRequest.newBuilder(URI.create(url)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private Path company() throws IOException {
        StringBuilder people = new StringBuilder();
        for (int i = 0; i < INVITEES - 1; i++) {
            people.append(",{\"userId\":\"duty").append(i).append("\",\"unionId\":\"UN-duty").append(i).append("\",\"name\":\"D\"}");
        }
        StringBuilder meetings = new StringBuilder();
        for (int i = 0; i < MEETINGS; i++) {
            meetings.append(i == 0 ? "" : ",")
                    .append("{\"id\":\"m")
                    .append(i)
                    .append("\",\"members\":[{\"unionId\":\"UN-boss")
                    .append(i % 4)
                    .append("\",\"host\":true},{\"unionId\":\"UN-lead\"}]}");
        }
        String text = "{\"latencyMillis\":20,\"jitterMillis\":100,"
                + "\"dingtalk\":{\"callsPerSecond\":20,\"monthlyQuota\":0,\"tokenSeconds\":90},"
                + "\"huawei\":{\"callsPerMinute\":100,\"tokenSeconds\":90},"
                + "\"generate\":{\"people\":2000,\"departments\":40,\"seed\":7},"
                + "\"people\":[{\"userId\":\"lead\",\"unionId\":\"UN-lead\",\"name\":\"L\"}" + people + bosses() + "],"
                + "\"meetings\":[" + meetings + "],"
                + "\"faults\":["
                + "{\"call\":\"dingtalk.invite\",\"at\":\"every 5\",\"then\":\"reset-after\"},"
                + "{\"call\":\"dingtalk.invite\",\"at\":\"every 7\",\"then\":\"server-error\"},"
                + "{\"call\":\"dingtalk.invite\",\"at\":\"every 11\",\"then\":\"no-answer\"},"
                + "{\"call\":\"dingtalk.set-co-hosts\",\"at\":\"every 6\",\"then\":\"reset-before\"},"
                + "{\"call\":\"dingtalk.ongoing-meetings\",\"at\":\"every 13\",\"then\":\"html-502\"},"
                + "{\"call\":\"dingtalk.ongoing-meetings\",\"at\":\"every 17\",\"then\":\"token-rejected\"},"
                + "{\"call\":\"dingtalk.department-users\",\"at\":\"every 101\",\"then\":\"unavailable\"},"
                + "{\"call\":\"huawei.user-details\",\"at\":\"every 9\",\"then\":\"truncated-body\"}]}";
        return Files.writeString(folder.resolve("company.json"), text);
    }

    private static String bosses() {
        StringBuilder bosses = new StringBuilder();
        for (int i = 0; i < 4; i++) {
            bosses.append(",{\"userId\":\"boss").append(i).append("\",\"unionId\":\"UN-boss").append(i).append("\",\"name\":\"B\"}");
        }
        return bosses.toString();
    }

    /** What the sandbox prints, up to its flows, and the flows of this soak. */
    private String properties(Process sandbox) throws IOException {
        BufferedReader out = reader(sandbox);
        StringBuilder text = new StringBuilder();
        for (String line = out.readLine(); ; line = out.readLine()) {
            if (line == null) {
                throw new IOException("the sandbox did not start; see " + folder.resolve("sandbox.log"));
            }
            if (!line.startsWith("rollcall.flow.")) {
                text.append(line).append('\n');
            }
            if (line.startsWith("rollcall.huawei.url=")) {
                sandboxUrl = line.substring(line.indexOf('=') + 1).replace("\\", "");
            }
            if (line.startsWith("rollcall.flow.people.output=")) {
                break;
            }
        }
        Thread drain = new Thread(() -> out.lines().forEach(line -> {}), "sandbox");
        drain.setDaemon(true);
        drain.start();
        StringBuilder invitees = new StringBuilder("UN-duty0:Duty");
        for (int i = 1; i < INVITEES - 1; i++) {
            invitees.append(",UN-duty").append(i).append(":Duty");
        }
        return text + "rollcall.dingtalk.monthly-calls=1000000\n"
                + "rollcall.http.response-timeout=2s\n"
                + "rollcall.server.port=" + statusPort + "\n"
                + "rollcall.flow.board.type=cohost\n"
                + "rollcall.flow.board.schedule=" + PERIODS.get("board") + "s\n"
                + "rollcall.flow.board.users=UN-lead\n"
                + "rollcall.flow.duty.type=invite\n"
                + "rollcall.flow.duty.schedule=" + PERIODS.get("duty") + "s\n"
                + "rollcall.flow.duty.meetings-of=UN-boss0,UN-boss1,UN-boss2,UN-boss3\n"
                + "rollcall.flow.duty.invitees=" + invitees + "\n"
                + "rollcall.flow.duty.phones=+8613800138000:Duty\n"
                + "rollcall.flow.duty.max-changes=1000\n"
                + "rollcall.flow.people.type=roster\n"
                + "rollcall.flow.people.schedule=" + PERIODS.get("people") + "s\n"
                + "rollcall.flow.people.output=people.ndjson\n";
    }

    private static BufferedReader reader(Process process) {
        return new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    }

    private Process start(List<String> arguments, String name) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-jar",
                JAR.toAbsolutePath().toString()));
        command.addAll(arguments);
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(folder.resolve(name + ".log").toFile())
                .start();
    }
}
