package io.rollcall.dist;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.dist.InstallPage.Step;
import io.rollcall.dist.InstallPage.Typed;
import io.rollcall.dist.InstallPage.Written;
import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.Sandbox;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Every line of the installation page does what the page says, typed in its order on a fresh machine. Only the addresses of
 * the vendors and of the database are the test's own.
 */
@Tag("slow")
class InstallPageTest {
    private static final Path ENGLISH = Path.of("../docs/administrators/install.md");
    private static final Path CHINESE = Path.of("../docs/zh-CN/install.md");
    private static final Path SHOWN = Path.of("../app/src/test/resources/io/rollcall/app/docs");
    private static final Duration PATIENCE = Duration.ofMinutes(2);

    @TempDir
    Path scratch;

    @Test
    void chinesePage_saysTheSame() throws IOException {
        assertThat(InstallPage.steps(CHINESE))
                .usingRecursiveFieldByFieldElementComparatorIgnoringFields("line")
                .isEqualTo(InstallPage.steps(ENGLISH));
    }

    @Test
    void debianPackage_installsRunsUpgradesAndGoes() throws Exception {
        walk("package", DistTools.debianPackage());
    }

    @Test
    void archive_installsRunsUpgradesAndGoes() throws Exception {
        walk("archive", DistTools.archive());
    }

    private void walk(String kind, Path distribution) throws Exception {
        Files.copy(distribution, scratch.resolve(distribution.getFileName()));
        String sum = distribution.getFileName() + ".sha256";
        Files.copy(distribution.resolveSibling(sum), scratch.resolve(sum));
        try (Sandbox sandbox = Sandbox.start(Company.read(SHOWN.resolve("company.json")), 0);
                EmbeddedPostgres postgres = EmbeddedPostgres.builder()
                        .setServerConfig("fsync", "off")
                        .start();
                FreshMachine machine = FreshMachine.boot(scratch, vendors(sandbox))) {
            database(postgres);
            inputs();
            int typed = 0;
            for (Step step : InstallPage.steps(ENGLISH)) {
                if (step instanceof Written written) {
                    write(machine, written, postgres);
                } else if (step instanceof Typed lines && lines.machines().contains(kind)) {
                    for (String command : lines.commands()) {
                        type(machine, lines.line(), command, postgres);
                        typed++;
                    }
                }
            }
            assertThat(typed).isGreaterThan(30);
        }
    }

    private static Map<String, String> vendors(Sandbox sandbox) {
        return Map.of(
                "ROLLCALL_DINGTALK_API_URL", sandbox.url(),
                "ROLLCALL_DINGTALK_OAPI_URL", sandbox.url(),
                "ROLLCALL_HUAWEI_URL", sandbox.url(),
                // the page's schedule waits for its hours
                "ROLLCALL_FLOW_BOARD_AT_START", "true");
    }

    private static void database(EmbeddedPostgres postgres) throws Exception {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE ROLE rollcall LOGIN PASSWORD 'planted-database-password-5e1d'");
            statement.execute("CREATE DATABASE rollcall OWNER rollcall");
        }
    }

    /** What the reader types where a command waits for it: in input/, named as the file that the command writes. */
    private void inputs() throws IOException {
        Path inputs = Files.createDirectory(scratch.resolve("input"));
        Files.writeString(inputs.resolve("dingtalk"), "planted-dingtalk-secret-7f3a\n");
        Files.writeString(inputs.resolve("huawei"), "planted-huawei-key-91bc\n");
        Files.writeString(inputs.resolve("database"), "planted-database-password-5e1d\n");
        Files.copy(SHOWN.resolve("board.txt"), inputs.resolve("board.txt"));
        Files.writeString(inputs.resolve("yes"), "y\n");
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        String[] store = {"-keystore", "ca.p12", "-storepass", "changeit", "-alias", "ca"};
        DistTools.run(
                        scratch,
                        command(keytool, "-genkeypair", store, "-keyalg", "EC", "-dname", "CN=Company", "-ext", "bc:c"))
                .succeeded();
        DistTools.run(scratch, command(keytool, "-exportcert", store, "-rfc", "-file", "company-ca.crt"))
                .succeeded();
    }

    private static String[] command(Path program, String verb, String[] store, String... more) {
        return Stream.of(new String[] {program.toString(), verb}, store, more)
                .flatMap(Arrays::stream)
                .toArray(String[]::new);
    }

    private void write(FreshMachine machine, Written written, EmbeddedPostgres postgres) throws IOException {
        Files.writeString(scratch.resolve("written"), adapted(written.text(), postgres));
        machine.run("mkdir -p \"$(dirname " + written.file() + ")\" && cat written >> " + written.file())
                .succeeded();
    }

    private void type(FreshMachine machine, int line, String command, EmbeddedPostgres postgres) {
        String input = "/dev/null";
        if (command.contains("/dev/stdin")) {
            input = FreshMachine.FOLDER + "/input/" + command.replaceAll(".*/", "");
        } else if (command.startsWith("apt ")) {
            input = FreshMachine.FOLDER + "/input/yes";
        }
        boolean upgrades = command.startsWith("apt install ")
                && machine.run("command -v rollcall").code() == 0;
        String before = upgrades ? machine.service("InvocationID") : "";
        if (upgrades) {
            newerPackage(machine);
        }
        DistTools.Result result = machine.run(adapted(command, postgres), input);
        assertThat(result.code())
                .as("line %d: %s: %s%s; journal: %s", line, command, result.out(), result.err(), journal(machine))
                .isZero();
        assertThat(result.out() + result.err()).doesNotContain("planted-");
        if (upgrades) {
            assertThat(machine.run("dpkg-query --show rollcall").out()).endsWith("+newer\n");
            assertThat(machine.service("ActiveState")).isEqualTo("active");
            assertThat(machine.service("InvocationID")).isNotEqualTo(before);
        } else if (command.equals("apt purge rollcall")) {
            assertThat(result.out() + result.err()).contains("/var/lib/rollcall stays");
        }
        if (command.matches("systemctl (enable --now|restart|start) rollcall")) {
            Awaitility.await(command).atMost(PATIENCE).until(() -> reports(machine)
                    .contains("complete"));
        }
    }

    /** The same package with a higher version, in the place of the first one. */
    private static void newerPackage(FreshMachine machine) {
        for (String command : List.of(
                "dpkg-deb --raw-extract rollcall_*_all.deb newer",
                "sed -i 's/^Version: .*/&+newer/' newer/DEBIAN/control",
                "rm rollcall_*_all.deb",
                "dpkg-deb -Zgzip -z1 --build newer rollcall_newer_all.deb",
                "rm -r newer")) {
            machine.run(command).succeeded();
        }
    }

    private static String adapted(String text, EmbeddedPostgres postgres) {
        return text.replace("db.example.com", "127.0.0.1:" + postgres.getPort());
    }

    private static String journal(FreshMachine machine) {
        return machine.run("journalctl -u rollcall -o cat --no-pager").out();
    }

    /** The outcomes of the runs since the service was started last. */
    private static List<String> reports(FreshMachine machine) {
        return machine.run("journalctl -o cat --no-pager _SYSTEMD_INVOCATION_ID=" + machine.service("InvocationID"))
                .out()
                .lines()
                .filter(line -> line.startsWith("{\"") && line.contains("\"flow\":\"board\""))
                .map(line -> line.replaceAll(".*\"outcome\":\"([a-z]+)\".*", "$1"))
                .toList();
    }
}
