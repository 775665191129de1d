package io.rollcall.camel.internal.flow;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.rollcall.camel.RollcallTestSupport;
import io.rollcall.report.FlowReport;
import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.Match;
import io.rollcall.sandbox.script.Preset;
import io.rollcall.sandbox.script.VendorApi;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class RosterFlowTest extends RollcallTestSupport {
    private static final String[] FAST = {
        "rollcall.dingtalk.calls-per-second=0", "rollcall.huawei.calls-per-minute=0", "rollcall.flow.people.type=roster"
    };
    private static final String NO_SUCH_DEPARTMENT =
            "{\"errcode\":88,\"sub_code\":\"60003\",\"sub_msg\":\"m\",\"errmsg\":\"m\",\"request_id\":\"R\"}";

    private Path target() {
        return folder.resolve("roster.ndjson");
    }

    private void roster(String output, String... more) throws Exception {
        List<String> properties = new ArrayList<>(List.of(FAST));
        properties.add("rollcall.flow.people.output=" + output);
        properties.addAll(List.of(more));
        start(properties.toArray(String[]::new));
    }

    private static List<JsonNode> records(Path file) throws IOException {
        List<JsonNode> records = new ArrayList<>();
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            records.add(JsonMapper.builder().build().readTree(line));
        }
        return records;
    }

    private static List<String> users(Path file) throws IOException {
        return records(file).stream()
                .map(one -> one.path("userId").textValue() + " "
                        + one.path("lookup").textValue())
                .toList();
    }

    private List<String> files() throws IOException {
        try (var list = Files.list(folder)) {
            return list.map(path -> path.getFileName().toString())
                    .filter(name -> !name.equals("data"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void roster_whenEverythingAnswers_holdsEverybodyOnceInTheWalksOrder() throws Exception {
        play(Company.builtIn().withoutLimits());
        roster("roster.ndjson");

        FlowReport report = once("people");

        assertThat(outcome(report)).isEqualTo("complete");
        assertThat(report.result().roster().written()).isEqualTo("roster.ndjson");
        assertThat(users(target()))
                .containsExactly(
                        "zhangsan found",
                        "lisi found",
                        "john found",
                        "wangwu unchanged",
                        "zhaoliu not-found",
                        "emma forbidden",
                        "duty found",
                        "mary found",
                        "liam found");
        assertThat(files()).containsExactly("roster.ndjson");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(target())))
                .isEqualTo("rw-------");
    }

    @Test
    void roster_whenRunTwiceOverAnUnchangedCompany_isTheSameBytes() throws Exception {
        play(Company.generated(700, 12).withoutLimits());
        roster("roster.ndjson");

        once("people");
        byte[] first = Files.readAllBytes(target());
        once("people");

        assertThat(first.length).isGreaterThan(100_000);
        assertThat(Files.readAllBytes(target())).isEqualTo(first);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'dingtalk':{'answers':'as-printed'}",
                "'dingtalk':{'appType':'third-party'}",
                "'huawei':{'mode':'service-provider'}"
            })
    void roster_whenVendorsAnswerInTheirOtherWays_isTheSame(String way) throws Exception {
        play("{" + way + ",'generate':{'people':250,'departments':4}}");
        roster("roster.ndjson", "rollcall.huawei.calls-per-second=0");

        FlowReport report = once("people");

        assertThat(outcome(report)).isEqualTo("complete");
        assertThat(report.result().roster().people()).isEqualTo(250);
        assertThat(report.result().roster().lookup().found()).isEqualTo(250);
        assertThat(users(target())).doesNotHaveDuplicates().hasSize(250);
    }

    @Test
    void roster_whenCsv_isWrittenWithItsHeader() throws Exception {
        play(Company.builtIn().withoutLimits());
        roster("roster.csv");

        assertThat(outcome(once("people"))).isEqualTo("complete");

        String csv = Files.readString(folder.resolve("roster.csv"));
        assertThat(csv)
                .startsWith("\uFEFFuserId,unionId,name,departments,")
                .contains("\r\n\"zhangsan\"".replace("\"", ""));
        assertThat(csv.split("\r\n")).hasSize(10);
        assertThat(files()).containsExactly("roster.csv");
    }

    @Test
    void roster_whenADepartmentFails_isWrittenBesideTheTargetThatStaysAsItWas() throws Exception {
        play(Company.builtIn().withoutLimits());
        roster("roster.ndjson");
        once("people");
        byte[] complete = Files.readAllBytes(target());
        sandbox.script(Fault.on(VendorApi.DINGTALK_DEPARTMENT_USERS)
                .where(Match.DEPARTMENT, "3")
                .then(200, Map.of(), NO_SUCH_DEPARTMENT));

        FlowReport report = once("people");

        assertThat(outcome(report)).isEqualTo("incomplete");
        assertThat(problems(report)).hasSize(1).first().asString().startsWith("department 3: ");
        assertThat(report.result().roster().written()).isEqualTo("roster.incomplete.ndjson");
        assertThat(Files.readAllBytes(target())).isEqualTo(complete);
        assertThat(users(folder.resolve("roster.incomplete.ndjson")))
                .hasSize(6)
                .noneMatch(user -> user.startsWith("emma"));
        assertThat(files()).containsExactly("roster.incomplete.ndjson", "roster.ndjson");
    }

    @Test
    void roster_whenADepartmentIsHidden_isIncompleteAndNamesIt() throws Exception {
        play(
                "{'departments':[{'id':2},{'id':3,'hidden':true}],'people':[{'userId':'a','unionId':'A','departments':[2]}]}");
        roster("roster.ndjson");

        FlowReport report = once("people");

        assertThat(outcome(report)).isEqualTo("incomplete");
        assertThat(problems(report)).hasSize(1).first().asString().startsWith("department 3: ");
        assertThat(users(folder.resolve("roster.incomplete.ndjson"))).containsExactly("a found");
        assertThat(target()).doesNotExist();
    }

    @Test
    void roster_whenABatchFails_namesItsPeople() throws Exception {
        play("{'people':[{'userId':'a','unionId':'A'},{'userId':'b','unionId':'B'}]}");
        sandbox.script(Fault.on(VendorApi.HUAWEI_USER_DETAILS).then(Preset.PERMISSION));
        roster("roster.ndjson");

        FlowReport report = once("people");

        assertThat(outcome(report)).isEqualTo("incomplete");
        assertThat(problems(report)).hasSize(2).allMatch(problem -> problem.endsWith(": permission"));
        assertThat(users(folder.resolve("roster.incomplete.ndjson"))).containsExactly("a null", "b null");
    }

    @Test
    void learnedIds_whenEchoIsTheVendorsOwn_areAskedInBatchesInTheSecondRun() throws Exception {
        play("{'huawei':{'echo':'uuid','callsPerMinute':0},'generate':{'people':30,'departments':2}}");
        roster("roster.ndjson");

        FlowReport first = once("people");
        byte[] written = Files.readAllBytes(target());
        restart();
        FlowReport second = once("people");

        assertThat(first.result().roster().lookup().found()).isEqualTo(30);
        assertThat(calls(first)).containsEntry("huawei.user-details", 31L);
        assertThat(second.result().roster().lookup().found()).isEqualTo(30);
        assertThat(calls(second)).containsEntry("huawei.user-details", 1L);
        assertThat(sandbox.requests().get(sandbox.requests().size() - 1).query())
                .contains("USER_ID");
        assertThat(Files.readAllBytes(target())).isEqualTo(written);
    }

    @Test
    void plan_writesNoFileAndLearnsNothing() throws Exception {
        play("{'huawei':{'echo':'uuid','callsPerMinute':0},'generate':{'people':5,'departments':1}}");
        roster("roster.ndjson");

        FlowReport report = plan("people");

        assertThat(outcome(report)).isEqualTo("complete");
        assertThat(report.result().roster().written()).isNull();
        assertThat(files()).isEmpty();
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void output_whenItsFolderIsGone_failsWithOneProblemAndLeavesNothing() throws Exception {
        play(Company.builtIn().withoutLimits());
        Files.createDirectory(folder.resolve("out"));
        roster("out/roster.ndjson");
        Files.delete(folder.resolve("out"));

        FlowReport report = once("people");

        assertThat(outcome(report)).isEqualTo("failed");
        assertThat(problems(report)).containsExactly("output: no-answer");
        assertThat(report.result().problems().get(0).message())
                .contains("NoSuchFileException")
                .contains("check the folder");
        assertThat(report.result().roster().written()).isNull();
    }

    @Test
    void roster_whenTokenIsRefused_failsAndLeavesTheTarget() throws Exception {
        play(Company.builtIn().withoutLimits());
        Files.writeString(target(), "from before\n");
        sandbox.script(Fault.on(VendorApi.DINGTALK_TOKEN).then(Preset.CREDENTIALS_REJECTED));
        roster("roster.ndjson");

        FlowReport report = once("people");

        assertThat(outcome(report)).isEqualTo("failed");
        assertThat(problems(report)).containsExactly("department 1: token");
        assertThat(Files.readString(target())).isEqualTo("from before\n");
        assertThat(files()).containsExactly("roster.ndjson");
    }
}
