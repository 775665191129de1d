package io.rollcall.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(180)
@Tag("slow")
class ContactsTest {
    private static final String COMPANY =
            """
            {"dingtalk":{"callsPerSecond":0%s},
             "departments":[{"id":2,"name":"Two"},{"id":3,"parent":2},{"id":4,"hidden":true},{"id":5,"parent":4}],
             "people":[
              {"userId":"zhangsan","unionId":"z21HjQliSzpw0YWCNxmii6u2Os62cZ62iSZ","name":"John","departments":[2,3],
               "avatar":"xxx","stateCode":"86","mobile":"13800138000","telephone":"010-86123456-2345","jobNumber":"4",
               "title":"Technical Director","email":"test@xxx.com","orgEmail":"test@xxx.com","workPlace":"Future Park",
               "remark":"Remark","order":179997318850453160,"extension":{"Hobby":"Travel","Age":"24"},
               "hiredDate":1597573616828,"admin":true,"boss":true,"leaderOf":[2],
               "enterprise":{"loginId":"l","type":"sso","nickname":"n","corpId":"c","corpName":"cn","disabled":true}},
              {"userId":"u2","unionId":"U2","departments":[3]},{"userId":"u3","unionId":"U3","departments":[3]},
              {"userId":"u4","unionId":"U4","departments":[3],"accessLimited":true}]}""";

    private Sandbox sandbox = Sandbox.start(Company.parse(COMPANY.formatted("")), 0);
    private VendorClient client = new VendorClient(sandbox);
    private String token = client.dingTalkToken();

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private void play(String more) {
        sandbox.close();
        sandbox = Sandbox.start(Company.parse(COMPANY.formatted(more)), 0);
        client = new VendorClient(sandbox);
        token = client.dingTalkToken();
    }

    private JsonNode list(String body) {
        return client.topApi(token, "user/list", body.replace('\'', '"')).json();
    }

    private static List<String> ids(JsonNode response) {
        List<String> ids = new ArrayList<>();
        response.path("result")
                .path("list")
                .forEach(user -> ids.add(user.path("userid").asText()));
        return ids;
    }

    @Test
    void userList_whenTyped_hasRealTypes() {
        JsonNode response = client.users(token, 2, 0, 100).json();
        assertThat(response.path("errcode").isInt()).isTrue();
        assertThat(response.path("result").path("has_more").isBoolean()).isTrue();
        assertThat(response.path("result").has("next_cursor")).isFalse();
        assertThat(response.path("request_id").asText()).isNotBlank();
        JsonNode user = response.path("result").path("list").path(0);
        assertThat(user.path("dept_id_list").toString()).isEqualTo("[2,3]");
        assertThat(user.path("dept_order").longValue()).isEqualTo(179997318850453160L);
        assertThat(user.path("hired_date").longValue()).isEqualTo(1597573616828L);
        assertThat(user.path("leader").booleanValue()).isTrue();
        assertThat(user.path("exclusive_account").booleanValue()).isTrue();
        assertThat(user.path("login_id").asText()).isEqualTo("l");
        assertThat(user.path("disable_status").booleanValue()).isTrue();
        assertThat(user.path("extension").textValue()).isEqualTo("{\"Hobby\":\"Travel\",\"Age\":\"24\"}");
        assertThat(client.users(token, 3, 0, 1)
                        .json()
                        .path("result")
                        .path("list")
                        .path(0)
                        .path("leader")
                        .booleanValue())
                .isFalse();
    }

    @Test
    void userList_whenAsPrinted_isAllText() {
        play(",\"answers\":\"as-printed\"");
        JsonNode response = client.users(token, 2, 0, 100).json();
        assertThat(response.path("errcode").textValue()).isEqualTo("0");
        assertThat(response.path("result").path("has_more").textValue()).isEqualTo("false");
        JsonNode user = response.path("result").path("list");
        assertThat(user.isObject()).isTrue();
        assertThat(user.path("dept_id_list").textValue()).isEqualTo("[2,3]");
        assertThat(user.path("hired_date").textValue()).isEqualTo("1597573616828");
        assertThat(user.path("leader").textValue()).isEqualTo("true");
        assertThat(user.path("dept_order").textValue()).isEqualTo("179997318850453160");
        JsonNode several = client.users(token, 3, 0, 2).json().path("result");
        assertThat(several.path("list").isArray()).isTrue();
        assertThat(several.path("next_cursor").textValue()).isEqualTo("2");
        assertThat(several.path("has_more").textValue()).isEqualTo("true");
    }

    @Test
    void userList_whenThirdParty_withholdsPersonalFields() {
        play(",\"appType\":\"third-party\"");
        JsonNode user =
                client.users(token, 2, 0, 10).json().path("result").path("list").path(0);
        List<String> names = new ArrayList<>();
        user.fieldNames().forEachRemaining(names::add);
        assertThat(names)
                .containsExactlyInAnyOrder(
                        "userid",
                        "unionid",
                        "name",
                        "avatar",
                        "hide_mobile",
                        "job_number",
                        "title",
                        "dept_id_list",
                        "dept_order",
                        "active",
                        "admin",
                        "boss",
                        "leader");
    }

    @Test
    void userList_whenPermissionsAreWithheld_leavesTheirFieldsOut() {
        play(",\"withhold\":[\"mobile\",\"personal\"]");
        JsonNode user =
                client.users(token, 2, 0, 10).json().path("result").path("list").path(0);
        assertThat(user.has("mobile")).isFalse();
        assertThat(user.has("email")).isFalse();
        assertThat(user.has("telephone")).isTrue();
    }

    @Test
    void userList_whenPaged_neverRepeatsNorLeavesOut() {
        JsonNode first = client.users(token, 3, 0, 2).json();
        assertThat(first.path("result").path("next_cursor").asInt()).isEqualTo(2);
        JsonNode second = client.users(token, 3, 2, 2).json();
        assertThat(second.path("result").path("has_more").booleanValue()).isFalse();
        assertThat(ids(first)).containsExactly("zhangsan", "u2");
        assertThat(ids(second)).containsExactly("u3");
        assertThat(ids(client.users(token, 3, 99, 2).json())).isEmpty();
    }

    @Test
    void userList_whenOrdered_isStableForEachOrder() {
        for (String order : List.of("custom", "entry_asc", "entry_desc", "modify_asc", "modify_desc")) {
            String body = "{'dept_id':3,'cursor':0,'size':10,'order_field':'" + order + "'}";
            assertThat(ids(list(body)))
                    .containsExactlyElementsOf(ids(list(body)))
                    .hasSize(3);
        }
        assertThat(ids(list("{'dept_id':3,'cursor':0,'size':10,'order_field':'entry_desc'}")))
                .containsExactly("u3", "u2", "zhangsan");
    }

    @Test
    void userList_whenAccessIsLimited_showsOnRequestOnly() {
        assertThat(ids(list("{'dept_id':3,'cursor':0,'size':10,'contain_access_limit':true}")))
                .contains("u4")
                .hasSize(4);
        assertThat(ids(list("{'dept_id':3,'cursor':0,'size':10,'contain_access_limit':false}")))
                .doesNotContain("u4");
    }

    @Test
    void userList_whenSentAsFormOrAsTextValues_isUnderstood() {
        JsonNode form = client.quietly(client.request("/topapi/v2/user/list")
                        .header("Content-Type", "application/x-www-form-urlencoded;charset=utf-8")
                        .POST(HttpRequest.BodyPublishers.ofString("access_token=" + token
                                + "&contain_access_limit=false&cursor=0&dept_id=3&language=zh_CN"
                                + "&order_field=modify_desc&size=10")))
                .json();
        assertThat(ids(form)).hasSize(3);
        assertThat(ids(list("{'dept_id':'3','cursor':'0','size':'10','contain_access_limit':'false'}")))
                .hasSize(3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'cursor':0,'size':10}                                         | 40035",
                "{'dept_id':0,'cursor':0,'size':10}                             | 40035",
                "{'dept_id':'x','cursor':0,'size':10}                           | 40035",
                "{'dept_id':3,'size':10}                                        | 40035",
                "{'dept_id':3,'cursor':-1,'size':10}                            | 40035",
                "{'dept_id':3,'cursor':0}                                       | 40035",
                "{'dept_id':3,'cursor':0,'size':0}                              | 40035",
                "{'dept_id':3,'cursor':0,'size':101}                            | 40035",
                "{'dept_id':3,'cursor':0,'size':10,'order_field':'name'}        | 40035",
                "{'dept_id':3,'cursor':0,'size':10,'contain_access_limit':'no'} | 400002",
                "{'dept_id':3,'cursor':0,'size':10,'language':'de_DE'}          | 400002",
                "{'dept_id':[3],'cursor':0,'size':10}                           | 400002",
                "{'dept_id':3,                                                  | 400002",
                "{'dept_id':77,'cursor':0,'size':10}                            | 60003",
                "{'dept_id':4,'cursor':0,'size':10}                             | 50004",
                "{'dept_id':5,'cursor':0,'size':10}                             | 50004",
            })
    void userList_whenSomethingIsWrong_isAnErrorInHttp200(String body, int expected) {
        JsonNode response = list(body);
        assertThat(response.path("errcode").asInt()).isEqualTo(expected);
        assertThat(response.path("errmsg").asText()).isNotBlank();
        assertThat(response.path("request_id").asText()).isNotBlank();
    }

    @Test
    void departments_whenHidden_areNamedByIdOnly() {
        JsonNode scoped =
                client.topApi(token, "department/listsub", "{}").json().path("result");
        assertThat(scoped).hasSize(1);
        assertThat(scoped.path(0).toString())
                .isEqualTo("{\"dept_id\":2,\"name\":\"Two\",\"parent_id\":1,"
                        + "\"create_dept_group\":false,\"auto_add_user\":false}");
        JsonNode unscoped =
                client.topApi(token, "department/listsubid", "{\"dept_id\":1}").json();
        assertThat(unscoped.path("result").path("dept_id_list").toString()).isEqualTo("[2,4]");
        assertThat(client.topApi(token, "department/listsubid", "{\"dept_id\":4}")
                        .json()
                        .path("result")
                        .path("dept_id_list")
                        .toString())
                .isEqualTo("[5]");
        assertThat(errcode("department/listsub", "{\"dept_id\":4}")).isEqualTo(50004);
        assertThat(errcode("department/listsub", "{\"dept_id\":77}")).isEqualTo(60003);
        assertThat(errcode("department/listsubid", "{\"dept_id\":77}")).isEqualTo(60003);
        assertThat(errcode("department/listsubid", "{}")).isEqualTo(40035);
    }

    private int errcode(String path, String body) {
        return client.topApi(token, path, body).json().path("errcode").asInt();
    }
}
