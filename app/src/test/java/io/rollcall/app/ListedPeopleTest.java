package io.rollcall.app;

import static io.rollcall.app.Rehearsal.json;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.app.Program.Ended;
import io.rollcall.report.RosterChange.Kind;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.Preset;
import io.rollcall.sandbox.script.VendorApi;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Lists that name people by userId, mobile number or name. */
@Tag("slow")
class ListedPeopleTest {
    @TempDir
    Path root;

    private Rehearsal rehearsal() throws Exception {
        return Rehearsal.below(root, ListedPeopleTest::more);
    }

    /** Two people called 赵云, and one without a unionId. */
    private static void more(ObjectNode company) {
        ArrayNode people = (ArrayNode) company.get("people");
        person(people, "zhaoyun1", "赵云").put("mobile", "13800138007").put("stateCode", "86");
        person(people, "zhaoyun2", "赵云").putArray("departments").add(3).add(4);
        person(people, "zhaoyunlong", "赵云龙");
    }

    private static ObjectNode person(ArrayNode people, String id, String name) {
        ObjectNode person =
                people.addObject().put("userId", id).put("unionId", "UN-" + id).put("name", name);
        person.putArray("departments").add(2);
        return person;
    }

    private static Rehearsal track(Rehearsal rehearsal) throws Exception {
        rehearsal.and("rollcall.flow.people.track=true");
        Ended tracked = rehearsal.inThisJvm("once", "people");
        assertThat(tracked.code()).as(tracked.out() + tracked.err()).isZero();
        return rehearsal;
    }

    private static Rehearsal with(Rehearsal rehearsal, String... lines) throws Exception {
        List<String> all = new ArrayList<>();
        for (String line : rehearsal.read("rollcall.properties").lines().toList()) {
            String key = line.substring(0, line.indexOf('=') + 1);
            if (key.isEmpty() || List.of(lines).stream().noneMatch(other -> other.startsWith(key))) {
                all.add(line);
            }
        }
        all.addAll(List.of(lines));
        rehearsal.write("rollcall.properties", String.join("\n", all) + "\n");
        return rehearsal;
    }

    private static JsonNode report(Ended ended) throws Exception {
        List<JsonNode> reports = json(ended.out());
        assertThat(reports).as(ended.err()).hasSize(1);
        return reports.get(0);
    }

    private static List<String> changes(JsonNode report) {
        List<String> changes = new ArrayList<>();
        report.get("changes")
                .forEach(change -> changes.add(change.get("meeting").asText() + " "
                        + change.path("user").asText() + " "
                        + change.get("status").asText()));
        return changes;
    }

    private static List<String> problems(JsonNode report) {
        List<String> problems = new ArrayList<>();
        report.get("problems")
                .forEach(problem -> problems.add(problem.get("subject").asText() + ": "
                        + problem.get("fault").asText() + ": "
                        + problem.get("message").asText()));
        return problems;
    }

    @Test
    void withoutATrackedRoster_userIdsAndNumbersAreLookedUp_andANameIsAProblem() throws Exception {
        try (Rehearsal rehearsal = rehearsal()) {
            with(
                    rehearsal,
                    "rollcall.flow.board.users=userid:lisi,mobile:+8613800138001,name:张三,userid:missing,UN-john");

            Ended once = rehearsal.inThisJvm("once", "board", "--output", "json");

            assertThat(once.code()).isEqualTo(3);
            JsonNode report = report(once);
            assertThat(changes(report)).containsExactly("board-meeting UN-lisi done", "board-meeting UN-john done");
            assertThat(report.get("unchanged").toString())
                    .contains("{\"meeting\":\"board-meeting\",\"user\":\"UN-zhangsan\",\"reason\":\"already-host\"}");
            assertThat(problems(report))
                    .containsExactly(
                            "rollcall.flow.board.users, entry 3: bad-request: A name needs a tracked roster of the same"
                                    + " directory, and the store has none. Set track=true for a roster flow and let it run,"
                                    + " or write userid: or mobile: instead.",
                            "rollcall.flow.board.users, entry 4: not-found: No one in the directory has this userId."
                                    + " Correct the entry, or remove it.");
            // four calls are not metered: two people, a number, and the person behind it
            assertThat(report.get("meteredCalls").asInt()).isEqualTo(4);
            assertThat(once.out() + once.err()).doesNotContain("张三", "13800138001");
        }
    }

    @Test
    void withATrackedRoster_everyoneIsFoundInTheStore() throws Exception {
        try (Rehearsal rehearsal = track(rehearsal())) {
            with(rehearsal, "rollcall.flow.board.users-file=users.txt", "rollcall.flow.board.users=name:王五");
            rehearsal.write(
                    "users.txt", "# board\nuserid:lisi\nmobile:138 0013 8001 # chair\nname:赵云\nname:赵云龙\nname:李娜\n");
            long reads = rehearsal.sandbox.calls(VendorApi.DINGTALK_USER);

            Ended plan = rehearsal.inThisJvm("plan", "board", "--output", "json");

            JsonNode report = report(plan);
            assertThat(report.get("mode").asText()).isEqualTo("plan");
            assertThat(changes(report)).containsExactly("board-meeting UN-lisi planned");
            assertThat(report.get("unchanged").toString())
                    .contains("{\"user\":\"UN-wangwu\",\"reason\":\"in-no-meeting\"}")
                    .contains("{\"user\":\"UN-zhaoyunlong\",\"reason\":\"in-no-meeting\"}");
            assertThat(problems(report))
                    .containsExactly(
                            "file users.txt, line 4: bad-request: 2 people have this name: zhaoyun1 (Engineering); zhaoyun2"
                                    + " (销售部, Platform). Write userid: with the right one.",
                            "file users.txt, line 6: not-found: No one in the tracked roster has this name. Write the whole"
                                    + " name as the directory shows it, or write userid: or mobile: instead.");
            assertThat(rehearsal.sandbox.calls(VendorApi.DINGTALK_USER)).isEqualTo(reads);
            assertThat(rehearsal.sandbox.calls(VendorApi.DINGTALK_USER_BY_MOBILE))
                    .isZero();
        }
    }

    @Test
    void whoHasLeft_isNobody() throws Exception {
        try (Rehearsal rehearsal = rehearsal()) {
            rehearsal.and("rollcall.flow.people.track=true");
            try (TrackedRosters rosters = TrackedRosters.of(rehearsal.program)) {
                rosters.baseline();
                rosters.run(rosters.person("lina", "李娜", null, List.of(Kind.LEFT)));
            }
            with(rehearsal, "rollcall.flow.board.users=name:李娜,name:john brown");

            JsonNode report = report(rehearsal.inThisJvm("plan", "board", "--output", "json"));

            assertThat(problems(report))
                    .containsExactly("rollcall.flow.board.users, entry 1: not-found: The person with this name has left"
                            + " the company, as the tracked roster says. Remove the entry.");
            assertThat(changes(report)).containsExactly("board-meeting UN-john planned");
        }
    }

    @Test
    void aRosterOfAnotherAccount_isNotSearched() throws Exception {
        try (Rehearsal rehearsal = track(rehearsal())) {
            String other = rehearsal
                    .vendors()
                    .lines()
                    .filter(line -> line.startsWith("rollcall.dingtalk."))
                    .map(line -> line.replace("rollcall.dingtalk.", "rollcall.account.acme."))
                    .map(line -> line.replace("client-id=ding-tested", "client-id=ding-other"))
                    .reduce("rollcall.account.acme.vendor=dingtalk", (all, line) -> all + "\n" + line);
            with(rehearsal.and(other), "rollcall.flow.board.provider=acme", "rollcall.flow.board.users=name:王五");

            JsonNode report = report(rehearsal.inThisJvm("plan", "board", "--output", "json"));

            assertThat(problems(report)).singleElement().asString().contains("A name needs a tracked roster");
        }
    }

    @Test
    void anEntryThatIsNobody_keepsEveryRole() throws Exception {
        try (Rehearsal rehearsal = rehearsal()) {
            with(
                    rehearsal,
                    "rollcall.flow.board.look=organization",
                    "rollcall.flow.board.remove-unlisted=true",
                    "rollcall.flow.board.users=UN-lisi,userid:missing");

            JsonNode unsound = report(rehearsal.inThisJvm("plan", "board", "--output", "json"));
            assertThat(changes(unsound)).containsExactly("board-meeting UN-lisi planned");

            with(rehearsal, "rollcall.flow.board.users=UN-lisi,userid:john");
            JsonNode sound = report(rehearsal.inThisJvm("plan", "board", "--output", "json"));
            assertThat(changes(sound)).contains("release-meeting UN-mary planned");

            // also for what another flow lists
            with(
                    rehearsal,
                    "rollcall.flow.second.type=cohost",
                    "rollcall.flow.second.users=userid:mary,mobile:13900000000");
            JsonNode other = report(rehearsal.inThisJvm("plan", "board", "--output", "json"));
            assertThat(changes(other)).doesNotContain("release-meeting UN-mary planned");
            assertThat(problems(other))
                    .singleElement()
                    .asString()
                    .startsWith("rollcall.flow.second.users, entry 2: not-found");
        }
    }

    @Test
    void anInviteFlow_looksUpWatchedUsersInviteesAndTheOperator() throws Exception {
        try (Rehearsal rehearsal = track(rehearsal())) {
            with(
                    rehearsal,
                    "rollcall.flow.duty.meetings-of=name:张三",
                    "rollcall.flow.duty.operator=userid:zhangsan",
                    "rollcall.flow.duty.invitees=name:Duty officer:Duty: now,userid:duty:again,mobile:13900000000:Unknown",
                    "rollcall.flow.duty.invitees-file=more.csv");
            rehearsal.write("more.csv", "unionId,phone,nick\nname:赵六,,Zhao\nuserid:gone,,Gone\n");

            Ended once = rehearsal.inThisJvm("once", "duty", "--output", "json");

            JsonNode report = report(once);
            assertThat(problems(report))
                    .extracting(problem -> problem.substring(0, problem.indexOf(':')))
                    .containsExactly("rollcall.flow.duty.invitees, entry 3", "file more.csv, line 3");
            assertThat(changes(report))
                    .containsExactly(
                            "board-meeting UN-duty done", "board-meeting  done", "board-meeting UN-zhaoliu done");
            assertThat(rehearsal.sandbox.invitations("board-meeting", "UN-duty"))
                    .isEqualTo(1);
        }
    }

    @Test
    void aListOfNobody_readsNoMeeting() throws Exception {
        try (Rehearsal rehearsal = rehearsal()) {
            with(
                    rehearsal,
                    "rollcall.flow.board.users=userid:missing",
                    "rollcall.flow.duty.meetings-of=mobile:13900000000");

            for (String flow : List.of("board", "duty")) {
                Ended once = rehearsal.inThisJvm("once", flow, "--output", "json");

                JsonNode report = report(once);
                assertThat(once.code()).as(flow).isNotZero();
                assertThat(report.get("outcome").asText()).isNotEqualTo("complete");
                assertThat(report.get("meteredCalls").asInt()).isZero();
                assertThat(problems(report)).hasSize(1);
            }
        }
    }

    @Test
    void anOperatorWhoIsNobody_invitesNobody() throws Exception {
        try (Rehearsal rehearsal = rehearsal()) {
            with(rehearsal, "rollcall.flow.duty.operator=userid:missing");

            JsonNode report = report(rehearsal.inThisJvm("once", "duty", "--output", "json"));

            assertThat(problems(report))
                    .singleElement()
                    .asString()
                    .startsWith("rollcall.flow.duty.operator: not-found: No one in the directory has this userId.");
            assertThat(changes(report)).isEmpty();
        }
    }

    @Test
    void aDirectoryThatRefuses_isAProblemOfTheEntry() throws Exception {
        try (Rehearsal rehearsal = rehearsal()) {
            with(rehearsal, "rollcall.flow.board.users=userid:lisi,UN-john");
            rehearsal.sandbox.script(Fault.on(VendorApi.DINGTALK_USER).then(Preset.PERMISSION));

            JsonNode report = report(rehearsal.inThisJvm("once", "board", "--output", "json"));

            assertThat(problems(report))
                    .singleElement()
                    .asString()
                    .startsWith("rollcall.flow.board.users, entry 1: permission:");
            assertThat(changes(report)).containsExactly("board-meeting UN-john done");
        }
    }

    @Test
    void check_looksEveryoneUp_andNamesWhomItDoesNotFind() throws Exception {
        try (Rehearsal rehearsal = rehearsal()) {
            with(
                    rehearsal,
                    "rollcall.flow.board.users=userid:lisi,mobile:13800138001",
                    "rollcall.flow.duty.meetings-of=userid:zhangsan");

            Ended good = rehearsal.inThisJvm("check");
            assertThat(good.code()).as(good.out()).isZero();
            assertThat(good.out()).containsPattern("people +ok +board, duty\\s+3 entries of lists were looked up");
            assertThat(good.out()).contains("user UN-lisi");

            with(rehearsal, "rollcall.flow.board.users=userid:lisi,name:张三");
            Ended bad = rehearsal.inThisJvm("check");
            assertThat(bad.code()).isNotZero();
            assertThat(bad.out())
                    .contains("rollcall.flow.board.users, entry 2")
                    .contains("A name needs a tracked roster");
        }
    }
}
