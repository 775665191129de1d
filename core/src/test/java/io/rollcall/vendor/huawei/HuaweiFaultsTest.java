package io.rollcall.vendor.huawei;

import static io.rollcall.vendor.huawei.Clouds.fault;
import static io.rollcall.vendor.huawei.Clouds.huawei;
import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.http.HttpResponse;
import io.rollcall.http.Samples;
import io.rollcall.model.UserDetails;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Fault.Throttled.Window;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.ParsedResponse;
import io.rollcall.vendor.UserLookup.Question;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HuaweiFaultsTest {
    private static final Question QUESTION = new Question("USER_ID", List.of("h1"));
    private final Operation<Question, List<UserDetails>> details =
            huawei("", null).details();

    @ParameterizedTest
    @CsvSource({
        "401,USG.000000004,TOKEN",
        "400,MBI.000000004,TOKEN",
        "400,USG.200000004,TOKEN",
        "401,USG.206020000,TOKEN",
        "401,USG.206020001,TOKEN",
        "401,USG.206020002,TOKEN",
        "401,USG.206010025,TOKEN",
        "401,USG.206010057,TOKEN",
        "403,USG.206010030,TOKEN",
        "403,USG.206010031,TOKEN",
        "403,USG.206010058,TOKEN",
        "403,USG.206010007,TOKEN",
        "401,USG.206010064,TOKEN",
        "401,USG.206010074,TOKEN",
        "400,USG.201040000,NOT_FOUND",
        "400,USG.201040001,BAD_REQUEST",
        "400,USG.201040005,BAD_REQUEST",
        "500,USG.200000001,SERVER",
        "500,USG.200000002,SERVER",
        "400,USG.200000003,BAD_REQUEST",
        "503,USG.200000005,SERVER",
        "400,100000429,THROTTLED",
        "429,APIG.0308,THROTTLED",
        "429,APIGW.0308,THROTTLED",
        "429,whatever,THROTTLED",
        "403,MMC.111070002,PERMISSION",
        "403,MMC.111070010,PERMISSION",
        "400,MMC.111070005,NOT_FOUND",
        "401,MMC.111070111,TOKEN",
        "400,MMC.111072003,NOT_FOUND",
        "400,MMC.111072004,BAD_REQUEST",
        "400,MMC.111072005,NOT_FOUND",
        "400,MMC.111072006,NOT_FOUND",
        "400,MMC.111072008,NOT_FOUND",
        "400,MMC.111072018,PERMISSION",
        "400,MMC.111072031,BAD_REQUEST",
        "400,MMC.111072049,SERVER",
        "400,MMC.111072064,PERMISSION",
        "400,MMC.111072065,NOT_FOUND",
        "400,MMC.111072070,PERMISSION",
        "400,MMC.111072101,BAD_REQUEST",
        "400,MMC.111072105,BAD_REQUEST",
        "400,MMC.111072110,PERMISSION",
        "400,USG.999999999,BAD_REQUEST",
        "200,USG.999999999,SERVER",
        "200,USG.000000004,TOKEN",
        "502,USG.999999999,SERVER",
    })
    void everyCode_isItsFault(int status, String code, Fault.Kind kind) {
        Fault fault = read(
                status, Map.of("x-request-id", "xr"), "{\"error_code\":\"" + code + "\",\"error_msg\":\"private\"}");
        assertThat(fault.kind()).isEqualTo(kind);
        assertThat(fault.origin().code()).isEqualTo(code);
        assertThat(fault.origin().requestId()).isEqualTo("xr");
        assertThat(fault.toString()).doesNotContain("private");
        Fault nested = read(status, Map.of(), "{\"error\":{\"code\":\"" + code + "\",\"message\":\"private\"}}");
        assertThat(nested.kind()).isEqualTo(kind);
    }

    @ParameterizedTest
    @CsvSource({
        "400,UNREADABLE",
        "401,TOKEN",
        "403,UNREADABLE",
        "404,UNREADABLE",
        "407,UNREADABLE",
        "408,SERVER",
        "412,TOKEN",
        "423,TOKEN",
        "429,THROTTLED",
        "500,SERVER",
        "502,SERVER",
        "302,UNREADABLE",
        "200,UNREADABLE",
    })
    void withoutACode_theStatusDecides(int status, Fault.Kind kind) {
        for (String body : new String[] {"", "{}"}) {
            Fault.Kind expected = status == 200 && !body.isEmpty() ? Fault.Kind.UNREADABLE : kind;
            assertThat(read(status, Map.of(), body).kind()).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "200,UNREADABLE",
        "401,UNREADABLE",
        "403,UNREADABLE",
        "407,UNREADABLE",
        "423,UNREADABLE",
        "429,UNREADABLE",
        "502,SERVER"
    })
    void webPage_isNotHuaweis_andItsTitleIsQuoted(int status, Fault.Kind kind) {
        ParsedResponse.Refusal<?> refusal = (ParsedResponse.Refusal<?>) details.read(
                QUESTION, HttpResponse.of(status, Map.of("Content-Type", "text/html"), Samples.text("portal.html")));
        assertThat(refusal.fault().kind()).isEqualTo(kind);
        assertThat(refusal.quote()).isEqualTo(new ParsedResponse.Quote("The page's title:", "Login to network"));
        assertThat(refusal.fault().remedy().contains("proxy or portal")).isEqualTo(kind == Fault.Kind.UNREADABLE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"returnCode\":1,\"returnDesc\":\"x\"}", "{\"error_code\":\"X\"}"})
    void errorShapesUnder200_areFaults(String body) {
        assertThat(read(200, Map.of(), body).kind()).isEqualTo(Fault.Kind.SERVER);
    }

    @Test
    void throttling_countsMinutesUnlessSecondsAreSaid() {
        assertThat(window(Map.of(), "429.json")).isEqualTo(Window.MINUTE);
        assertThat(window(Map.of(), "429-second.json")).isEqualTo(Window.SECOND);
        Map<String, String> headers = new HashMap<>();
        headers.put("X-APIG-Ratelimit-Api", "remain:12,limit:100,time:1 minute");
        headers.put("X-APIG-Ratelimit-Api-Allenv", "remain:0,limit:200,time:1 second");
        assertThat(window(headers, "429.json")).isEqualTo(Window.SECOND);
        headers.put("X-APIG-Ratelimit-Api", "remain:0,limit:100,time:1 minute");
        assertThat(window(headers, "429.json")).isEqualTo(Window.MINUTE);
        headers.put("X-APIG-Ratelimit-Api-Allenv", "remain:10,limit:200,time:1 second");
        assertThat(window(headers, "429-second.json")).isEqualTo(Window.MINUTE);
    }

    @Test
    void retryAfter_isKept() {
        Map<String, String> headers =
                Map.of("Retry-After", "Fri, 20 Nov 2026 08:00:09 GMT", "Date", "Fri, 20 Nov 2026 08:00:00 GMT");
        assertThat(((Fault.Throttled) read(429, headers, "")).retryAfter()).isEqualTo(Duration.ofSeconds(9));
        assertThat(((Fault.ServerFailed) read(503, Map.of("Retry-After", "4"), "")).retryAfter())
                .isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void files_ofDocumentedErrors_areTheirFaults() {
        assertThat(fault(details.read(QUESTION, Samples.answer(401, "huawei/user-details/401.json")))
                        .kind())
                .isEqualTo(Fault.Kind.TOKEN);
        assertThat(fault(details.read(QUESTION, Samples.answer(400, "huawei/user-details/400-token.json")))
                        .kind())
                .isEqualTo(Fault.Kind.TOKEN);
        assertThat(fault(details.read(QUESTION, Samples.answer(429, "huawei/user-details/429.json")))
                        .origin()
                        .requestId())
                .isEqualTo("b1");
    }

    private Window window(Map<String, String> headers, String file) {
        return ((Fault.Throttled) read(429, headers, Samples.text("huawei/user-details/" + file))).window();
    }

    private Fault read(int status, Map<String, String> headers, String body) {
        return fault(details.read(QUESTION, HttpResponse.of(status, headers, body)));
    }
}
