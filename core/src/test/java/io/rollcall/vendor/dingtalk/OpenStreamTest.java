package io.rollcall.vendor.dingtalk;

import static io.rollcall.vendor.dingtalk.Dings.answer;
import static io.rollcall.vendor.dingtalk.Dings.fault;
import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.call.ApplicationState;
import io.rollcall.call.Call;
import io.rollcall.call.CallCount;
import io.rollcall.call.CallEffect;
import io.rollcall.call.CallEvent;
import io.rollcall.call.Moment;
import io.rollcall.call.RateLimiter;
import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpResponse;
import io.rollcall.vendor.EventStream.Opening;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.Outcome;
import io.rollcall.vendor.Purpose;
import io.rollcall.vendor.Secret;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpenStreamTest {
    private final Operation<Opening, Secret> open = Dings.DINGTALK.open();

    @Test
    void request_sendsTheKeysAndSubscribesToEvents_withoutAnAddressOfThisMachine() {
        HttpRequest request = open.request(Opening.NEW);

        assertThat(request.uri()).hasToString("http://127.0.0.1:1/x/v1.0/gateway/connections/open");
        assertThat(request.body())
                .isEqualTo("{\"clientId\":\"key\",\"clientSecret\":\"s3cret\",\"subscriptions\":[{\"type\":\"EVENT\","
                        + "\"topic\":\"*\"}],\"ua\":\"rollcall-java\"}");
        assertThat(request.headers()).contains(OpenApi.ACCEPT);
        assertThat(request.token()).isEqualTo(HttpRequest.TokenPlace.NONE);
        assertThat(request.toString()).doesNotContain("s3cret");
    }

    @Test
    void operation_isMetered_neverRepeated_andOpensTheEvents() {
        assertThat(open.name()).hasToString("dingtalk.open-stream");
        assertThat(open.metered()).isTrue();
        assertThat(open.afterUnknownOutcome()).isEqualTo(Operation.Repeat.NEVER);
        assertThat(open.purpose()).isEqualTo(Purpose.EVENTS);
    }

    @ParameterizedTest
    @CsvSource({
        "wss://wss-open-connection.dingtalk.com:443/connect, t1, wss://wss-open-connection.dingtalk.com:443/connect?ticket=t1",
        "wss://h.example/a/b?x=1, t/+ &=, wss://h.example/a/b?x=1&ticket=t%2F%2B%20%26%3D",
        "WSS://h.example, t, WSS://h.example?ticket=t",
        "ws://127.0.0.1:9/connect, t, ws://127.0.0.1:9/connect?ticket=t",
        "ws://localhost:9/connect, t, ws://localhost:9/connect?ticket=t",
        "ws://[::1]:9/connect, t, ws://[::1]:9/connect?ticket=t",
    })
    void read_keepsThePathOfTheEndpoint_andEscapesTheTicket(String endpoint, String ticket, String address) {
        Secret read = answer(
                open.read(Opening.NEW, json(200, "{\"endpoint\":\"" + endpoint + "\",\"ticket\":\"" + ticket + "\"}")));

        assertThat(read.reveal()).isEqualTo(address);
        assertThat(read).hasToString("***");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"endpoint\":\"wss://h.example/c\"}",
                "{\"ticket\":\"t\"}",
                "{\"endpoint\":\"wss://h.example/c\",\"ticket\":\" \"}",
                "{\"endpoint\":\"ws://h.example/c\",\"ticket\":\"t\"}",
                "{\"endpoint\":\"https://h.example/c\",\"ticket\":\"t\"}",
                "{\"endpoint\":\"wss://u:p@h.example/c\",\"ticket\":\"t\"}",
                "{\"endpoint\":\"wss://h.example/c#f\",\"ticket\":\"t\"}",
                "{\"endpoint\":\"wss:///c\",\"ticket\":\"t\"}",
                "{\"endpoint\":\"wss://h .example/c\",\"ticket\":\"t\"}",
                "<xml><endpoint>wss://h.example</endpoint></xml>",
            })
    void read_whenTheTicketMustNotGoThere_isUnreadable(String body) {
        assertThat(fault(open.read(Opening.NEW, json(200, body)))).isInstanceOf(Fault.Unreadable.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | {\"code\":\"authFailed\",\"requestid\":\"R-1\",\"message\":\"m\"}         | token",
                "401 | {\"code\":\"something\"}                                                  | token",
                "400 | <html><title>400 plain HTTP request was sent to HTTPS port</title></html> | unreadable",
                "503 | busy                                                                      | server",
                "429 | {\"code\":\"system.busy\"}                                                | server",
                "403 | {\"code\":\"Forbidden.AccessDenied.QpsLimitForApi\"}                      | server",
                "403 | {\"code\":\"Forbidden.AccessDenied.ApiCountLimitForOrg\"}                 | quota",
            })
    void read_whenRefused_isAFaultThatNoCallRepeats(int status, String body, String kind) {
        assertThat(fault(open.read(Opening.NEW, json(status, body))).kind().word())
                .isEqualTo(kind);
    }

    @Test
    void read_whenTheSecretIsWrong_namesTheKeys_andHintsAtBlanks() {
        DingTalkSettings blank = new DingTalkSettings(
                AppType.INTERNAL, "key", Secret.of(" s3cret"), null, null, Dings.INTERNAL.api(), Dings.INTERNAL.oapi());

        Fault fault = fault(new DingTalk(blank).open().read(Opening.NEW, json(401, "{\"code\":\"authFailed\"}")));

        assertThat(fault.remedy())
                .contains("{{client-id}}", "{{client-secret}}", "blank")
                .doesNotContain("s3cret");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "401 | {\"code\":\"authFailed\"}",
                "429 | {\"code\":\"system.busy\"}",
                "403 | {\"code\":\"Forbidden.AccessDenied.QpmLimitForApi\"}",
                "503 | busy",
                "200 | {}",
                "400 | <html></html>",
            })
    void call_whenRefused_isOver_withoutASecondRequest(int status, String body) {
        assertThat(next(new CallEvent.Answered(json(status, body))))
                .isInstanceOfSatisfying(CallEffect.Finish.class, finish -> assertThat(finish.outcome())
                        .isInstanceOf(Outcome.Failed.class));
    }

    @Test
    void call_whenNothingIsSentOrComesBack_isOver() {
        assertThat(next(new CallEvent.Unsent("refused"))).isInstanceOf(CallEffect.Finish.class);
        assertThat(next(new CallEvent.Unanswered("reset"))).isInstanceOf(CallEffect.Finish.class);
    }

    /** What a call does next after its first request. */
    private CallEffect<Secret> next(CallEvent event) {
        ApplicationState application =
                new ApplicationState("app", "rollcall.dingtalk.", List.of(), 0, 0, Dings.DINGTALK.quotaZone());
        Moment now = new Moment(Instant.EPOCH, Instant.EPOCH);
        Call<Opening, Secret> call = new Call<>(
                open, Opening.NEW, open.purpose(), application, new CallCount(), Duration.ofSeconds(10), new Random(1));
        CallEffect.AcquirePermit<Secret> acquire =
                (CallEffect.AcquirePermit<Secret>) call.next(new CallEvent.Started(), now);
        CallEvent permit = new CallEvent.PermitAcquired(
                (RateLimiter.Permit) acquire.limiter().acquire(Instant.EPOCH));
        assertThat(call.next(permit, now)).isInstanceOf(CallEffect.Send.class);
        return call.next(event, now);
    }

    private static HttpResponse json(int status, String body) {
        return HttpResponse.of(
                status, Map.of("Content-Type", body.startsWith("<") ? "text/html" : "application/json"), body);
    }
}
