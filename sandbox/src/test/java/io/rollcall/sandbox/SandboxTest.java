package io.rollcall.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.Preset;
import io.rollcall.sandbox.script.VendorApi;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
@Tag("slow")
class SandboxTest {
    @Test
    void start_withTheDefaultCompany_respondsToEveryOperation() {
        try (Sandbox sandbox = Sandbox.start(Company.builtIn(), 0)) {
            VendorClient client = new VendorClient(sandbox);
            String token = client.dingTalkToken();

            assertThat(client.ongoing(token, "UN-lisi").json().path("onGoingConfIdList"))
                    .hasSize(2);
            assertThat(client.getWith(token, "/v1.0/conference/orgConferences")
                            .json()
                            .path("totalCount")
                            .asInt())
                    .isEqualTo(3);
            assertThat(client.members(token, "board-meeting", "").json().path("memberModels"))
                    .hasSize(3);
            assertThat(client.setCoHosts(
                                    token,
                                    "board-meeting",
                                    "{\"action\":\"add\",\"userList\":[{\"unionId\":\"UN-lisi\"}]}")
                            .text())
                    .isEqualTo("{\"success\":true}");
            assertThat(client.invite(
                                    token,
                                    "board-meeting",
                                    "{\"inviteeList\":[{\"unionId\":\"UN-duty\",\"nick\":\"Duty\"}]}")
                            .text())
                    .isEqualTo("{\"success\":true}");
            assertThat(StreamClient.open(sandbox).status()).isEqualTo(200);
            assertThat(client.users(token, 2, 0, 100).json().path("result").path("list"))
                    .hasSize(2);
            assertThat(client.topApi(token, "department/listsub", "{\"dept_id\":1}")
                            .json()
                            .path("result"))
                    .hasSize(3);
            assertThat(client.topApi(token, "department/listsubid", "{\"dept_id\":1}")
                            .json()
                            .path("result")
                            .path("dept_id_list")
                            .toString())
                    .isEqualTo("[2,3,5]");
            assertThat(client.topApi(token, "department/get", "{\"dept_id\":2}").text())
                    .contains("\"errcode\":0");
            assertThat(client.topApi(token, "user/get", "{\"userid\":\"lisi\"}").text())
                    .contains("UN-lisi");
            assertThat(client.topApi(token, "user/getbymobile", "{\"mobile\":\"13900000000\"}")
                            .text())
                    .contains("60121");
            assertThat(client.post("/topapi/user/getbyunionid?access_token=" + token, "{\"unionid\":\"UN-lisi\"}")
                            .text())
                    .contains("\"userid\":\"lisi\"");
            assertThat(client.post("/topapi/user/count?access_token=" + token, "{\"only_active\":false}")
                            .json()
                            .path("result")
                            .path("count")
                            .asInt())
                    .isEqualTo(sandbox.directory().people());
            assertThat(client.get("/auth/scopes?access_token=" + token).text()).contains("authed_dept");
            assertThat(client.getWith(
                                    token,
                                    "/v1.0/contact/empLeaveRecords?maxResults=50&startTime="
                                            + Instant.now().truncatedTo(ChronoUnit.SECONDS))
                            .text())
                    .isEqualTo("{\"records\":[]}");
            assertThat(client.details(client.huaweiToken(), "THIRD_ACCOUNT", "john", "nobody")
                            .json())
                    .hasSize(2);
            for (String kind : List.of("dingtalk", "feishu", "wecom", "slack")) {
                assertThat(client.post(
                                        sandbox.robots()
                                                .url(kind)
                                                .substring(sandbox.url().length()),
                                        "{}")
                                .status())
                        .isBetween(200, 400);
            }
            assertThat(sandbox.calls()).hasSize(VendorApi.values().length);
        }
    }

    @Test
    void start_whenPortIsTaken_throws() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            assertThatThrownBy(() -> Sandbox.start(Company.builtIn(), taken.getLocalPort()))
                    .isInstanceOf(PortTakenException.class)
                    .hasMessageContaining("Port " + taken.getLocalPort())
                    .hasMessageContaining("taken");
        }
    }

    @Test
    void close_whenDone_freesThePortAtOnce() {
        Sandbox sandbox = Sandbox.start(Company.builtIn(), 0);
        int port = sandbox.port();
        long before = System.nanoTime();
        sandbox.close();
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(20));
        Sandbox.start(Company.builtIn(), port).close();
    }

    @Test
    void start_whenRunning_printsNothingToStdout() {
        PrintStream stdout = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try (Sandbox sandbox = Sandbox.start(Company.builtIn(), 0)) {
            new VendorClient(sandbox).dingTalkToken();
        } finally {
            System.setOut(stdout);
        }
        assertThat(printed.toString(StandardCharsets.UTF_8)).isEmpty();
    }

    @Test
    void properties_whenLoaded_pointAtTheSandbox() throws IOException {
        try (Sandbox sandbox = Sandbox.start(Company.demo(), 0)) {
            Properties properties = new Properties();
            properties.load(new StringReader(sandbox.properties()));
            assertThat(properties)
                    .containsEntry("rollcall.dingtalk.app-type", "internal")
                    .containsEntry("rollcall.dingtalk.api-url", sandbox.url())
                    .containsEntry("rollcall.dingtalk.oapi-url", sandbox.url())
                    .containsEntry("rollcall.huawei.url", sandbox.url())
                    .containsEntry("rollcall.dingtalk.calls-per-second", "20")
                    .containsEntry("rollcall.huawei.calls-per-minute", "100")
                    .containsEntry("rollcall.flow.board.users", "UN-mary-smith,UN-john-brown,UN-li-na");
            assertThat(properties).doesNotContainKey("rollcall.dingtalk.corp-id");
        }
    }

    @Test
    void properties_whenThirdPartyAndServiceProvider_nameTheCorporations() throws IOException {
        Company company = Company.parse(
                """
                {"dingtalk":{"appType":"third-party","clientSecret":"gehe\u00efm\\\\x","callsPerSecond":0},
                 "huawei":{"mode":"service-provider","key":"unionid"}}""");
        try (Sandbox sandbox = Sandbox.start(company, 0)) {
            Properties properties = new Properties();
            properties.load(new StringReader(sandbox.properties()));
            assertThat(properties)
                    .containsEntry("rollcall.dingtalk.corp-id", "ding-corp")
                    .containsEntry("rollcall.dingtalk.suite-ticket", "rehearsal-ticket")
                    .containsEntry("rollcall.dingtalk.client-secret", "gehe\u00efm\\x")
                    .containsEntry("rollcall.huawei.corp-id", "corp-9")
                    .containsEntry("rollcall.flow.people.lookup.key", "unionid")
                    .containsEntry("rollcall.dingtalk.calls-per-second", "0");
            assertThat(sandbox.properties()).isASCII();
        }
    }

    @Test
    void settings_areTheKeysOfThePropertiesWithoutFlows() throws IOException {
        Company company = Company.parse(
                """
                {"dingtalk":{"clientSecret":"gehe\u00efm\\\\x","monthlyQuota":7,"stream":{"monthlyPushes":9}}}""");
        try (Sandbox sandbox = Sandbox.start(company, 0)) {
            Properties properties = new Properties();
            properties.load(new StringReader(sandbox.properties()));
            properties.keySet().removeIf(key -> key.toString().startsWith("rollcall.flow."));
            assertThat(sandbox.settings())
                    .containsExactlyInAnyOrderEntriesOf(properties.stringPropertyNames().stream()
                            .collect(Collectors.toMap(key -> key, properties::getProperty)))
                    .containsEntry("rollcall.dingtalk.client-secret", "gehe\u00efm\\x")
                    .containsEntry("rollcall.dingtalk.monthly-calls", "7")
                    .containsEntry("rollcall.dingtalk.stream", "true")
                    .containsEntry("rollcall.dingtalk.monthly-events", "9");
        }
    }

    @Test
    void settings_withoutAStreamSection_haveNoStream() {
        try (Sandbox sandbox = Sandbox.start(Company.builtIn(), 0)) {
            assertThat(sandbox.settings()).doesNotContainKey("rollcall.dingtalk.stream");
        }
    }

    @Test
    void reset_whenThingsHappened_restoresTheStartAndKeepsTheTokens() {
        Company company = Company.parse(
                """
                {"dingtalk":{"monthlyQuota":2,"callsPerSecond":2},
                 "people":[{"userId":"a","unionId":"UN-a","name":"A","departments":[1]}],
                 "meetings":[{"id":"m","members":[{"unionId":"UN-a","nick":"A"}]}],
                 "faults":[{"call":"dingtalk.org-meetings","at":"1","then":"server-error"}]}""");
        try (Sandbox sandbox = Sandbox.start(company, 0)) {
            VendorClient client = new VendorClient(sandbox);
            String token = client.dingTalkToken();
            for (int round = 0; round < 2; round++) {
                assertThat(client.getWith(token, "/v1.0/conference/orgConferences")
                                .status())
                        .isEqualTo(500);
                client.setCoHosts(token, "m", "{\"action\":\"add\",\"userList\":[{\"unionId\":\"UN-a\"}]}");
                client.invite(token, "m", "{\"inviteeList\":[{\"unionId\":\"UN-a\",\"nick\":\"A\"}]}");
                sandbox.endMeeting("m");
                assertThat(client.ongoing(token, "UN-a").json().toString()).contains("ApiCountLimitForOrg");
                assertThat(sandbox.isCoHost("m", "UN-a")).isTrue();
                assertThat(sandbox.invitations("m", "UN-a")).isOne();
                assertThat(sandbox.peak(VendorApi.DINGTALK_INVITE)).isOne();
                sandbox.script(Fault.on(VendorApi.DINGTALK_INVITE).then(Preset.QPS));

                sandbox.reset();

                assertThat(sandbox.isCoHost("m", "UN-a")).isFalse();
                assertThat(sandbox.invitations()).isEmpty();
                assertThat(sandbox.calls()).isEmpty();
                assertThat(sandbox.requests()).isEmpty();
                assertThat(sandbox.peak(VendorApi.DINGTALK_INVITE)).isZero();
                assertThat(sandbox.faults()).singleElement().satisfies(fault -> assertThat(fault.fired())
                        .isZero());
            }
        }
    }
}
