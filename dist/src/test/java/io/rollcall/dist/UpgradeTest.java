package io.rollcall.dist;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.Sandbox;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The program of this version in the place of 0.1, then a backup and its restore with the commands of the install page.
 *
 * <p>0.1 itself wrote {@code upgrade/rollcall-0.1.db}, for {@code upgrade/company.json}: the flow {@code night} was killed
 * while its invitation was under way; {@code duty}, {@code board} and {@code people} completed; {@code board} ran again and
 * saw its promotions. The sandbox here starts anew, so Rollcall would invite and promote everyone if it did not find this.
 */
@Tag("slow")
class UpgradeTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path PAGE =
            Path.of(System.getProperty("basedir", "."), "..", "docs", "administrators", "install.md");
    private static final String MEETING = "board-meeting";

    @TempDir
    Path root;

    private Sandbox sandbox;
    private Path program;
    private Path service;

    private static String resource(String name) throws IOException {
        return new String(bytes(name), StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String name) throws IOException {
        try (InputStream file = Objects.requireNonNull(UpgradeTest.class.getResourceAsStream("upgrade/" + name))) {
            return file.readAllBytes();
        }
    }

    @BeforeEach
    void install() throws Exception {
        sandbox = Sandbox.start(Company.parse(resource("company.json")), 0);
        program = DistTools.unpack(Files.createDirectory(root.resolve("opt"))).resolve("bin/rollcall");
        service = Files.createDirectory(root.resolve("service"));
        String vendors = sandbox.properties()
                .lines()
                .filter(line -> !line.startsWith("rollcall.flow."))
                .collect(Collectors.joining("\n", "", "\n"));
        Files.writeString(service.resolve("rollcall.properties"), vendors + resource("flows.properties"));
        Path store = Files.createDirectory(service.resolve("rollcall-data")).resolve("rollcall.db");
        Files.write(store, bytes("rollcall-0.1.db"));
        moveToNow(store);
    }

    @AfterEach
    void close() {
        sandbox.close();
    }

    // Rollcall deletes old rows, and counts calls by month
    private static void moveToNow(Path store) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + store);
                Statement sql = connection.createStatement()) {
            long anHourAgo = Instant.now().minus(Duration.ofHours(1)).toEpochMilli();
            sql.executeUpdate("UPDATE rollcall_invitation SET touched_at = " + anHourAgo);
            sql.executeUpdate("UPDATE rollcall_promotion SET touched_at = " + anHourAgo);
            sql.executeUpdate("UPDATE rollcall_account SET learned_at = " + anHourAgo);
            sql.executeUpdate("UPDATE rollcall_audit SET intended_at = " + anHourAgo);
            sql.executeUpdate("UPDATE rollcall_audit_result SET settled_at = " + anHourAgo);
            sql.executeUpdate("UPDATE rollcall_upkeep SET expired_at = " + anHourAgo);
            try (PreparedStatement month = connection.prepareStatement(
                    "INSERT INTO rollcall_calls SELECT application, ?, used FROM rollcall_calls WHERE month = '2026-11'"
                            + " ON CONFLICT DO NOTHING")) {
                for (String each : monthsOfThisTest()) {
                    month.setString(1, each);
                    month.executeUpdate();
                }
            }
        }
    }

    // the test may run while a month ends
    private static Set<String> monthsOfThisTest() {
        Set<String> months = new LinkedHashSet<>();
        for (ZoneId zone : List.of(ZoneOffset.UTC, ZoneId.of("Asia/Shanghai"), ZoneId.systemDefault())) {
            for (Duration later : List.of(Duration.ZERO, Duration.ofHours(1))) {
                months.add(
                        YearMonth.from(Instant.now().plus(later).atZone(zone)).toString());
            }
        }
        return months;
    }

    private DistTools.Result rollcall(String... arguments) {
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(List.of(arguments));
        return DistTools.run(service, command.toArray(String[]::new));
    }

    private JsonNode once(String flow, String... more) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("once", flow, "--output", "json"));
        arguments.addAll(List.of(more));
        return JSON.readTree(rollcall(arguments.toArray(String[]::new)).out());
    }

    /** The reports of the scheduled flows, by flow, each of which runs once at the start of the service. */
    private Map<String, JsonNode> serviceReports() throws Exception {
        ProcessBuilder builder = new ProcessBuilder(
                        program.toString(), "run", "board", "duty", "night", "people", "--output", "json")
                .directory(service.toFile())
                .redirectError(root.resolve("service.log").toFile());
        builder.environment().remove("ROLLCALL_DIST_TOOLS");
        Process running = builder.start();
        Map<String, JsonNode> reports = new TreeMap<>();
        try (BufferedReader lines = running.inputReader(StandardCharsets.UTF_8)) {
            for (int i = 0; i < 4; i++) {
                JsonNode report = JSON.readTree(Objects.requireNonNull(
                        lines.readLine(), () -> "the service ended; see " + root.resolve("service.log")));
                reports.put(report.get("flow").asText(), report);
            }
            running.destroy();
            assertThat(running.waitFor(1, TimeUnit.MINUTES)).isTrue();
            assertThat(running.exitValue()).isZero();
        } finally {
            running.descendants().forEach(ProcessHandle::destroyForcibly);
            running.destroyForcibly();
        }
        return reports;
    }

    /** The arguments of the page's command that begins with these words, with the path of this test. */
    private static String[] fromThePage(String command, Path backup) throws IOException {
        String line = Files.readAllLines(PAGE).stream()
                .filter(each -> each.matches("( {4,}|\\S*[$#] )?(\\S+ )*" + command + " \\S+"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(PAGE + " has no line with " + command + " PATH"));
        String[] words = line.substring(line.indexOf(command)).split(" ");
        words[words.length - 1] = backup.toString();
        return words;
    }

    @Test
    @Timeout(value = 10, unit = TimeUnit.MINUTES)
    void upgradeFrom0_1_findsEveryClaim_andABackupKeepsThem() throws Exception {
        Map<String, JsonNode> reports = serviceReports();

        assertThat(reports.get("duty").get("changes")).isEmpty();
        assertThat(reasons(reports.get("duty"))).containsOnly("already-invited").hasSize(2);
        assertThat(reports.get("night").get("changes")).isEmpty();
        assertThat(reasons(reports.get("night"))).containsExactly("outcome-unknown");
        assertThat(reports.get("board").get("changes")).isEmpty();
        assertThat(reasons(reports.get("board"))).contains("demoted-by-hand");
        assertThat(reports.get("people").get("outcome").asText()).isEqualTo("complete");
        // without the learned ids there are 3
        assertThat(reports.get("people").get("calls").get("huawei.user-details").asInt())
                .isEqualTo(2);
        assertOf0_1IsInTheAudit();
        assertThat(sandbox.invitations(MEETING, "+8613800138000")).isZero();
        assertThat(sandbox.invitations(MEETING, "+8613900139000")).isZero();

        // 0.1 spent 15 metered calls
        int used = 15
                + reports.values().stream()
                        .mapToInt(report -> report.get("meteredCalls").asInt())
                        .sum();
        JsonNode exhausted = once("board", "--set", "rollcall.dingtalk.monthly-calls=" + used);
        assertThat(exhausted.get("outcome").asText()).isEqualTo("failed");
        assertThat(exhausted.get("meteredCalls").asInt()).isZero();
        assertThat(exhausted.get("problems").toString()).contains("and 0 are left this month");

        assertThat(sandbox.invitations(MEETING, "+8613700137000")).isZero();
        Path backup = root.resolve("backup.db");
        rollcall(fromThePage("store backup", backup)).succeeded();
        assertThat(once("later").get("changes")).hasSize(1);
        DistTools.Result restored =
                rollcall(fromThePage("store restore", backup)).succeeded();

        assertThat(restored.out()).contains("rollcall.db.before-restore", "phone +8613700137000");
        for (String flow : List.of("later", "duty", "night", "board")) {
            assertThat(once(flow).get("changes")).as(flow).isEmpty();
        }
        assertThat(sandbox.invitations(MEETING, "+8613700137000")).isEqualTo(1);
        assertThat(sandbox.invitations(MEETING, "+8613800138000")).isZero();
        assertOf0_1IsInTheAudit();
    }

    private void assertOf0_1IsInTheAudit() throws IOException {
        List<String> entries = new ArrayList<>();
        for (String line :
                rollcall("audit", "--output", "json").succeeded().out().lines().toList()) {
            JsonNode entry = JSON.readTree(line);
            entries.add(entry.get("flow").asText() + " "
                    + entry.path("user").asText(entry.path("phone").asText()) + " "
                    + entry.get("outcome").asText());
        }
        assertThat(entries)
                .startsWith(
                        "night +8613900139000 unknown",
                        "duty UN-duty done",
                        "duty +8613800138000 done",
                        "board UN-lisi done",
                        "board UN-john done");
    }

    private static List<String> reasons(JsonNode report) {
        List<String> reasons = new ArrayList<>();
        report.get("unchanged")
                .forEach(person -> reasons.add(person.get("reason").asText()));
        return reasons;
    }
}
