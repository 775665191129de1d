package io.rollcall.camel.internal.flow;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.camel.RollcallTestSupport;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Problem;
import io.rollcall.sandbox.Company;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.Match;
import io.rollcall.sandbox.script.VendorApi;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Answers that are odd in a row, or never end: each costs what it is about, and nothing else. */
@Tag("slow")
class OddAnswersTest extends RollcallTestSupport {
    private static final String[] FLOWS = {
        "rollcall.dingtalk.calls-per-second=0",
        "rollcall.huawei.calls-per-minute=0",
        "rollcall.flow.board.type=cohost",
        "rollcall.flow.board.users=UN-lisi,UN-john",
        "rollcall.flow.board.look=organization",
        "rollcall.flow.duty.type=invite",
        "rollcall.flow.duty.meetings-of=UN-lisi",
        "rollcall.flow.duty.phones=+8613800138000:Duty",
        "rollcall.flow.people.type=roster",
        "rollcall.flow.people.output=roster.ndjson"
    };

    private void begin(Fault fault) throws Exception {
        play(Company.builtIn().withoutLimits());
        sandbox.script(fault);
        start(FLOWS);
    }

    private static Fault at(VendorApi api, String body) {
        return Fault.on(api).at("1").then(200, Map.of(), body);
    }

    @Test
    void meetingWithoutId_costsThatMeeting_andTheOthersAreServed() throws Exception {
        begin(at(
                VendorApi.DINGTALK_ORG_MEETINGS,
                "{\"onGoingConfList\":[{\"conferenceId\":\"board-meeting\",\"status\":2},{\"title\":\"no id\"}],"
                        + "\"hasMore\":false,\"totalCount\":2}"));

        FlowReport report = once("board");

        assertThat(changes(report))
                .containsExactly("promote board-meeting UN-lisi done", "promote board-meeting UN-john done");
        assertThat(problems(report)).containsExactly("flow board: unreadable");
        assertThat(report.result().problems().get(0).message()).contains("row 2 whose conferenceId is missing");
        assertThat(outcome(report)).isEqualTo("incomplete");
    }

    @Test
    void oddMembers_costTheirRows() throws Exception {
        // the meetings are read at the same time: in another one the vendor does not know this person
        begin(at(
                        VendorApi.DINGTALK_MEMBERS,
                        "{\"memberModels\":[null,\"x\",{\"unionId\":\"UN-john\",\"attendStatus\":3},{\"unionId\":[]}]}")
                .where(Match.MEETING, "board-meeting"));

        FlowReport report = once("board");

        assertThat(changes(report)).contains("promote board-meeting UN-john done");
        assertThat(problems(report)).hasSize(3).allMatch(problem -> problem.endsWith(": unreadable"));
        assertThat(outcome(report)).isEqualTo("incomplete");
    }

    @Test
    void emptyPageThatPromisesMore_endsThatListAfterOnePage_andOtherMeetingsAreServed() throws Exception {
        begin(Fault.on(VendorApi.DINGTALK_MEMBERS)
                .at("1")
                .then(200, Map.of(), "{\"memberModels\":[],\"totalCount\":1,\"nextToken\":\"17\"}"));

        FlowReport report = once("board");

        assertThat(problems(report))
                .hasSize(1)
                .first()
                .asString()
                .startsWith("meeting ")
                .endsWith(": unreadable");
        assertThat(outcome(report)).isEqualTo("incomplete");
        String struck = report.result().problems().get(0).subject().substring("meeting ".length());
        assertThat(sandbox.requests().stream().filter(request -> request.path().endsWith(struck + "/members")))
                .hasSize(1);
        assertThat(sandbox.calls(VendorApi.DINGTALK_MEMBERS)).isGreaterThan(1);
    }

    @Test
    void samePersonOnEveryPage_endsTheListAfterTheSecondPage() throws Exception {
        play(Company.builtIn().withoutLimits());
        sandbox.script(
                Fault.on(VendorApi.DINGTALK_MEMBERS).where(Match.PAGE, "1").then(200, Map.of(), page(2)));
        sandbox.script(Fault.on(VendorApi.DINGTALK_MEMBERS).then(200, Map.of(), page(1)));
        start(FLOWS);

        FlowReport report = once("duty");

        assertThat(problems(report))
                .containsExactly("meeting board-meeting: unreadable", "meeting release-meeting: unreadable");
        assertThat(report.result().problems())
                .allMatch(problem -> problem.message().contains("contains nothing new"));
        assertThat(sandbox.calls(VendorApi.DINGTALK_MEMBERS)).isEqualTo(4);
        assertThat(changes(report)).isEmpty();
    }

    private static String page(int number) {
        return "{\"memberModels\":[{\"unionId\":\"UN-lisi\",\"attendStatus\":3,\"duration\":" + number
                + "}],\"nextToken\":\"" + number + "\"}";
    }

    @Test
    void newPeopleOnEveryPage_costTheMeetingsShare_andOtherMeetingsAreServed() throws Exception {
        play("{'meetings':[{'id':'a1','members':[{'unionId':'UN-lisi'}]},{'id':'b2','members':[{'unionId':'UN-lisi'}]},"
                + "{'id':'c3','members':[{'unionId':'UN-lisi'}]}]}");
        for (String meeting : List.of("a1", "b2")) {
            Fault members = Fault.on(VendorApi.DINGTALK_MEMBERS).where(Match.MEETING, meeting);
            for (int number = 1; number <= 100; number++) {
                sandbox.script(
                        members.where(Match.PAGE, String.valueOf(number)).then(200, Map.of(), strangers(number + 1)));
            }
            sandbox.script(members.then(200, Map.of(), strangers(1)));
        }
        start(Stream.concat(
                        Stream.of(FLOWS),
                        Stream.of("rollcall.flow.board.max-calls=40", "rollcall.flow.duty.max-calls=40"))
                .toArray(String[]::new));

        FlowReport board = once("board");
        FlowReport duty = once("duty");

        assertThat(changes(board)).containsExactly("promote c3 UN-lisi done");
        assertThat(changes(duty)).containsExactly("invite c3 +8613800138000 done");
        for (FlowReport report : List.of(board, duty)) {
            assertThat(outcome(report)).isEqualTo("incomplete");
            assertThat(problems(report)).containsExactly("meeting a1: quota", "meeting b2: quota");
            assertThat(report.result().problems().get(0).message())
                    .contains("after 16 pages", "40 calls", "30 were", "rollcall.flow." + report.flow() + ".max-calls");
            assertThat(report.meteredCalls()).isEqualTo(35);
        }
    }

    private static String strangers(int number) {
        return "{\"memberModels\":[{\"unionId\":\"UN-stranger" + number + "\",\"attendStatus\":3}],\"nextToken\":\""
                + number + "\"}";
    }

    @Test
    void personWithoutId_costsThatPerson() throws Exception {
        begin(at(
                VendorApi.DINGTALK_DEPARTMENT_USERS,
                "{\"errcode\":0,\"errmsg\":\"ok\",\"request_id\":\"R7\",\"result\":{\"has_more\":false,\"list\":["
                        + "{\"userid\":\"a\",\"unionid\":\"UNa\",\"name\":\"A\",\"dept_id_list\":[1]},"
                        + "{\"name\":\"Private\",\"dept_id_list\":[1]}]}}"));

        FlowReport report = once("people");

        assertThat(outcome(report)).isEqualTo("incomplete");
        assertThat(problems(report)).containsExactly("department 1: unreadable");
        Problem problem = report.result().problems().get(0);
        assertThat(problem.message()).contains("row 2 whose userid is missing").doesNotContain("Private");
        assertThat(Files.readString(folder.resolve("roster.incomplete.ndjson"))).contains("\"userId\":\"a\"");
    }

    @Test
    void departmentWithNegativeId_isWalked() throws Exception {
        begin(at(
                VendorApi.DINGTALK_SUB_DEPARTMENTS,
                "{\"errcode\":0,\"errmsg\":\"ok\",\"result\":[{\"dept_id\":2,\"parent_id\":1},"
                        + "{\"dept_id\":-7,\"name\":\"School contacts\",\"parent_id\":1}]}"));
        sandbox.script(
                Fault.on(VendorApi.DINGTALK_DEPARTMENT_USERS)
                        .where(Match.DEPARTMENT, "-7")
                        .then(
                                200,
                                Map.of(),
                                "{\"errcode\":0,\"result\":{\"has_more\":false,\"list\":[{\"userid\":\"pupil\",\"name\":\"P\"}]}}"));

        FlowReport report = once("people");

        assertThat(Files.readString(folder.resolve(report.result().roster().written())))
                .contains("\"userId\":\"pupil\"");
    }

    @Test
    void departmentsWithoutEnd_endAtALimit() throws Exception {
        play(Company.builtIn().withoutLimits());
        start(FLOWS);
        sandbox.script(Fault.on(VendorApi.DINGTALK_SUB_DEPARTMENTS)
                .then(200, Map.of(), "{\"errcode\":0,\"result\":[{\"dept_id\":1},{\"dept_id\":2}]}"));

        FlowReport report = once("people");

        assertThat(report.result().roster().departments()).isEqualTo(2);
    }

    @Test
    void oddRowsOfHuawei_costNobodyElse() throws Exception {
        begin(
                at(
                        VendorApi.HUAWEI_USER_DETAILS,
                        "[null,{\"id\":\"lisi\",\"statusCode\":\"0\",\"name\":\"Found by echo\"},{\"id\":\"zzz\",\"statusCode\":0},\"x\"]"));

        FlowReport report = once("people");

        assertThat(problems(report)).containsExactly("flow people: unreadable", "flow people: unreadable");
        assertThat(Files.readString(folder.resolve("roster.incomplete.ndjson"))).contains("Found by echo");
        assertThat(outcome(report)).isEqualTo("incomplete");
    }

    @Test
    void pageOfAPortal_namesAProxyAndItsTitle_andCallsGoOn() throws Exception {
        begin(
                Fault.on(VendorApi.DINGTALK_ONGOING_MEETINGS)
                        .at("1")
                        .then(
                                403,
                                Map.of("Content-Type", "text/html"),
                                "<!DOCTYPE html><html><head><title>Login to network</title></head><body>Sign in.</body></html>"));

        FlowReport first = once("duty");
        FlowReport second = once("duty");

        assertThat(problems(first)).containsExactly("user UN-lisi: unreadable");
        assertThat(first.result().problems().get(0).message())
                .contains("proxy or portal", "Login to network", "rollcall.dingtalk.api-url");
        assertThat(List.of(outcome(first), outcome(second))).containsExactly("failed", "complete");
    }
}
