package io.rollcall.app;

import static io.rollcall.app.Rehearsal.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.app.Program.Ended;
import io.rollcall.app.Program.Running;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where values may come from, and which of them counts. */
@Tag("slow")
class SourcesTest {
    @TempDir
    Path root;

    private static List<String> promoted(Ended ended) throws Exception {
        assertThat(ended.code()).as(ended.err()).isZero();
        return json(ended.out()).get(0).get("changes").findValuesAsText("user");
    }

    private static void vendorsOnly(Rehearsal rehearsal) throws Exception {
        rehearsal.write("rollcall.properties", rehearsal.vendors());
    }

    @Test
    void plan_whenAKeyHasSeveralSources_assignmentOverEnvironmentOverLaterFileOverEarlier() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            rehearsal.write("later.properties", "rollcall.flow.board.users=UN-john\n");
            String[] both = {
                "plan", "board", "--output", "json", "--config", "rollcall.properties", "--config", "later.properties"
            };
            assertThat(promoted(rehearsal.inThisJvm(both))).containsExactly("UN-john");
            Program environment = rehearsal.program.with("ROLLCALL_FLOW_BOARD_USERS", "UN-lisi");
            assertThat(promoted(environment.run(both))).containsExactly("UN-lisi");
            assertThat(promoted(environment.inThisJvm(
                            "plan", "board", "--output", "json", "--set", "rollcall.flow.board.users=UN-lisi,UN-john")))
                    .containsExactly("UN-lisi", "UN-john");
        }
    }

    @Test
    void plan_whenVariablesAreTheLaunchersOrKubernetes_ignoresThem() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            Ended ended = rehearsal
                    .program
                    .with("ROLLCALL_HOME", "/opt/rollcall")
                    .with("ROLLCALL_SERVICE_HOST", "10.0.0.1")
                    .with("ROLLCALL_PORT_8080_TCP", "tcp://10.0.0.1:8080")
                    .inThisJvm("plan", "board", "--output", "json");
            assertThat(promoted(ended)).containsExactly("UN-lisi", "UN-john");
        }
    }

    @Test
    void once_whenAVariableNamesNoKey_doesNothingAndSaysTheNearest() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            Ended ended =
                    rehearsal.program.with("ROLLCALL_FLOW_BOARD_DRYRUN", "true").inThisJvm("once", "board");
            assertThat(ended.code()).isEqualTo(2);
            assertThat(ended.err())
                    .contains("environment variable ROLLCALL_FLOW_BOARD_DRYRUN: names no key; did you mean"
                            + " ROLLCALL_FLOW_BOARD_DRY_RUN (rollcall.flow.board.dry-run)?");
            assertThat(ended.out()).isEmpty();
        }
    }

    @Test
    void plan_whenVariablesAloneDefineAFlow_plansIt() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            Ended ended = rehearsal
                    .program
                    .with("ROLLCALL_FLOW_NIGHT_TYPE", "cohost")
                    .with("ROLLCALL_FLOW_NIGHT_USERS", "UN-lisi")
                    .inThisJvm("plan", "night", "--output", "json");
            assertThat(promoted(ended)).containsExactly("UN-lisi");
        }
    }

    @Test
    void once_whenSecretsComeFromTheEnvironmentAndAFile_usesThemWithoutTheLineEnd() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            String kept = rehearsal
                    .read("rollcall.properties")
                    .lines()
                    .filter(line -> !line.contains("secret") && !line.contains("app-key"))
                    .reduce("", (text, line) -> text + line + "\n");
            // beside the configuration, not beside the working folder
            rehearsal.write(
                    "conf/rollcall.properties", kept + "rollcall.dingtalk.client-secret-file=secrets/dingtalk\n");
            rehearsal.write("conf/secrets/dingtalk", "planted-dingtalk-secret-7f3a\r\n");
            Ended ended = rehearsal
                    .program
                    .with("ROLLCALL_HUAWEI_APP_KEY", "planted-huawei-key-91bc")
                    .inThisJvm("once", "people", "--config", "conf/rollcall.properties");
            assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
            // the output too lies beside the file that named it
            assertThat(rehearsal.read("conf/people.ndjson").lines()).hasSize(8);
        }
    }

    @Test
    void run_whenTheSecretInItsFileChanges_usesTheNewOneAtTheNextToken() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            vendorsOnly(rehearsal);
            rehearsal.write(
                    "rollcall.properties",
                    rehearsal.vendors().replaceFirst("client-secret=.*", "client-secret-file=secret")
                            + "rollcall.flow.board.type=cohost\nrollcall.flow.board.users=UN-lisi\n"
                            + "rollcall.flow.board.schedule=1s\n");
            rehearsal.write("secret", "wrong-secret\n");
            try (Running running = rehearsal.program.start("run", "--output", "json")) {
                Awaitility.await().atMost(Duration.ofSeconds(90)).until(() -> running.out()
                        .contains("\"outcome\":\"failed\""));
                rehearsal.write("secret", "planted-dingtalk-secret-7f3a\n");
                Awaitility.await()
                        .atMost(Duration.ofSeconds(90))
                        .until(() -> rehearsal.sandbox.isCoHost("board-meeting", "UN-lisi"));
            }
        }
    }

    @Test
    void once_whenTheFileStartsWithAByteOrderMark_readsItAllTheSame() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            String text = rehearsal.read("rollcall.properties");
            // a known key first, as the mark would make it an unknown one
            rehearsal.write("rollcall.properties", "\uFEFF" + text.replaceFirst("#.*\n", ""));
            assertThat(promoted(rehearsal.inThisJvm("plan", "board", "--output", "json")))
                    .containsExactly("UN-lisi", "UN-john");
        }
    }

    @Test
    void once_whenListsLieInFiles_readsThemBesideTheConfiguration() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            rehearsal.write("conf/board.txt", "# the board\nUN-lisi\n\nUN-john # acting\n");
            rehearsal.write("conf/duty.csv", "unionId,phone,nick\nUN-duty,,\"Officer, on duty\"\n");
            rehearsal.write(
                    "conf/lists.properties",
                    rehearsal.vendors()
                            + """
                            rollcall.flow.board.type=cohost
                            rollcall.flow.board.users-file=board.txt
                            rollcall.flow.duty.type=invite
                            rollcall.flow.duty.meetings-of=UN-zhangsan
                            rollcall.flow.duty.invitees-file=duty.csv
                            """);
            Ended ended = rehearsal.inThisJvm(
                    "once", "board", "duty", "--output", "json", "--config", "conf/lists.properties");
            assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
            assertThat(json(ended.out()).get(0).get("changes").findValuesAsText("user"))
                    .containsExactly("UN-lisi", "UN-john");
            assertThat(rehearsal.sandbox.invitations("board-meeting", "UN-duty"))
                    .isEqualTo(1);
        }
    }

    @Test
    void once_whenFoldersAndFilesAreChinese_worksAndKeepsTheNames() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            rehearsal.write(
                    "company.properties", rehearsal.read("rollcall.properties").replace("people.ndjson", "名册.ndjson"));
            Ended ended = rehearsal
                    .program
                    .with("LC_ALL", "C.UTF-8")
                    .shell(
                            "mkdir 公司 && mv company.properties 公司/配置.properties\n"
                                    + "$ROLLCALL once people --config 公司/配置.properties --output json && test -s 公司/名册.ndjson\n");
            assertThat(ended.code()).as(ended.out() + ended.err()).isZero();
            JsonNode report = json(ended.out()).get(0);
            assertThat(report.get("written").asText()).isEqualTo("名册.ndjson");
        }
    }

    @Test
    void anyCommand_whenTheLocaleCannotCarryWhatIsWritten_saysSoInOneSentence() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(root)) {
            String plan = "$ROLLCALL plan board";
            for (String script : List.of(
                    plan + " --set rollcall.flow.board.users=UN-\u5f20",
                    "ROLLCALL_FLOW_BOARD_USERS=UN-\u5f20 " + plan,
                    plan + " --config \u516c\u53f8/rollcall.properties",
                    "mkdir \u516c\u53f8; cp rollcall.properties \u516c\u53f8; cd \u516c\u53f8; " + plan)) {
                Ended ended = rehearsal.program.shell("export LC_ALL=POSIX LANG=POSIX\n" + script + "\n");
                assertThat(ended.code()).as(script).isEqualTo(2);
                assertThat(ended.err())
                        .as(script)
                        .contains("cannot represent", "LANG=C.UTF-8")
                        .doesNotContain("Exception");
                assertThat(ended.out()).isEmpty();
            }
        }
    }

    @Test
    void anyCommand_whenTheLocaleIsC_stillPrintsUtf8() throws Exception {
        try (Rehearsal rehearsal = Rehearsal.below(
                root, company -> ((ObjectNode) company.get("meetings").get(0)).put("id", "董事会"))) {
            Program poor = rehearsal.program.with("LC_ALL", "C").with("LANG", "C");
            Ended done = poor.run("once", "board");
            assertThat(done.code()).as(done.err()).isZero();
            assertThat(done.out()).contains("Meeting 董事会");
            rehearsal.and("rollcall.董事会=1");
            Ended wrong = poor.run("once", "board");
            assertThat(wrong.code()).isEqualTo(2);
            assertThat(wrong.err()).contains("rollcall.董事会 is unknown");
        }
    }
}
