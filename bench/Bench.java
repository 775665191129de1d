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
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Measures the packaged program as a whole process, JVM start included, against the sandbox in another process on the
 * same machine. Run it from the project's root after {@code mvn -q -DskipTests package}:
 *
 * <pre>
 * java bench/Bench.java            # all scenarios
 * java bench/Bench.java roster 9   # one scenario, nine counted runs
 * </pre>
 *
 * Scenarios: {@code roster} (20,000 people, 400 departments, limits off), {@code large} (1,000,000 people, 20,000
 * departments, limits off), {@code paced} (20 calls a second, 20 ms latency). Peak memory is read from /proc, so it is
 * shown on Linux only.
 */
public final class Bench {
    private static final Path JAR = Path.of("app", "target", "rollcall.jar");

    private record Scenario(String name, String company, String heap, int runs, int warmUps) {}

    private record Figures(double seconds, double megabytes, String report) {}

    public static void main(String[] args) throws Exception {
        if (!Files.exists(JAR)) {
            System.err.println("Build first: mvn -q -DskipTests package");
            System.exit(2);
        }
        String off = "\"dingtalk\":{\"callsPerSecond\":0},\"huawei\":{\"callsPerMinute\":0}";
        List<Scenario> scenarios = List.of(
                new Scenario("roster", "{\"generate\":{\"people\":20000,\"departments\":400}," + off + "}", "96m", 5, 1),
                new Scenario(
                        "large", "{\"generate\":{\"people\":1000000,\"departments\":20000}," + off + "}", "256m", 1, 0),
                new Scenario(
                        "paced",
                        "{\"generate\":{\"people\":20000,\"departments\":400},\"latencyMillis\":20,"
                                + "\"dingtalk\":{\"callsPerSecond\":20},\"huawei\":{\"callsPerMinute\":0}}",
                        "96m",
                        1,
                        0));
        for (Scenario scenario : scenarios) {
            if (args.length == 0 || args[0].equals(scenario.name())) {
                measure(scenario, args.length > 1 ? Integer.parseInt(args[1]) : scenario.runs());
            }
        }
    }

    private static void measure(Scenario scenario, int runs) throws Exception {
        Path folder = Files.createTempDirectory("rollcall-bench");
        Path company = Files.writeString(folder.resolve("company.json"), scenario.company());
        Process sandbox = new ProcessBuilder(
                        java(), "-Xmx512m", "-jar", JAR.toAbsolutePath().toString(), "sandbox", "--company", company.toString())
                .redirectError(folder.resolve("sandbox.log").toFile())
                .start();
        try {
            Path properties = Files.writeString(folder.resolve("rollcall.properties"), properties(sandbox));
            List<Figures> figures = new ArrayList<>();
            for (int run = -scenario.warmUps(); run < runs; run++) {
                Figures one = once(scenario, folder, properties);
                if (run >= 0) {
                    figures.add(one);
                }
            }
            print(scenario, figures, url(properties));
        } finally {
            sandbox.destroy();
            sandbox.waitFor();
        }
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

    private static Figures once(Scenario scenario, Path folder, Path properties) throws Exception {
        Path out = folder.resolve("report.json");
        long start = System.nanoTime();
        Process process = new ProcessBuilder(
                        java(),
                        "-Xmx" + scenario.heap(),
                        "-jar",
                        JAR.toAbsolutePath().toString(),
                        "--config",
                        properties.toString(),
                        "--output",
                        "json",
                        "once",
                        "people")
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        double peak = 0;
        while (!process.waitFor(5, java.util.concurrent.TimeUnit.MILLISECONDS)) {
            peak = Math.max(peak, peakMegabytes(process.pid()));
        }
        double seconds = (System.nanoTime() - start) / 1e9;
        String report = Files.readString(out);
        if (process.exitValue() != 0) {
            throw new IllegalStateException("exit " + process.exitValue() + ": " + report);
        }
        return new Figures(seconds, peak, report);
    }

    private static double peakMegabytes(long pid) {
        try {
            Matcher peak = Pattern.compile("VmHWM:\\s+(\\d+) kB")
                    .matcher(Files.readString(Path.of("/proc", Long.toString(pid), "status")));
            return peak.find() ? Long.parseLong(peak.group(1)) / 1024.0 : 0;
        } catch (IOException gone) {
            return 0;
        }
    }

    private static void print(Scenario scenario, List<Figures> figures, String url) throws Exception {
        String report = figures.get(0).report();
        System.out.println(scenario.name() + ": java -Xmx" + scenario.heap() + " -jar rollcall.jar once people, "
                + figures.size() + " runs after " + scenario.warmUps() + " warm-up, JDK " + Runtime.version().feature());
        row("wall s", figures.stream().map(Figures::seconds).toList());
        row("peak RSS MB", figures.stream().map(Figures::megabytes).toList());
        long busiest = number(report, "dingtalk.department-users");
        System.out.println("  " + number(report, "people") + " people, busiest API " + busiest + " calls");
        if (scenario.name().equals("paced")) {
            double ideal = busiest / 20.0;
            System.out.printf(
                    Locale.ROOT,
                    "  wall / (calls of the busiest API / 20): %.3f%n",
                    figures.get(0).seconds() / ideal);
        }
        HttpResponse<String> calls = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(URI.create(url + "/sandbox/windows")).build(), HttpResponse.BodyHandlers.ofString());
        Matcher window = Pattern.compile("\"([a-z.-]+)\"\\s*:\\s*\\{[^}]*\"peak\"\\s*:\\s*(\\d+),\\s*\"refused\"\\s*:\\s*(\\d+)")
                .matcher(calls.body());
        while (window.find()) {
            if (!window.group(2).equals("0")) {
                System.out.println("  " + window.group(1) + ": at most " + window.group(2)
                        + " calls in one of the vendor's windows, " + window.group(3) + " refused");
            }
        }
    }

    private static void row(String what, List<Double> values) {
        List<Double> sorted = new ArrayList<>(values);
        Collections.sort(sorted);
        System.out.printf(
                Locale.ROOT,
                "  %-12s min %.2f  median %.2f  max %.2f%n",
                what,
                sorted.get(0),
                sorted.get(sorted.size() / 2),
                sorted.get(sorted.size() - 1));
    }

    private static long number(String report, String field) {
        Matcher value = Pattern.compile('"' + Pattern.quote(field) + "\":(\\d+)").matcher(report);
        return value.find() ? Long.parseLong(value.group(1)) : -1;
    }

    private static String url(Path properties) throws IOException {
        Matcher url = Pattern.compile("rollcall\\.huawei\\.url=(\\S+)").matcher(Files.readString(properties));
        if (!url.find()) {
            throw new IOException("no address in the sandbox's properties");
        }
        return url.group(1);
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
