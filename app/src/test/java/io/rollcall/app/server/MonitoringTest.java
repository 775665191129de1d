package io.rollcall.app.server;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.rollcall.call.Clocks;
import io.rollcall.camel.api.CallListener;
import io.rollcall.camel.metrics.RollcallMeters;
import io.rollcall.camel.watch.RollcallHealth;
import io.rollcall.report.FlowReport;
import io.rollcall.report.RunOutcome;
import io.rollcall.store.Store;
import io.rollcall.vendor.Application;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.OperationName;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The alert rules and the dashboard of the documentation use metrics and labels that a scrape really has. */
class MonitoringTest {
    private static final Path DOCS =
            Path.of(System.getProperty("basedir", ""), "../docs").toAbsolutePath();
    private static final Pattern NAME = Pattern.compile("\\b(rollcall|jvm|process)_[a-z_]+");
    private static final Pattern SELECTOR = Pattern.compile("((?:rollcall|jvm|process)_[a-z_]+)\\{([^}]*)\\}");
    private static final Pattern GROUPED = Pattern.compile("by \\(([^)]*)\\) \\([^(]*\\(?((?:rollcall|jvm)_[a-z_]+)");

    @TempDir
    static Path folder;

    private static String scrape;
    /** The labels of each metric. */
    private static final Map<String, Set<String>> METRICS = new HashMap<>();

    @BeforeAll
    static void scrapeOfAProgramInWhichEverythingHappened() throws Exception {
        ExecutorService reads = Executors.newFixedThreadPool(2);
        Application application =
                new Application("dingtalk:test", new HttpServerTest.TestProvider(), List.of(), List.of(), 10);
        try (TestServer server = TestServer.open(folder);
                Store store = Store.embedded(folder.resolve("watched"), Clock.systemUTC())) {
            RollcallHealth states =
                    new RollcallHealth(List.of(application), store, new Clocks(Instant::now, Instant::now), reads);
            RollcallMeters meters = new RollcallMeters(server.registry);
            new JvmMemoryMetrics().bindTo(server.registry);
            new JvmThreadMetrics().bindTo(server.registry);
            new UptimeMetrics().bindTo(server.registry);
            meters.watch(() -> Optional.of(states.flows()));
            meters.watch(states.budget(), application, any -> OptionalLong.of(4_321));
            meters.watch(() -> Optional.of(states.streams()), application);
            OperationName invite = new OperationName("dingtalk", "invite");
            meters.sent(invite, Fault.Kind.THROTTLED);
            meters.ended(invite, null);
            meters.waited(invite, CallListener.Reason.PLACE, Duration.ofMillis(250));
            FlowReport report = HttpServerTest.report(RunOutcome.INCOMPLETE, Instant.now());
            states.flows().finished(report);
            meters.finished(report);
            scrape = server.get("/metrics");
        } finally {
            reads.shutdownNow();
        }
        for (String line : scrape.lines().toList()) {
            Matcher sample =
                    Pattern.compile("([a-z_]+)(?:\\{(.*)\\})? [-+0-9.eENaInf]+").matcher(line);
            if (sample.matches()) {
                Set<String> labels = METRICS.computeIfAbsent(sample.group(1), any -> new TreeSet<>());
                Matcher label = Pattern.compile("([a-z_]+)=\"").matcher(sample.group(2) == null ? "" : sample.group(2));
                while (label.find()) {
                    labels.add(label.group(1));
                }
            }
        }
    }

    @AfterAll
    static void forget() {
        METRICS.clear();
    }

    private static List<String> ofRules() throws Exception {
        List<String> expressions = new ArrayList<>();
        for (String line : Files.readAllLines(DOCS.resolve("monitoring/rollcall-rules.yml"))) {
            if (line.strip().startsWith("expr: ")) {
                expressions.add(line.strip().substring("expr: ".length()));
            }
        }
        return expressions;
    }

    private static List<String> ofDashboard() throws Exception {
        JsonNode dashboard = new ObjectMapper()
                .readTree(DOCS.resolve("monitoring/rollcall-dashboard.json").toFile());
        List<String> expressions = new ArrayList<>(dashboard.findValuesAsText("expr"));
        dashboard
                .path("templating")
                .path("list")
                .forEach(variable -> expressions.add(variable.path("query").asText()));
        return expressions;
    }

    @Test
    void everyMetricOfRollcall_hasAHelpText() {
        List<String> empty = new ArrayList<>();
        for (String line :
                scrape.lines().filter(one -> one.startsWith("# HELP rollcall")).toList()) {
            if (line.split(" ", 4).length < 4 || line.split(" ", 4)[3].isBlank()) {
                empty.add(line);
            }
        }
        assertThat(empty).isEmpty();
        assertThat(METRICS)
                .containsKeys(
                        "rollcall_changes_total",
                        "rollcall_budget_forecast",
                        "rollcall_flow_last_success_seconds",
                        "rollcall_stream_frame_age_seconds",
                        "rollcall_ready",
                        "rollcall_server_pages");
    }

    @Test
    void expressions_nameMetricsAndLabelsThatThereAre() throws Exception {
        List<String> expressions = new ArrayList<>(ofRules());
        expressions.addAll(ofDashboard());
        assertThat(expressions).hasSizeGreaterThan(25);

        for (String expression : expressions) {
            Matcher name = NAME.matcher(expression);
            while (name.find()) {
                assertThat(METRICS.keySet()).as(expression).contains(name.group());
            }
            Matcher selector = SELECTOR.matcher(expression);
            while (selector.find()) {
                for (String matched : selector.group(2).split(",")) {
                    String label = matched.split("=")[0].strip();
                    // the scrape's own label
                    if (!label.equals("job")) {
                        assertThat(METRICS.get(selector.group(1)))
                                .as(expression)
                                .contains(label);
                    }
                }
            }
            Matcher grouped = GROUPED.matcher(expression);
            while (grouped.find()) {
                for (String label : grouped.group(1).split(",")) {
                    assertThat(METRICS.get(grouped.group(2))).as(expression).contains(label.strip());
                }
            }
        }
    }

    @Test
    void labelsInTexts_areThoseOfTheirExpression() throws Exception {
        JsonNode dashboard = new ObjectMapper()
                .readTree(DOCS.resolve("monitoring/rollcall-dashboard.json").toFile());
        dashboard.path("panels").forEach(panel -> panel.path("targets").forEach(target -> {
            Matcher name = NAME.matcher(target.path("expr").asText());
            assertThat(name.find()).isTrue();
            Matcher label = Pattern.compile("\\{\\{([a-z]+)\\}\\}")
                    .matcher(target.path("legendFormat").asText());
            while (label.find()) {
                assertThat(METRICS.get(name.group())).contains(label.group(1));
            }
        }));
    }

    /** What Grafana needs to import a dashboard, and to show all of its panels with the chosen data source. */
    @Test
    void dashboard_canBeImported() throws Exception {
        JsonNode dashboard = new ObjectMapper()
                .readTree(DOCS.resolve("monitoring/rollcall-dashboard.json").toFile());
        assertThat(dashboard.path("title").asText()).isNotBlank();
        assertThat(dashboard.path("schemaVersion").asInt()).isPositive();
        assertThat(dashboard.at("/templating/list/0/name").asText()).isEqualTo("datasource");
        assertThat(dashboard.at("/templating/list/0/type").asText()).isEqualTo("datasource");
        Set<Integer> ids = new TreeSet<>();
        Set<String> taken = new TreeSet<>();
        assertThat(dashboard.path("panels").size()).isGreaterThan(10);
        for (JsonNode panel : dashboard.path("panels")) {
            String title = panel.path("title").asText();
            assertThat(ids.add(panel.path("id").asInt()))
                    .as("the id of %s", title)
                    .isTrue();
            assertThat(panel.path("type").asText()).as(title).isNotBlank();
            JsonNode place = panel.path("gridPos");
            int right = place.path("x").asInt(-1) + place.path("w").asInt();
            assertThat(place.path("x").asInt(-1)).as(title).isNotNegative();
            assertThat(right).as("the right edge of %s", title).isBetween(1, 24);
            assertThat(place.path("h").asInt()).as(title).isPositive();
            for (int x = place.path("x").asInt(); x < right; x++) {
                for (int y = 0; y < place.path("h").asInt(); y++) {
                    assertThat(taken.add(x + "/" + (place.path("y").asInt(-1) + y)))
                            .as("%s covers another panel", title)
                            .isTrue();
                }
            }
            if (!panel.path("type").asText().equals("row")) {
                assertThat(panel.at("/datasource/uid").asText()).as(title).isEqualTo("${datasource}");
                assertThat(panel.path("targets")).as(title).isNotEmpty();
            }
        }
    }

    @Test
    void pages_explainEveryAlertAndListEveryMetric() throws Exception {
        for (String page : List.of("administrators/monitoring.md", "zh-CN/monitoring.md")) {
            String text = Files.readString(DOCS.resolve(page));
            for (String line : Files.readAllLines(DOCS.resolve("monitoring/rollcall-rules.yml"))) {
                if (line.contains("alert: ")) {
                    assertThat(text).contains("`" + line.replaceFirst(".*alert: ", "") + "`");
                }
            }
            for (String metric : METRICS.keySet()) {
                if (metric.startsWith("rollcall_")) {
                    assertThat(text).contains("`" + metric.replaceFirst("_seconds_(count|sum|max)$", "_seconds") + "`");
                }
            }
        }
    }
}
