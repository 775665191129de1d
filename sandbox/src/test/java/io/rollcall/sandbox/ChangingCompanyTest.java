package io.rollcall.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.sandbox.VendorClient.VendorResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** People and departments change while the sandbox runs, and every call and event says so. */
@Timeout(60)
@Tag("slow")
class ChangingCompanyTest {
    private static final String COMPANY =
            """
            {"dingtalk": {"callsPerSecond": 0 %s,
                          "stream": {"keepAliveMillis": 86400000, "pingMillis": 86400000, "diffInfo": "%s"}},
             "huawei": {"callsPerMinute": 0},
             "departments": [{"id": 2, "name": "Two"}, {"id": 3, "name": "Three", "parent": 2}],
             "people": [
               {"userId": "a", "unionId": "UN-a", "name": "A", "departments": [2], "email": "a@example.com"},
               {"userId": "b", "unionId": "UN-b", "name": "B", "departments": [2]},
               {"userId": "c", "unionId": "UN-c", "name": "C", "departments": [2, 3]}],
             "changes": [
               {"afterMillis": 3600000, "action": "leave", "userId": "c", "reason": "oapi"},
               {"afterMillis": 3600000, "action": "leave", "userId": "nobody"}]}
            """;

    private final MovableClock clock = new MovableClock();
    private Sandbox sandbox = start("", "array");
    private VendorClient vendor = new VendorClient(sandbox);
    private String token = vendor.dingTalkToken();
    private StreamClient stream = StreamClient.connect(sandbox);

    private Sandbox start(String more, String diffInfo) {
        return Sandbox.start(Company.parse(COMPANY.formatted(more, diffInfo)), 0, clock);
    }

    private void play(String more, String diffInfo) {
        stop();
        sandbox = start(more, diffInfo);
        vendor = new VendorClient(sandbox);
        token = vendor.dingTalkToken();
        stream = StreamClient.connect(sandbox);
    }

    @AfterEach
    void stop() {
        stream.close();
        sandbox.close();
    }

    private List<String> members(long department) {
        List<String> ids = new ArrayList<>();
        vendor.users(token, department, 0, 100)
                .json()
                .path("result")
                .path("list")
                .forEach(user -> ids.add(user.path("userid").asText()));
        return ids;
    }

    private JsonNode user(String userId) {
        return vendor.topApi(token, "user/get", "{\"userid\":\"" + userId + "\"}")
                .json();
    }

    private int errcode(String path, String body) {
        return vendor.topApi(token, path, body).json().path("errcode").asInt();
    }

    private JsonNode event(String type) throws InterruptedException {
        JsonNode event = stream.event();
        stream.acknowledge(event);
        assertThat(event.path("headers").path("eventType").asText()).isEqualTo(type);
        return StreamClient.data(event);
    }

    private int status(String thirdAccount) {
        return vendor.details(vendor.huaweiToken(), "THIRD_ACCOUNT", thirdAccount)
                .json()
                .path(0)
                .path("statusCode")
                .asInt();
    }

    @Test
    void join_showsEverywhere() throws Exception {
        sandbox.directory().join("{\"userId\":\"d\",\"unionId\":\"UN-d\",\"name\":\"D\",\"departments\":[3,2]}");

        assertThat(event("user_add_org").path("userId").toString()).isEqualTo("[\"d\"]");
        assertThat(members(2)).containsExactly("a", "b", "c", "d");
        assertThat(members(3)).containsExactly("c", "d");
        assertThat(user("d").path("result").path("name").asText()).isEqualTo("D");
        assertThat(status("d")).isZero();
        assertThat(sandbox.directory().people()).isEqualTo(4);
    }

    @Test
    void leave_writesARecordAndIsReversible() throws Exception {
        sandbox.directory().leave("b");

        assertThat(event("user_leave_org").path("userId").toString()).isEqualTo("[\"b\"]");
        assertThat(members(2)).containsExactly("a", "c");
        assertThat(user("b").path("errcode").asInt()).isEqualTo(60121);
        assertThat(status("b")).isEqualTo(2);
        assertThat(records()).containsExactly("b");
        sandbox.directory().comeBack("b");
        assertThat(event("user_add_org").path("userId").toString()).isEqualTo("[\"b\"]");
        assertThat(members(2)).containsExactly("a", "b", "c");
        assertThat(records()).containsExactly("b");
        sandbox.directory().vanish("a");
        assertThat(records()).containsExactly("b");
        assertThat(sandbox.stream().pushes()).hasSize(2);
    }

    private List<String> records() {
        List<String> ids = new ArrayList<>();
        vendor.getWith(
                        token,
                        "/v1.0/contact/empLeaveRecords?maxResults=50&startTime="
                                + clock.instant().minusSeconds(10))
                .json()
                .path("records")
                .forEach(row -> ids.add(row.path("userId").asText()));
        return ids;
    }

    @Test
    void move_isAModificationWhoseFieldsAreTheSame() throws Exception {
        sandbox.directory().move("a", 3);

        JsonNode data = event("user_modify_org");
        JsonNode difference = data.path("diffInfo").path(0);
        assertThat(difference.path("userid").asText()).isEqualTo("a");
        assertThat(difference.path("prev")).isEqualTo(difference.path("curr"));
        assertThat(members(2)).containsExactly("b", "c");
        assertThat(members(3)).containsExactly("c", "a");
        assertThat(user("a").path("result").path("dept_id_list").toString()).isEqualTo("[3]");
    }

    @Test
    void change_isPushedAsAnObjectToo_withoutRemovedFields() throws Exception {
        play("", "object");
        sandbox.directory().change("a", "{\"email\":null,\"title\":\"Boss\",\"huawei\":{\"status\":1}}");

        JsonNode difference = event("user_modify_org").path("diffInfo");
        assertThat(difference.path("prev").path("email").asText()).isEqualTo("a@example.com");
        assertThat(difference.path("curr").has("email")).isFalse();
        assertThat(user("a").path("result").path("title").asText()).isEqualTo("Boss");
        assertThat(status("a")).isEqualTo(1);
        sandbox.directory().change("a", "{\"avatar\":\"x\"}");
        sandbox.directory().rename("a", "Z");
        assertThat(event("user_modify_org")
                        .path("diffInfo")
                        .path("curr")
                        .path("name")
                        .asText())
                .isEqualTo("Z");
    }

    @Test
    void changeUserId_keepsUnionIdPlaceAndAccount() throws Exception {
        sandbox.directory().changeUserId("a", "a2");

        assertThat(event("user_modify_org").path("userId").toString()).isEqualTo("[\"a2\"]");
        assertThat(members(2)).containsExactly("a2", "b", "c");
        assertThat(user("a").path("errcode").asInt()).isEqualTo(60121);
        assertThat(user("a2").path("result").path("unionid").asText()).isEqualTo("UN-a");
        assertThat(status("a2")).isZero();
        assertThat(status("a")).isEqualTo(2);
    }

    @Test
    void departments_changeToo() throws Exception {
        sandbox.directory().addDepartment(9, 2, "Nine");
        assertThat(event("org_dept_create").path("deptId").toString()).isEqualTo("[9]");
        sandbox.directory().renameDepartment(9, "New");
        event("org_dept_modify");
        sandbox.directory().moveDepartment(9, 3);
        event("org_dept_modify");
        assertThat(vendor.topApi(token, "department/get", "{\"dept_id\":9}")
                        .json()
                        .path("result")
                        .toString())
                .contains("\"name\":\"New\",\"parent_id\":3");
        sandbox.directory().removeDepartment(9);
        event("org_dept_remove");
        assertThat(errcode("department/get", "{\"dept_id\":9}")).isEqualTo(60003);
    }

    @Test
    void aHiddenDepartment_andOneThatFails_areNoEvents() {
        sandbox.directory().hideDepartment(3, true);
        assertThat(errcode("user/list", "{\"dept_id\":3,\"cursor\":0,\"size\":10}"))
                .isEqualTo(50004);
        sandbox.directory().hideDepartment(3, false);
        sandbox.directory().failDepartment(3, true);
        assertThat(errcode("user/list", "{\"dept_id\":3,\"cursor\":0,\"size\":10}"))
                .isEqualTo(-1);
        assertThat(errcode("department/listsub", "{\"dept_id\":3}")).isEqualTo(-1);
        assertThat(members(2)).hasSize(3);
        sandbox.directory().failDepartment(3, false);
        assertThat(members(3)).containsExactly("c");
        assertThat(sandbox.stream().pushes()).isEmpty();
    }

    @Test
    void thirdPartyEvents_areRecordsOfTheirOwnSpelling() throws Exception {
        play(",\"appType\":\"third-party\"", "array");
        sandbox.directory().change("a", "{\"jobNumber\":\"7\"}");
        JsonNode changed = event("user_modify_org");
        assertThat(changed.path("userid").asText()).isEqualTo("a");
        assertThat(changed.path("jobnumber").asText()).isEqualTo("7");
        assertThat(changed.path("department").toString()).isEqualTo("[2]");
        sandbox.directory().leave("a");
        assertThat(event("user_leave_org").path("unionid").asText()).isEqualTo("UN-a");
    }

    @Test
    void changes_comeByRequestsAndByTheFile_andResetUndoesThem() {
        VendorResponse moved = vendor.post("/sandbox/company/move", "{\"userId\":\"a\",\"departments\":[3]}");
        assertThat(moved.status()).isEqualTo(200);
        assertThat(moved.json().path("people").asInt()).isEqualTo(3);
        assertThat(members(3)).containsExactly("c", "a");
        clock.move(Duration.ofHours(1));
        await(() -> sandbox.directory().people() == 2);
        assertThat(members(3)).containsExactly("a");
        sandbox.reset();
        assertThat(members(2)).containsExactly("a", "b", "c");
        assertThat(vendor.get("/sandbox/company").json().path("leaveRecords").asInt())
                .isZero();
        clock.move(Duration.ofHours(1));
        await(() -> sandbox.directory().people() == 2);
        // another sandbox of the same company has its people
        try (Sandbox other = Sandbox.start(sandbox.company(), 0)) {
            assertThat(other.directory().people()).isEqualTo(3);
        }
    }

    @Test
    void documentedExample_isPlayed() {
        Company company = Company.read(Path.of("src/test/resources/io/rollcall/sandbox/company/changing.json")
                .toAbsolutePath());
        try (Sandbox example = Sandbox.start(company, 0, clock)) {
            VendorClient client = new VendorClient(example);
            assertThat(client.get("/sandbox/company")
                            .json()
                            .path("leaveRecords")
                            .asInt())
                    .isEqualTo(1);
            clock.move(Duration.ofSeconds(5));
            await(() -> client.topApi(client.dingTalkToken(), "user/get", "{\"userid\":\"lisi\"}")
                    .text()
                    .contains("Li Si"));
            clock.move(Duration.ofSeconds(55));
            await(() -> example.directory().people() == 0);
            assertThat(client.get("/sandbox/company")
                            .json()
                            .path("leaveRecords")
                            .asInt())
                    .isEqualTo(2);
        }
    }

    private static void await(BooleanSupplier condition) {
        long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.onSpinWait();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "leave             | {}                                     | userId: is required",
                "leave             | {'userId':'x'}                         | There is no person with the userId x.",
                "leave             | {'userId':'a','why':1}                 | why: is unknown",
                "leave             | {'userId':'a','reason':'x'}            | reason: must be one of",
                "return            | {'userId':'a'}                         | has left",
                "join              | {}                                     | person: is required",
                "join              | {'person':{'userId':'a','unionId':'x'}} | 'a' is already used",
                "join              | {'person':{'userId':'x'}}              | person.unionId: is required",
                "move              | {'userId':'a','departments':[77]}      | person.departments: 77 does not exist",
                "new-user-id       | {'userId':'a','newUserId':'b'}         | 'b' is already used",
                "add-department    | {'id':2}                               | Department 2 exists already.",
                "add-department    | {'id':9,'parent':77}                   | There is no department 77.",
                "move-department   | {'id':2,'parent':3}                    | its own ancestor",
                "remove-department | {'id':2}                               | has people",
                "remove-department | {'id':1}                               | departments below it",
                "fail-department   | {'id':77}                              | There is no department 77.",
            })
    void changes_whenTheyAreNotPossible_areRefusedAndChangeNothing(String action, String body, String problem) {
        VendorResponse response = vendor.post("/sandbox/company/" + action, body.replace('\'', '"'));
        assertThat(response.status()).isEqualTo(400);
        assertThat(response.json().path("problems").path(0).asText()).contains(problem);
        assertThat(members(2)).containsExactly("a", "b", "c");
        assertThatThrownBy(() -> sandbox.directory().make(action, body.replace('\'', '"')))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** A generated company and a plain map of it stay equal through random changes. */
    @Test
    void randomChanges_areWhatTheListsShow() {
        try (Sandbox company = Sandbox.start(
                Company.parse("{\"dingtalk\":{\"callsPerSecond\":0},\"generate\":{\"people\":60,\"departments\":5}}"),
                0)) {
            VendorClient client = new VendorClient(company);
            String access = client.dingTalkToken();
            long[] departments = {1, 1001, 1002, 1003, 1004};
            Map<String, TreeSet<Long>> expected = new HashMap<>();
            walk(client, access, departments).forEach((id, in) -> expected.put(id, new TreeSet<>(in)));
            assertThat(expected).hasSize(60);
            Random random = new Random(12);
            List<String> left = new ArrayList<>();
            Map<String, TreeSet<Long>> gone = new HashMap<>();
            for (int step = 0; step < 400; step++) {
                List<String> ids = List.copyOf(new TreeSet<>(expected.keySet()));
                String id = ids.get(random.nextInt(ids.size()));
                long department = departments[random.nextInt(departments.length)];
                switch (random.nextInt(5)) {
                    case 0 -> {
                        String joining = "new" + step;
                        company.directory()
                                .join("{\"userId\":\"" + joining + "\",\"unionId\":\"UN" + step + "\",\"departments\":["
                                        + department + "]}");
                        expected.put(joining, new TreeSet<>(List.of(department)));
                    }
                    case 1 -> {
                        company.directory().leave(id);
                        left.add(id);
                        gone.put(id, expected.remove(id));
                    }
                    case 2 -> {
                        company.directory().move(id, department);
                        expected.put(id, new TreeSet<>(List.of(department)));
                    }
                    case 3 -> {
                        company.directory().changeUserId(id, id + "x");
                        expected.put(id + "x", expected.remove(id));
                    }
                    default -> {
                        if (!left.isEmpty()) {
                            String back = left.remove(random.nextInt(left.size()));
                            company.directory().comeBack(back);
                            expected.put(back, gone.remove(back));
                        }
                    }
                }
                if (step % 40 == 39) {
                    assertThat(walk(client, access, departments)).isEqualTo(expected);
                    assertThat(company.directory().people()).isEqualTo(expected.size());
                }
            }
            company.reset();
            assertThat(walk(client, access, departments)).hasSize(60);
        }
    }

    private static Map<String, TreeSet<Long>> walk(VendorClient client, String access, long[] departments) {
        Map<String, TreeSet<Long>> people = new HashMap<>();
        for (long department : departments) {
            long cursor = 0;
            while (cursor >= 0) {
                JsonNode page =
                        client.users(access, department, cursor, 7).json().path("result");
                page.path("list").forEach(user -> people.computeIfAbsent(
                                user.path("userid").asText(), id -> new TreeSet<>())
                        .add(department));
                cursor = page.path("next_cursor").asLong(-1);
            }
        }
        return people;
    }
}
