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
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Measures the program as a whole process, JVM start included, against the sandbox in another process on this machine, and
 * compares it in turn with 0.1. Needs Linux. Run it from the project's root with JDK 17 after
 * {@code mvn -q -ntp -DskipTests -Pdist package}:
 *
 * <pre>
 * java bench/Bench.java                            # all scenarios; large, tracked-large and idle take minutes
 * java bench/Bench.java plan roster --runs=9       # these scenarios, nine counted runs each
 * java bench/Bench.java idle --seconds=60          # one minute instead of ten
 * java bench/Bench.java plan --v01=PATH --jdk25=HOME
 * </pre>
 *
 * Programs: {@code archive}, the unpacked distribution's {@code bin/rollcall}; {@code jar}, {@code java -jar} with nothing
 * else; {@code jdk25}, the archive on JDK 25 with its AOT cache, where such a JDK is found; {@code v0.1}, {@code java -jar}
 * of 0.1, which is built below bench/target at the first use unless {@code --v01} names its jar. Exit code 1: a floor is
 * missed or a program failed.
 */
public final class Bench {
    private static final Path JAR = Path.of("app", "target", "rollcall.jar").toAbsolutePath();
    private static final Path DISTRIBUTION = Path.of("dist", "target");
    private static final Path WORK = Path.of("bench", "target").toAbsolutePath();
    private static final String V01 = "2deaa4f0";
    private static final String OFF = "\"dingtalk\":{\"callsPerSecond\":0},\"huawei\":{\"callsPerMinute\":0}";
    private static final List<String> SCENARIOS = List.of("size", "plan", "roster", "large", "tracked", "tracked-large", "paced", "idle");

    private final Map<String, String> options;
    private boolean missed;

    private Bench(Map<String, String> options) {
        this.options = options;
    }

    /** A program to measure: what is in front of its arguments, and its environment; its heap is an option or a variable. */
    private record Program(String name, List<String> command, Map<String, String> environment, boolean isLauncher) {
        static Program jar(String name, Path jar) {
            return new Program(name, List.of(java(), "-jar", jar.toString()), Map.of(), false);
        }

        static Program launcher(String name, Path home, String java) {
            return new Program(
                    name, List.of(home.resolve("bin/rollcall").toString()), Map.of("ROLLCALL_JAVA", java), true);
        }

        Program withHeap(String heap) {
            if (heap.isEmpty()) {
                return this;
            }
            List<String> command = new ArrayList<>(this.command);
            Map<String, String> environment = new LinkedHashMap<>(this.environment);
            if (isLauncher) {
                environment.put("ROLLCALL_OPTS", "-Xmx" + heap);
            } else {
                command.add(1, "-Xmx" + heap);
            }
            return new Program(name + " -Xmx" + heap, command, environment, isLauncher);
        }

        Process start(Path folder, Path out, List<String> before, String... arguments) throws IOException {
            List<String> all = new ArrayList<>(before);
            all.addAll(command);
            all.addAll(List.of(arguments));
            ProcessBuilder builder = new ProcessBuilder(all)
                    .directory(folder.toFile())
                    .redirectOutput(out.toFile())
                    .redirectError(folder.resolve("errors.txt").toFile());
            builder.environment().keySet().removeIf(key -> key.startsWith("ROLLCALL_") || key.endsWith("JAVA_OPTIONS"));
            builder.environment().putAll(environment);
            return builder.start();
        }
    }

    /** One run. */
    private record Figures(double wall, double cpu, double megabytes, String report) {}

    /** The medians of a program's runs. */
    private record Medians(double wall, double cpu, double megabytes) {
        static Medians of(List<Figures> runs) {
            return new Medians(
                    median(runs.stream().mapToDouble(Figures::wall).toArray()),
                    median(runs.stream().mapToDouble(Figures::cpu).toArray()),
                    median(runs.stream().mapToDouble(Figures::megabytes).toArray()));
        }

        private static double median(double[] values) {
            Arrays.sort(values);
            return values[values.length / 2];
        }
    }

    public static void main(String[] args) throws Exception {
        Map<String, String> options = new LinkedHashMap<>();
        List<String> wanted = new ArrayList<>();
        for (String arg : args) {
            Matcher option = Pattern.compile("--(runs|seconds|v01|jdk25)=(.+)").matcher(arg);
            if (option.matches()) {
                options.put(option.group(1), option.group(2));
            } else if (SCENARIOS.contains(arg)) {
                wanted.add(arg);
            } else {
                System.err.println("Unknown: " + arg + ". Scenarios: " + String.join(", ", SCENARIOS)
                        + "; options: --runs=N --seconds=N --v01=JAR --jdk25=HOME");
                System.exit(2);
            }
        }
        if (!Files.exists(JAR) || archiveFile().isEmpty()) {
            System.err.println("Build first: mvn -q -ntp -DskipTests -Pdist package");
            System.exit(2);
        }
        Files.createDirectories(WORK);
        Bench bench = new Bench(options);
        for (String scenario : wanted.isEmpty() ? SCENARIOS : wanted) {
            bench.measure(scenario);
        }
        System.exit(bench.missed ? 1 : 0);
    }

    private void measure(String scenario) throws Exception {
        switch (scenario) {
            case "size" -> {
                System.out.println("size: the archive");
                floor("MB", Files.size(archiveFile().orElseThrow()) / 1e6, 25);
            }
            case "plan" -> compare(
                    "plan", "{}", 5, 1, "", "", new double[] {0.45, 0.4, Double.NaN}, "plan", "board");
            case "roster" -> compare(
                    "roster", generated(20_000, 400, OFF), 5, 1, "96m", "96m", new double[] {0.7, 0.6, 0.65}, "once", "people");
            case "large" -> compare(
                    "large",
                    generated(1_000_000, 20_000, OFF),
                    1,
                    // the sandbox is as fast for the first program as for the last
                    1,
                    "128m",
                    "256m",
                    new double[] {0.8, Double.NaN, Double.NaN},
                    "once",
                    "people");
            case "tracked" -> tracked("tracked", 20_000, 400, "96m", 5, new double[] {1.3, 1.2, 1.6});
            case "tracked-large" ->
                tracked("tracked-large", 1_000_000, 20_000, "192m", 1, new double[] {2.5, Double.NaN, 2.5});
            case "paced" -> paced();
            default -> idle();
        }
    }

    private static String generated(int people, int departments, String more) {
        return "{\"generate\":{\"people\":" + people + ",\"departments\":" + departments + "}," + more + "}";
    }

    /** Runs all programs in turn. The floors are ratios of the archive's wall time, CPU time and memory to those of 0.1. */
    private void compare(
            String name,
            String company,
            int usualRuns,
            int warmUps,
            String heap,
            String heapOfV01,
            double[] floors,
            String... arguments)
            throws Exception {
        int runs = Integer.parseInt(options.getOrDefault("runs", Integer.toString(usualRuns)));
        List<Program> programs = new ArrayList<>();
        programs.add(archive("archive", java()).withHeap(heap));
        programs.add(Program.jar("jar", JAR).withHeap(heap));
        // the large scenario takes minutes for each program
        if (!name.equals("large")) {
            jdk25().ifPresentOrElse(
                    java -> programs.add(archive("jdk25", java).withHeap(heap)),
                    () -> System.out.println("no JDK 25 in /usr/lib/jvm; name one with --jdk25=HOME"));
        }
        programs.add(Program.jar("v0.1", v01()).withHeap(heapOfV01));
        try (Company sandbox = new Company(company)) {
            Map<Program, List<Figures>> figures = new LinkedHashMap<>();
            programs.forEach(program -> figures.put(program, new ArrayList<>()));
            for (int run = -warmUps; run < runs; run++) {
                for (Program program : programs) {
                    Figures one = sandbox.run(program, arguments);
                    if (run >= 0) {
                        figures.get(program).add(one);
                    }
                }
            }
            System.out.println(name + ": " + String.join(" ", arguments) + ", medians of " + runs + " runs in turn, JDK "
                    + Runtime.version().feature());
            Medians old = Medians.of(figures.get(programs.get(programs.size() - 1)));
            figures.forEach((program, all) -> print(program.name(), Medians.of(all), old));
            Medians now = Medians.of(figures.get(programs.get(0)));
            floor("wall of 0.1", now.wall() / old.wall(), floors[0]);
            floor("CPU of 0.1", now.cpu() / old.cpu(), floors[1]);
            floor("memory of 0.1", now.megabytes() / old.megabytes(), floors[2]);
        }
    }

    /**
     * A tracked roster beside the same roster untracked, in turn: a run without any change, and a first run, which stores everyone.
     *
     * @param floors of wall time and memory without a change, and of the first run's wall time
     */
    private void tracked(String name, int people, int departments, String heap, int usualRuns, double[] floors) throws Exception {
        int runs = Integer.parseInt(options.getOrDefault("runs", Integer.toString(usualRuns)));
        String[] once = {"once", "people"};
        String[] tracking = {"once", "people", "--set", "rollcall.flow.people.track=true"};
        Program untracked = archive("untracked", java()).withHeap(heap);
        Program unchanged = archive("unchanged", java()).withHeap(heap);
        List<Figures> without = new ArrayList<>();
        List<Figures> with = new ArrayList<>();
        List<Figures> first = new ArrayList<>();
        try (Company sandbox = new Company(generated(people, departments, OFF))) {
            sandbox.run(untracked, once);
            sandbox.run(unchanged, tracking);
            for (int run = 0; run < runs; run++) {
                without.add(sandbox.run(untracked, once));
                with.add(sandbox.run(unchanged, tracking));
                // a store of its own for each
                first.add(sandbox.run(archive("first-" + run, java()).withHeap(heap), tracking));
            }
        }
        Medians base = Medians.of(without);
        System.out.println(name + ": " + people + " people, -Xmx" + heap + ", medians of " + runs + " runs in turn");
        print("untracked", base, base);
        print("tracked, unchanged", Medians.of(with), base);
        print("tracked, first run", Medians.of(first), base);
        floor("wall, unchanged", Medians.of(with).wall() / base.wall(), floors[0]);
        floor("memory, unchanged", Medians.of(with).megabytes() / base.megabytes(), floors[1]);
        floor("wall, first run", Medians.of(first).wall() / base.wall(), floors[2]);
    }

    private static void print(String name, Medians now, Medians base) {
        System.out.printf(
                Locale.ROOT,
                "  %-18s wall %7.2f s (%.2f)   CPU %7.2f s (%.2f)   peak RSS %4.0f MB (%.2f)%n",
                name,
                now.wall(),
                now.wall() / base.wall(),
                now.cpu(),
                now.cpu() / base.cpu(),
                now.megabytes(),
                now.megabytes() / base.megabytes());
    }

    /** One line for a floor, which is an upper limit; NaN for none. */
    private void floor(String what, double value, double most) {
        if (!Double.isNaN(most)) {
            boolean kept = value <= most;
            missed |= !kept;
            System.out.printf(Locale.ROOT, "  %s %.2f %s, at most %.2f%n", kept ? "ok    " : "MISSED", value, what, most);
        }
    }

    /** Twenty calls a second and 20 ms latency: how near the program comes to the vendor's limit. */
    private void paced() throws Exception {
        String limits =
                "\"latencyMillis\":20,\"dingtalk\":{\"callsPerSecond\":20},\"huawei\":{\"callsPerMinute\":0}";
        try (Company sandbox = new Company(generated(20_000, 400, limits))) {
            Figures one = sandbox.run(Program.jar("jar", JAR).withHeap("96m"), "--output", "json", "once", "people");
            long busiest = number(one.report(), "dingtalk.department-users");
            System.out.printf(
                    Locale.ROOT,
                    "paced: %d people, busiest API %d calls, wall %.1f s, wall / (calls / 20): %.3f%n",
                    number(one.report(), "people"),
                    busiest,
                    one.wall(),
                    one.wall() / (busiest / 20.0));
            sandbox.printWindows();
        }
    }

    /** A service that waits: one flow, once an hour. */
    private void idle() throws Exception {
        long seconds = Long.parseLong(options.getOrDefault("seconds", "600"));
        try (Company sandbox = new Company("{}")) {
            Path out = sandbox.folder.resolve("run.txt");
            Process process = archive("archive", java())
                    .start(sandbox.folder, out, List.of(), "run", "board", "--set", "rollcall.flow.board.schedule=1h");
            try {
                // the start and the first poll are over
                if (process.waitFor(10, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("run ended: " + sandbox.errors());
                }
                double before = cpuSeconds(process.pid());
                if (process.waitFor(seconds, TimeUnit.SECONDS)) {
                    throw new IllegalStateException("run ended: " + sandbox.errors());
                }
                double percent = 100 * (cpuSeconds(process.pid()) - before) / seconds;
                System.out.println("idle: run, one flow, " + seconds + " s");
                floor("MB of memory", memory(process.pid(), "VmRSS"), 110);
                floor("% of a core", percent, 0.3);
            } finally {
                process.destroy();
                process.waitFor();
            }
        }
    }

    private static double cpuSeconds(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        // user and system time, in hundredths
        return (Long.parseLong(fields[11]) + Long.parseLong(fields[12])) / 100.0;
    }

    private static double memory(long pid, String which) {
        try {
            Matcher kilobytes = Pattern.compile(which + ":\\s+(\\d+) kB")
                    .matcher(Files.readString(Path.of("/proc", Long.toString(pid), "status")));
            return kilobytes.find() ? Long.parseLong(kilobytes.group(1)) / 1024.0 : 0;
        } catch (IOException gone) {
            return 0;
        }
    }

    /** The unpacked archive with its archive of classes for one JDK. */
    private Program archive(String name, String java) {
        try {
            Path home = WORK.resolve("archive");
            Path file = archiveFile().orElseThrow();
            Path stamp = WORK.resolve("archive.of");
            String now = Files.size(file) + " " + Files.getLastModifiedTime(file);
            if (!Files.exists(stamp) || !Files.readString(stamp).equals(now)) {
                must(WORK, "rm", "-rf", home.toString());
                Files.createDirectories(home);
                must(WORK, "tar", "xzf", file.toAbsolutePath().toString(), "-C", home.toString(), "--strip-components=1");
                Files.writeString(stamp, now);
            }
            must(WORK, "env", "ROLLCALL_JAVA=" + java, home.resolve("bin/rollcall").toString(), "--make-archive");
            return Program.launcher(name, home, java);
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("the archive cannot be unpacked", e);
        }
    }

    private static Optional<Path> archiveFile() throws IOException {
        if (!Files.isDirectory(DISTRIBUTION)) {
            return Optional.empty();
        }
        try (Stream<Path> files = Files.list(DISTRIBUTION)) {
            return files.filter(file -> file.getFileName().toString().matches("rollcall-.*\\.tar\\.gz"))
                    .findFirst();
        }
    }

    private Optional<String> jdk25() throws IOException {
        Path installed = Path.of("/usr/lib/jvm");
        if (options.containsKey("jdk25")) {
            return Optional.of(Path.of(options.get("jdk25"), "bin", "java").toString());
        } else if (!Files.isDirectory(installed)) {
            return Optional.empty();
        }
        try (Stream<Path> jdks = Files.list(installed)) {
            return jdks.filter(jdk -> jdk.getFileName().toString().matches(".*\\b25\\b.*"))
                    .map(jdk -> jdk.resolve("bin/java"))
                    .filter(Files::isExecutable)
                    .map(Path::toString)
                    .findFirst();
        }
    }

    /** The jar of 0.1; built where it is not there. */
    private Path v01() throws IOException, InterruptedException {
        if (options.containsKey("v01")) {
            return Path.of(options.get("v01")).toAbsolutePath();
        }
        Path sources = WORK.resolve("v0.1");
        Path jar = sources.resolve("app/target/rollcall.jar");
        if (!Files.exists(jar)) {
            System.out.println("building 0.1 in " + sources);
            Files.createDirectories(sources);
            Path tar = WORK.resolve("v0.1.tar");
            must(Path.of("").toAbsolutePath(), "git", "archive", "--output=" + tar, V01);
            must(sources, "tar", "xf", tar.toString());
            must(sources, "mvn", "-q", "-ntp", "-DskipTests", "-pl", "app", "-am", "package");
        }
        return jar;
    }

    private static void must(Path folder, String... command) throws IOException, InterruptedException {
        int code = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (code != 0) {
            throw new IllegalStateException("exit " + code + ": " + String.join(" ", command));
        }
    }

    private static long number(String report, String field) {
        Matcher value = Pattern.compile('"' + Pattern.quote(field) + "\":(\\d+)").matcher(report);
        return value.find() ? Long.parseLong(value.group(1)) : -1;
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }

    /** A company played by the sandbox, and a folder that is configured to work against it. */
    private static final class Company implements AutoCloseable {
        private static final long SHORTEST_PAUSE_MILLIS = 10;

        private final Path folder;
        private final Process sandbox;
        private final String properties;

        Company(String json) throws IOException {
            folder = Files.createTempDirectory(Files.createDirectories(WORK), "company");
            List<String> command = new ArrayList<>(List.of(java(), "-Xmx512m", "-jar", JAR.toString(), "sandbox"));
            if (!json.equals("{}")) {
                Path company = Files.writeString(folder.resolve("company.json"), json);
                command.addAll(List.of("--company", company.toString()));
            }
            sandbox = new ProcessBuilder(command)
                    .redirectError(folder.resolve("sandbox.txt").toFile())
                    .start();
            properties = properties(sandbox);
            Files.writeString(
                    folder.resolve("rollcall.properties"),
                    properties.lines()
                                    .filter(line -> !line.startsWith("rollcall.flow."))
                                    .reduce("", (one, other) -> one + other + "\n")
                            + "rollcall.flow.board.type=cohost\n"
                            + "rollcall.flow.board.schedule=30m\n"
                            + "rollcall.flow.board.users=UN-lisi\n"
                            + "rollcall.flow.people.type=roster\n"
                            + "rollcall.flow.people.lookup.key=userid\n"
                            + "rollcall.flow.people.output=people.ndjson\n");
        }

        /** The sandbox prints its properties, then goes on; they end where its roster flow's output is named. */
        private static String properties(Process sandbox) throws IOException {
            BufferedReader out =
                    new BufferedReader(new InputStreamReader(sandbox.getInputStream(), StandardCharsets.UTF_8));
            StringBuilder text = new StringBuilder();
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                text.append(line).append('\n');
                if (line.startsWith("rollcall.flow.people.output=")) {
                    return text.toString();
                }
            }
            throw new IOException("the sandbox did not start");
        }

        /** Runs a command to its end. Each program has a store of its own, as 0.1 cannot read that of a newer one. */
        Figures run(Program program, String... arguments) throws Exception {
            Path out = folder.resolve("report.txt");
            Path times = folder.resolve("times.txt");
            List<String> all = new ArrayList<>(List.of(arguments));
            all.add("--set");
            all.add("rollcall.store.url=embedded:store-" + program.name().replaceAll("[^a-z0-9]", "-"));
            // the shell's built-in times knows the processor time of what it has run
            List<String> shell =
                    List.of("sh", "-c", "file=$1; shift; \"$@\"; code=$?; times >\"$file\"; exit $code", "sh", times.toString());
            long start = System.nanoTime();
            Process process = program.start(folder, out, shell, all.toArray(String[]::new));
            double peak = 0;
            // the system keeps the peak; a glance costs a millisecond, which the program on the same cores must not pay often
            long pause = SHORTEST_PAUSE_MILLIS;
            while (!process.waitFor(pause, TimeUnit.MILLISECONDS)) {
                peak = Math.max(
                        peak,
                        process.descendants()
                                .mapToDouble(child -> memory(child.pid(), "VmHWM"))
                                .max()
                                .orElse(0));
                pause = Math.max(SHORTEST_PAUSE_MILLIS, (System.nanoTime() - start) / 1_000_000 / 200);
            }
            double wall = (System.nanoTime() - start) / 1e9;
            String report = Files.readString(out);
            if (process.exitValue() != 0) {
                throw new IllegalStateException(
                        program.name() + ": exit " + process.exitValue() + ": " + report + errors());
            }
            return new Figures(wall, cpu(Files.readString(times)), peak, report);
        }

        /** The second line of {@code times}: user and system time of the shell's children. */
        private static double cpu(String times) {
            Matcher one = Pattern.compile("(\\d+)m([\\d.]+)s").matcher(times.lines().toList().get(1));
            double seconds = 0;
            while (one.find()) {
                seconds += 60 * Integer.parseInt(one.group(1)) + Double.parseDouble(one.group(2));
            }
            return seconds;
        }

        String errors() throws IOException {
            return Files.readString(folder.resolve("errors.txt"));
        }

        /** How many calls were in one of the vendor's windows. */
        void printWindows() throws IOException, InterruptedException {
            Matcher url = Pattern.compile("rollcall\\.huawei\\.url=(\\S+)").matcher(properties);
            if (!url.find()) {
                throw new IOException("no address in the sandbox's properties");
            }
            HttpResponse<String> calls = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(url.group(1) + "/sandbox/windows")).build(),
                            HttpResponse.BodyHandlers.ofString());
            Matcher window = Pattern.compile(
                            "\"([a-z.-]+)\"\\s*:\\s*\\{[^}]*\"peak\"\\s*:\\s*(\\d+),\\s*\"refused\"\\s*:\\s*(\\d+)")
                    .matcher(calls.body());
            while (window.find()) {
                if (!window.group(2).equals("0")) {
                    System.out.println("  " + window.group(1) + ": at most " + window.group(2)
                            + " calls in one of the vendor's windows, " + window.group(3) + " refused");
                }
            }
        }

        @Override
        public void close() throws InterruptedException, IOException {
            sandbox.destroy();
            sandbox.waitFor();
            must(WORK, "rm", "-rf", folder.toString());
        }
    }
}
