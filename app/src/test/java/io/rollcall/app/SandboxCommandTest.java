package io.rollcall.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.app.Program.Ended;
import io.rollcall.app.Program.Running;
import java.io.IOException;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The sandbox as a process of its own, in one terminal, and Rollcall in another. */
@Tag("slow")
class SandboxCommandTest {
    @TempDir
    Path root;

    private Program program;

    @BeforeEach
    void program() throws IOException {
        program = Program.below(root);
    }

    private static void awaitListening(Running sandbox) {
        Awaitility.await().atMost(Duration.ofSeconds(90)).until(() -> sandbox.err()
                .contains("The sandbox listens on"));
    }

    @Test
    void sandbox_whenItPlaysItsOwnCompany_printsPropertiesThatOnceCanUse() throws Exception {
        try (Running sandbox = program.start("sandbox")) {
            awaitListening(sandbox);
            Properties properties = new Properties();
            properties.load(new StringReader(sandbox.out()));
            assertThat(properties.stringPropertyNames())
                    .contains(
                            "rollcall.dingtalk.client-id",
                            "rollcall.dingtalk.api-url",
                            "rollcall.huawei.url",
                            "rollcall.flow.board.type",
                            "rollcall.flow.duty.type",
                            "rollcall.flow.people.type");
            Files.writeString(program.folder().resolve("rollcall.properties"), sandbox.out());
            Ended once = program.inThisJvm("once", "board", "duty", "people");
            assertThat(once.code()).as(once.out() + once.err()).isZero();
            assertThat(program.folder().resolve("people.ndjson")).isNotEmptyFile();
            sandbox.terminate();
            assertThat(sandbox.stopped().code()).isZero();
        }
    }

    @Test
    void sandbox_whenItIsStopped_tellsHowOftenEachFaultFired() throws Exception {
        String company = Rehearsal.company(tree -> {
            ObjectNode fault = tree.putArray("faults").addObject();
            fault.put("call", "dingtalk.ongoing-meetings").put("at", "1").put("then", "server-error");
            fault.putObject("where").put("unionId", "UN-lisi");
            ((ObjectNode) tree.get("dingtalk")).put("clientSecret", "another-secret");
            ((ObjectNode) tree.get("huawei")).put("appKey", "another-key");
        });
        Files.writeString(program.folder().resolve("company.json"), company);
        try (Running sandbox = program.start("sandbox", "--company", "company.json")) {
            awaitListening(sandbox);
            Files.writeString(program.folder().resolve("rollcall.properties"), sandbox.out());
            assertThat(program.inThisJvm("plan", "board").code()).isZero();
            sandbox.terminate();
            Ended ended = sandbox.stopped();
            assertThat(ended.code()).isZero();
            assertThat(ended.err())
                    .contains("fault dingtalk.ongoing-meetings -> server-error, where unionId is UN-lisi:"
                            + " fired once, matched 2 times");
            assertThat(ended.out()).doesNotContain("fault");
        }
    }

    @Test
    void sandbox_whenTheCompanyIsBroken_namesEveryProblem() throws Exception {
        Files.writeString(
                program.folder().resolve("company.json"),
                "{\"nmae\": 1, \"people\": [{\"userId\": \"x\"}], \"dingtalk\": {\"answers\": \"loud\"}}");
        Ended ended = program.inThisJvm("sandbox", "--company", "company.json");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.out()).isEmpty();
        assertThat(ended.err())
                .contains("The company company.json is invalid:", "nmae", "people[0].unionId", "dingtalk.answers");
    }

    @Test
    void sandbox_whenThePortIsTaken_saysSo() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            Ended ended = program.inThisJvm("sandbox", "--port", Integer.toString(taken.getLocalPort()));
            assertThat(ended.code()).isEqualTo(2);
            assertThat(ended.out()).isEmpty();
            assertThat(ended.err())
                    .isEqualTo("Port " + taken.getLocalPort()
                            + " is in use. Choose another one with --port, or omit --port to use a free one.\n");
        }
    }

    @Test
    void libraries_whichTheSandboxIsPlayedWith_holdNoJUnit() throws IOException {
        try (Stream<Path> libraries = Files.list(
                Path.of(System.getProperty("basedir", "")).toAbsolutePath().resolve("target/lib"))) {
            assertThat(libraries)
                    .isNotEmpty()
                    .noneMatch(library -> library.getFileName().toString().matches("(junit|opentest4j|apiguardian).*"));
        }
    }
}
