package io.rollcall.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.Match;
import io.rollcall.sandbox.script.Preset;
import io.rollcall.sandbox.script.VendorApi;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The calls that read one person, one department, the number of people, the scope and the leave records. */
@Timeout(60)
@Tag("slow")
class SingleReadsTest {
    private static final String COMPANY =
            """
            {"dingtalk": {"callsPerSecond": 0 %s},
             "departments": [{"id": 2, "name": "Two"}, {"id": 3, "parent": 2}, {"id": 4, "hidden": true},
                             {"id": 5, "parent": 4}],
             "people": [
               {"userId": "zhangsan", "unionId": "UN-z", "name": "John", "departments": [2, 3], "leaderOf": [3],
                "order": 179997318850453160, "stateCode": "86", "mobile": "13800138000"},
               {"userId": "account", "unionId": "UN-a", "departments": [3], "mobile": "13800138000",
                "enterprise": {"loginId": "a", "type": "sso"}},
               {"userId": "hidden", "unionId": "UN-h", "departments": [5], "active": false},
               {"userId": "root", "unionId": "UN-r"}],
             "leaves": [{"userId": "gone", "name": "Gone", "leftAt": 1795000000000, "reason": "delete"}]}
            """;

    private final MovableClock clock = new MovableClock();
    private Sandbox sandbox = start("");
    private VendorClient client = new VendorClient(sandbox);
    private String token = client.dingTalkToken();

    private Sandbox start(String more) {
        return Sandbox.start(Company.parse(COMPANY.formatted(more)), 0, clock);
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private void play(String more) {
        sandbox.close();
        sandbox = start(more);
        client = new VendorClient(sandbox);
        token = client.dingTalkToken();
    }

    private JsonNode post(String path, String body) {
        return client.post("/topapi/" + path + "?access_token=" + token, body.replace('\'', '"'))
                .json();
    }

    private JsonNode leaves(String query) {
        return client.getWith(token, "/v1.0/contact/empLeaveRecords?" + query).json();
    }

    @Test
    void user_showsWhatDependsOnTheDepartmentForAllOfThem() {
        JsonNode user = post("v2/user/get", "{'userid':'zhangsan'}").path("result");
        assertThat(user.path("unionid").asText()).isEqualTo("UN-z");
        assertThat(user.path("dept_id_list").toString()).isEqualTo("[2,3]");
        assertThat(user.path("dept_order_list").toString())
                .isEqualTo(
                        "[{\"dept_id\":2,\"order\":179997318850453160},{\"dept_id\":3,\"order\":179997318850453160}]");
        assertThat(user.path("leader_in_dept").toString())
                .isEqualTo("[{\"dept_id\":2,\"leader\":false},{\"dept_id\":3,\"leader\":true}]");
        assertThat(user.has("leader")).isFalse();
        play(",\"answers\":\"as-printed\"");
        assertThat(post("v2/user/get", "{'userid':'zhangsan'}")
                        .path("result")
                        .path("active")
                        .textValue())
                .isEqualTo("true");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "v2/user/get         | {'userid':'nobody'}                   | 60121",
                "v2/user/get         | {'userid':'hidden'}                   | 50002",
                "v2/user/get         | {}                                    | 40035",
                "v2/user/get         | {'userid':'root','language':'de_DE'}  | 400002",
                "user/count          | {}                                    | 400002",
                "v2/user/getbymobile | {'mobile':'13900000000'}              | 60121",
                "v2/user/getbymobile | {'mobile':'letters'}                  | 40104",
                "v2/user/getbymobile | {}                                    | 400002",
                "user/getbyunionid   | {'unionid':'UN-nobody'}               | 60121",
                "user/getbyunionid   | {'unionid':'UN-h'}                    | 50002",
                "user/getbyunionid   | {}                                    | 40035",
                "v2/department/get   | {'dept_id':77}                        | 60003",
                "v2/department/get   | {'dept_id':5}                         | 50004",
                "v2/department/get   | {}                                    | 40035",
            })
    void topApi_whenSomethingIsWrong_isAnErrorInHttp200(String path, String body, int errcode) {
        assertThat(post(path, body).path("errcode").asInt()).isEqualTo(errcode);
    }

    @Test
    void count_isNotLimitedByTheScope() {
        assertThat(post("user/count", "{'only_active':false}")
                        .path("result")
                        .path("count")
                        .asInt())
                .isEqualTo(4);
        assertThat(post("user/count", "{'only_active':true}")
                        .path("result")
                        .path("count")
                        .asInt())
                .isEqualTo(3);
    }

    @Test
    void search_findsByMobileAndUnionId() {
        String both = "{'mobile':'13800138000','support_exclusive_account_search':true}";
        assertThat(post("v2/user/getbymobile", both).path("result").toString())
                .isEqualTo("{\"userid\":\"zhangsan\",\"exclusive_account_userid_list\":[\"account\"]}");
        assertThat(post("v2/user/getbymobile", "{'mobile':'13800138000'}")
                        .path("result")
                        .toString())
                .isEqualTo("{\"userid\":\"zhangsan\"}");
        assertThat(post("user/getbyunionid", "{'unionid':'UN-z'}")
                        .path("result")
                        .toString())
                .isEqualTo("{\"contact_type\":0,\"userid\":\"zhangsan\"}");
    }

    @Test
    void department_hasTheFieldsOfTheList() {
        assertThat(post("v2/department/get", "{'dept_id':3}").path("result").toString())
                .isEqualTo("{\"dept_id\":3,\"name\":\"Department 3\",\"parent_id\":2,"
                        + "\"create_dept_group\":false,\"auto_add_user\":false}");
        assertThat(post("v2/department/get", "{'dept_id':1}").path("result").has("parent_id"))
                .isFalse();
    }

    @Test
    void scopes_areTheRootOnlyIfNothingIsHidden() {
        assertThat(scopes()).isEqualTo("{\"authed_user\":[\"root\"],\"authed_dept\":[2]}");
        sandbox.directory().hideDepartment(4, false);
        assertThat(scopes()).isEqualTo("{\"authed_user\":[],\"authed_dept\":[1]}");
        sandbox.directory().hideDepartment(3, true);
        assertThat(scopes()).isEqualTo("{\"authed_user\":[\"zhangsan\",\"root\"],\"authed_dept\":[4]}");
    }

    private String scopes() {
        return client.get("/auth/scopes?access_token=" + token)
                .json()
                .path("auth_org_scopes")
                .toString();
    }

    @Test
    void scopes_areMetered_andTheOthersAreNot() {
        play(",\"monthlyQuota\":1");
        for (int i = 0; i < 3; i++) {
            assertThat(post("user/count", "{'only_active':false}")
                            .path("errcode")
                            .asInt())
                    .isZero();
            assertThat(leaves("startTime=2026-11-01T00:00:00Z&maxResults=50").has("records"))
                    .isTrue();
        }
        assertThat(scopes()).isNotEmpty();
        assertThat(client.get("/auth/scopes?access_token=" + token)
                        .json()
                        .path("errcode")
                        .asInt())
                .isEqualTo(90020);
        assertThat(client.get("/auth/scopes?access_token=x")
                        .json()
                        .path("errcode")
                        .asInt())
                .isEqualTo(40014);
    }

    @Test
    void permissions_areEachTheirOwn() {
        play(
                """
                ,"withoutPermissions":["qyapi_get_member","qyapi_get_member_by_mobile","qyapi_base",
                "qyapi_get_department_list","Contact.Common.Read"]""");
        assertThat(post("user/count", "{'only_active':false}").path("sub_code").asText())
                .isEqualTo("60011");
        assertThat(post("v2/user/get", "{'userid':'root'}").path("sub_code").asText())
                .isEqualTo("60011");
        assertThat(post("v2/user/getbymobile", "{}").path("sub_msg").asText()).contains("qyapi_get_member_by_mobile");
        assertThat(post("v2/department/get", "{}").path("sub_msg").asText()).contains("qyapi_get_department_list");
        assertThat(client.get("/auth/scopes?access_token=" + token).text()).contains("qyapi_base");
        assertThat(leaves("")
                        .path("accessdenieddetail")
                        .path("requiredScopes")
                        .path(0)
                        .asText())
                .isEqualTo("Contact.Common.Read");
        assertThat(client.users(token, 2, 0, 10).json().path("errcode").asInt()).isZero();
    }

    @Test
    void leaveRecords_areThoseOfTheSpan_pageByPage() {
        for (int i = 0; i < 3; i++) {
            sandbox.directory().join("{\"userId\":\"u" + i + "\",\"unionId\":\"UN" + i + "\"}");
            sandbox.directory().leave("u" + i);
            clock.move(Duration.ofMinutes(1));
        }
        String span = "startTime=" + clock.instant().minus(Duration.ofDays(300)) + "&endTime=" + clock.instant();
        List<String> ids = new ArrayList<>();
        String next = "0";
        while (!next.isEmpty()) {
            JsonNode page = leaves(span + "&maxResults=2&nextToken=" + next);
            page.path("records").forEach(row -> ids.add(row.path("userId").asText()));
            next = page.path("nextToken").asText("");
        }
        assertThat(ids).endsWith("u0", "u1", "u2");
        JsonNode last = leaves("startTime=" + clock.instant().minusSeconds(90) + "&maxResults=50");
        assertThat(last.path("records")).hasSize(1);
        assertThat(last.path("records").path(0).path("leaveTime").asText())
                .isEqualTo(clock.instant().minusSeconds(60).toString());
        assertThat(last.path("records").path(0).path("leaveReason").asText()).isEqualTo("leave");
        JsonNode listed = leaves("startTime=2026-11-18T00:00:00Z&endTime=2026-11-19T00:00:00Z&maxResults=50");
        assertThat(listed.path("records").path(0).path("userId").asText()).isEqualTo("gone");
        assertThat(listed.path("records").path(0).path("leaveReason").asText()).isEqualTo("delete");
    }

    @ParameterizedTest
    @CsvSource({
        "maxResults=50",
        "startTime=yesterday&maxResults=50",
        "startTime=2026-11-01T00:00:00Z",
        "startTime=2026-11-01T00:00:00Z&maxResults=51",
        "startTime=2026-11-01T00:00:00Z&endTime=2026-10-01T00:00:00Z&maxResults=50",
        "startTime=2025-11-01T00:00:00Z&endTime=2026-11-01T00:00:01Z&maxResults=50",
        "startTime=2026-11-01T00:00:00Z&maxResults=50&nextToken=x",
    })
    void leaveRecords_whenTheQuestionIsWrong_areRefused(String query) {
        assertThat(leaves(query).path("code").asText()).isEqualTo("paramError");
    }

    @Test
    void faults_selectAPersonByTheUserId() {
        sandbox.script(
                Fault.on(VendorApi.DINGTALK_USER).where(Match.USER_ID, "root").then(Preset.SERVER_ERROR));
        assertThat(post("v2/user/get", "{'userid':'root'}").path("errcode").asInt())
                .isEqualTo(-1);
        assertThat(post("v2/user/get", "{'userid':'zhangsan'}").path("errcode").asInt())
                .isZero();
    }
}
