package io.rollcall.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(180)
@Tag("slow")
class AdminTest {
    private final Sandbox sandbox = Sandbox.start(Company.builtIn(), 0);
    private final VendorClient client = new VendorClient(sandbox);

    @AfterEach
    void stop() {
        sandbox.close();
    }

    private JsonNode page(String name) {
        return client.get("/sandbox/" + name).json();
    }

    @Test
    void pages_whenThingsHappened_showThem() {
        String token = client.dingTalkToken();
        client.invite(
                token, "board-meeting", "{\"phoneInviteeList\":[{\"phoneNumber\":\"+8613800138000\",\"nick\":\"D\"}]}");
        client.setCoHosts(token, "board-meeting", "{\"action\":\"add\",\"userList\":[{\"unionId\":\"UN-john\"}]}");
        client.users(token, 1, 0, 10);

        assertThat(page("").path("people").asInt()).isEqualTo(10);
        assertThat(page("calls").path("dingtalk.invite").asInt()).isEqualTo(1);
        assertThat(page("calls").path("huawei.token").asInt()).isZero();
        assertThat(page("windows").path("dingtalk.invite").path("peak").asInt()).isEqualTo(1);
        assertThat(page("windows").path("dingtalk.invite").path("refused").asInt())
                .isZero();
        assertThat(page("rings").path(0).path("who").asText()).isEqualTo("+8613800138000");
        JsonNode board = page("state").path("meetings").path("board-meeting");
        assertThat(board.path("coHosts").toString()).isEqualTo("[\"UN-john\"]");
        assertThat(board.path("status").path("+8613800138000").asInt()).isEqualTo(2);
        assertThat(page("requests")).hasSize(4);
        assertThat(page("requests").path(3).path("call").asText()).isEqualTo("dingtalk.department-users");
    }

    @Test
    void requests_whenTheyCarrySecrets_showNone() {
        String token = client.dingTalkToken();
        client.users(token, 1, 0, 10);
        client.details(client.huaweiToken(), "USER_ID", "x");
        assertThat(client.get("/sandbox/requests").text())
                .contains("access_token=***")
                .doesNotContain(token)
                .doesNotContain("rehearsal-secret");
        assertThat(sandbox.company().definition().toString())
                .doesNotContain("rehearsal-secret", "rehearsal-ticket", "rollcall-test-app-key");
    }

    @Test
    void faults_whenScriptedByHttp_fireAndAreCounted() {
        client.post(
                "/sandbox/faults",
                "{\"call\":\"dingtalk.org-meetings\",\"at\":\"1\",\"then\":{\"status\":500,\"body\":{\"a\":1}}}");
        String token = client.dingTalkToken();
        assertThat(client.getWith(token, "/v1.0/conference/orgConferences").text())
                .isEqualTo("{\"a\":1}");
        assertThat(client.getWith(token, "/v1.0/conference/orgConferences").status())
                .isEqualTo(200);
        assertThat(page("faults").path(0).path("matched").asInt()).isEqualTo(2);
        assertThat(page("faults").path(0).path("fired").asInt()).isEqualTo(1);
        client.quietly(client.request("/sandbox/faults").DELETE());
        assertThat(page("faults")).isEmpty();
    }

    @Test
    void faults_whenScriptedWrongly_nameEveryProblem() {
        VendorClient.VendorResponse response = client.post(
                "/sandbox/faults", "{\"call\":\"dingtalk.invit\",\"at\":\"some\",\"then\":\"qps\",\"x\":1}");
        assertThat(response.status()).isEqualTo(400);
        assertThat(response.json().path("problems")).hasSize(3);
        assertThat(sandbox.faults()).isEmpty();
    }

    @Test
    void revoke_whenAsked_endsEveryToken() {
        String token = client.dingTalkToken();
        client.post("/sandbox/tokens/revoke", "");
        assertThat(client.ongoing(token, "UN-lisi").status()).isEqualTo(400);
    }

    @Test
    void unknownPage_whenAsked_isNotFound() {
        assertThat(client.get("/sandbox/nothing").status()).isEqualTo(404);
    }
}
