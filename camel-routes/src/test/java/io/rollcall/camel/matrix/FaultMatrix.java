package io.rollcall.camel.matrix;

import static io.rollcall.camel.matrix.Api.Family.HUAWEI;
import static io.rollcall.camel.matrix.Api.Family.NEW;
import static io.rollcall.camel.matrix.Api.Family.OLD;
import static io.rollcall.camel.matrix.Conduct.doubt;
import static io.rollcall.camel.matrix.Conduct.doubtRepeated;
import static io.rollcall.camel.matrix.Conduct.harmless;
import static io.rollcall.camel.matrix.Conduct.rateForLong;
import static io.rollcall.camel.matrix.Conduct.rateOnce;
import static io.rollcall.camel.matrix.Conduct.ratePerMinute;
import static io.rollcall.camel.matrix.Conduct.ratePerSecond;
import static io.rollcall.camel.matrix.Conduct.refusal;
import static io.rollcall.camel.matrix.Conduct.staleToken;
import static io.rollcall.camel.matrix.Conduct.unsent;
import static io.rollcall.camel.matrix.FaultRow.fault;
import static io.rollcall.camel.matrix.Strike.code;
import static io.rollcall.camel.matrix.Strike.errcode;
import static io.rollcall.camel.matrix.Strike.errorCode;
import static io.rollcall.camel.matrix.Strike.html;
import static io.rollcall.camel.matrix.Strike.odd;
import static io.rollcall.camel.matrix.Strike.played;
import static io.rollcall.camel.matrix.Strike.verbatim;
import static io.rollcall.camel.matrix.Strike.wire;

import io.rollcall.call.CallEvent;
import io.rollcall.http.HttpResponse;
import io.rollcall.sandbox.script.Preset;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The table: what each fault looks like at each operation, and what is to come of it. Where a fault cannot occur, the table
 * says why, with the section of the collected facts. Later lines of a row overrule earlier ones.
 */
final class FaultMatrix {
    private static final CallEvent NO_ANSWER = new CallEvent.Unanswered("the connection broke");
    private static final CallEvent TOO_LARGE = new CallEvent.TooLarge("16 MiB");
    private static final HttpResponse PUNISHED =
            HttpResponse.of(200, Map.of(), "{\"status\":1111,\"wait\":5,\"source\":\"x5\",\"punish\":\"deny\"}");
    private static final HttpResponse BAN_PAGE = HttpResponse.of(
            200,
            Map.of("Content-Type", "text/html"),
            "<html><head><title>deny</title></head><body>punish</body></html>");
    private static final HttpResponse PORTAL = HttpResponse.of(
            403,
            Map.of("Content-Type", "text/html"),
            "<!DOCTYPE html><html><head><title>Login to network</title></head><body>Please sign in.</body></html>");
    private static final HttpResponse LONG_LINE = HttpResponse.of(200, Map.of("X-Long", "x".repeat(100_000)), "{}");
    private static final Duration SECOND = Duration.ofSeconds(1);

    private static final List<Api> WITHOUT_TOKEN =
            Arrays.stream(Api.values()).filter(api -> !api.needsToken()).toList();
    private static final List<Api> OPEN = List.of(Api.OPEN_STREAM);
    private static final List<Api> DINGTALK_TOKENS = List.of(Api.DINGTALK_TOKEN, Api.DINGTALK_TOKEN_THIRD_PARTY);
    private static final List<Api> WRITES = List.of(Api.SET_CO_HOSTS, Api.INVITE);

    private static final String NEEDS_NO_TOKEN =
            "the call carries no token (docs/vendors/dingtalk.md §2.1, docs/vendors/dingtalk-stream.md §1,"
                    + " docs/vendors/huawei.md §2.1)";
    private static final String IS_THE_TOKENS = "the call needs no other one before it";
    private static final String NO_BAN = "Huawei's facts know no ban of addresses (docs/vendors/huawei.md §3)";
    private static final String EXEMPT =
            "contacts calls are exempt from the month (docs/vendors/dingtalk.md §3.3, docs/vendors/dingtalk-stream.md §7)";
    private static final String OTHER_FORM =
            "the form of another API (docs/vendors/dingtalk.md §2.4, docs/vendors/huawei.md §3)";

    private FaultMatrix() {}

    static final List<FaultRow> ROWS = Stream.of(network(), servers(), noAnswers(), amounts(), access(), tokens())
            .flatMap(List::stream)
            .toList();

    static List<Cell> cells() {
        return Arrays.stream(Api.values()).flatMap(api -> cells(api).stream()).toList();
    }

    static List<Cell> cells(Api api) {
        return ROWS.stream().flatMap(row -> row.cells(api).stream()).toList();
    }

    private static List<FaultRow> network() {
        return List.of(
                fault("connection refused")
                        .note(
                                "Nothing arrives, so every call is certainly not done. A reading call knocks three times.")
                        .everywhere(new Strike.NobodyListens(), unsent()),
                fault("reset before the server acts")
                        .note(
                                "A client cannot distinguish this from a reset after the vendor acted. Here no one is called.")
                        .everywhere(wire(Preset.RESET_BEFORE, NO_ANSWER), doubtRepeated("no-answer")),
                fault("reset after the server acted")
                        .note("The invited person is called once and never again.")
                        .everywhere(wire(Preset.RESET_AFTER, NO_ANSWER), doubtRepeated("no-answer")),
                fault("no answer")
                        .outlastsTheTimeout()
                        .everywhere(wire(Preset.NO_ANSWER, NO_ANSWER), doubtRepeated("no-answer")),
                fault("slow body")
                        .note("Slower than usual, but whole before the response timeout: no fault.")
                        .everywhere(odd(Preset.UNHURRIED_BODY), harmless()),
                fault("slow body beyond `response-timeout`")
                        .note("The timeout runs to the last byte: a body that keeps dripping does not prolong it.")
                        .outlastsTheTimeout()
                        .everywhere(wire(Preset.SLOW_BODY, NO_ANSWER), doubtRepeated("no-answer")),
                fault("truncated body")
                        .note("The connection ends in the middle of the body.")
                        .everywhere(wire(Preset.TRUNCATED_BODY, NO_ANSWER), doubtRepeated("no-answer")),
                fault("body of 100 MB")
                        .note("Reading ends at 16 MiB.")
                        .everywhere(wire(Preset.HUGE_BODY, TOO_LARGE), doubt("unreadable")),
                fault("endless line")
                        .note("A header line of 100 KB; reading ends at 16 KiB.")
                        .everywhere(new Strike.LongLine(LONG_LINE), doubt("unreadable")),
                fault("JVM error while an answer is read")
                        .note(
                                "`StackOverflowError`, or a library that was built for another version. It ends the call, and"
                                        + " nothing but the call. Where the JVM itself fails (`OutOfMemoryError`), the program ends"
                                        + " with exit code 1; in a host the run fails and Rollcall's health is down.")
                        .everywhere(new Strike.BrokenReader(), doubt("unreadable")));
    }

    private static List<FaultRow> servers() {
        HttpResponse broken = HttpResponse.of(500, Map.of(), "");
        HttpResponse unavailable = HttpResponse.of(503, Map.of("Retry-After", "1"), "");
        HttpResponse muchLater = HttpResponse.of(503, Map.of("Retry-After", "3600"), "");
        return List.of(
                fault("500 without a body").everywhere(verbatim(broken), doubtRepeated("server")),
                fault("the vendor's own \"server error\"")
                        .note("HTTP 500 with a code; in the old generation errcode -1 under HTTP 200.")
                        .at(NEW, played(Preset.SERVER_ERROR, code(500, "systemError")), doubtRepeated("server"))
                        .at(
                                List.of(Api.ONGOING_MEETINGS),
                                played(Preset.SERVER_ERROR, code(500, "system.error")),
                                doubtRepeated("server"))
                        .at(OLD, played(Preset.SERVER_ERROR, errcode(-1)), doubtRepeated("server"))
                        .at(
                                HUAWEI,
                                played(Preset.SERVER_ERROR, errorCode(500, "USG.200000002", "internal")),
                                doubtRepeated("server")),
                fault("502 with HTML").everywhere(played(Preset.HTML_502, html(502)), doubtRepeated("server")),
                fault("503 with `Retry-After: 1`")
                        .note("The repeat of a reading call waits as long as it is asked to.")
                        .everywhere(
                                played(Preset.UNAVAILABLE, unavailable),
                                doubtRepeated("server").pausing(SECOND, Duration.ofMillis(1600))),
                fault("503 with `Retry-After: 3600`")
                        .note("A pause of more than 30 seconds ends the call.")
                        .everywhere(verbatim(muchLater), doubt("server")),
                fault("the gateway gives up on the service behind it")
                        .note("504; in the old generation errcode 15 with an `isp.` sub_code"
                                + " (docs/vendors/dingtalk.md §3.2).")
                        .everywhere(
                                played(Preset.GATEWAY_TIMEOUT, HttpResponse.of(504, Map.of(), "")),
                                doubtRepeated("server"))
                        .at(
                                OLD,
                                played(Preset.GATEWAY_TIMEOUT, errcode(15, "isp.top-remote-connection-timeout")),
                                doubtRepeated("server")),
                fault("the authentication service gives up")
                        .note(
                                "errcode 88 with an empty sub_code (docs/vendors/dingtalk.md §3.2): not the token's fault.")
                        .at(OLD, played(Preset.AUTH_TIMEOUT, errcode(88, "")), doubtRepeated("server"))
                        .never(NEW, "errcode 88 is the old generation's (docs/vendors/dingtalk.md §3.2)")
                        .never(HUAWEI, "errcode 88 is DingTalk's (docs/vendors/dingtalk.md §3.2)"));
    }

    private static List<FaultRow> noAnswers() {
        HttpResponse elsewhere = HttpResponse.of(302, Map.of("Location", "http://localhost:1/elsewhere"), "");
        HttpResponse deep = HttpResponse.of(200, Map.of(), "[".repeat(100_000) + "]".repeat(100_000));
        return List.of(
                fault("302 to another host")
                        .note("Never followed, with any method.")
                        .everywhere(played(Preset.REDIRECT, elsewhere), doubt("unreadable")),
                fault("200 with the shape of another generation's error")
                        .note("The new host answers a wrong path with errcode 404 under HTTP 200"
                                + " (docs/vendors/dingtalk.md §1): certainly nothing was done. Where the error says only that"
                                + " something failed, the outcome is unknown.")
                        .at(NEW, played(Preset.ERROR_IN_200, errcode(404)), refusal("bad-request"))
                        .at(
                                OLD,
                                played(
                                        Preset.ERROR_IN_200,
                                        HttpResponse.of(200, Map.of(), "{\"error_response\":{\"code\":15}}")),
                                doubtRepeated("server"))
                        .at(
                                HUAWEI,
                                played(
                                        Preset.ERROR_IN_200,
                                        HttpResponse.of(200, Map.of(), "{\"returnCode\":1,\"returnDesc\":\"failed\"}")),
                                doubtRepeated("server")),
                fault("200 with an error of the own generation, of an unknown code")
                        .note("An errcode refuses under HTTP 200 by design. A code of the others does not belong there:"
                                + " the outcome is unknown.")
                        .at(NEW, verbatim(code(200, "unheard.of")), doubtRepeated("server"))
                        .at(OLD, verbatim(errcode(99_999)), refusal("bad-request"))
                        .at(HUAWEI, verbatim(errorCode(200, "USG.999999999", "m")), doubtRepeated("server")),
                fault("200 with HTML")
                        .note(
                                "A proxy or portal answered in the vendor's place. Without a mark of the address ban it is"
                                        + " none, and other calls go on.")
                        .everywhere(played(Preset.HTML_200, html(200)), doubt("unreadable")),
                fault("403 with the page of a portal").everywhere(verbatim(PORTAL), doubt("unreadable")),
                fault("403 without the vendor's code")
                        .note("Every refusal of a vendor has a code: this one is a proxy's.")
                        .everywhere(
                                verbatim(HttpResponse.of(403, Map.of(), "{\"error\":\"Forbidden\"}")),
                                doubt("unreadable")),
                fault("an empty page that promises another one")
                        .note(
                                "Not read on: a list of empty pages would never end. Of the leave records, whose end is not described,"
                                        + " it is the end.")
                        .never(
                                List.of(Api.values()),
                                "only lists that come in pages can promise another page (docs/vendors/dingtalk.md §4.1, §5)")
                        .at(
                                List.of(Api.LEAVE_RECORDS),
                                verbatim(HttpResponse.of(200, Map.of(), "{\"records\":[],\"nextToken\":\"17\"}")),
                                harmless())
                        .at(
                                List.of(Api.MEMBERS),
                                verbatim(HttpResponse.of(
                                        200, Map.of(), "{\"memberModels\":[],\"totalCount\":1,\"nextToken\":\"17\"}")),
                                doubt("unreadable"))
                        .at(
                                List.of(Api.ORG_MEETINGS),
                                verbatim(HttpResponse.of(
                                        200,
                                        Map.of(),
                                        "{\"onGoingConfList\":[],\"hasMore\":true,\"nextToken\":\"17\"}")),
                                doubt("unreadable"))
                        .at(
                                List.of(Api.DEPARTMENT_USERS),
                                verbatim(
                                        HttpResponse.of(
                                                200,
                                                Map.of(),
                                                "{\"errcode\":0,\"result\":{\"list\":[],\"has_more\":true,\"next_cursor\":9}}")),
                                doubt("unreadable")),
                fault("a row that is no object")
                        .note("Costs that row: the list is read, and the run's report names the row.")
                        .never(List.of(Api.values()), "only lists have rows (docs/vendors/dingtalk.md §4.1, §5)")
                        .at(
                                List.of(Api.MEMBERS),
                                verbatim(HttpResponse.of(200, Map.of(), "{\"memberModels\":[null,\"x\"]}")),
                                harmless())
                        .at(
                                List.of(Api.LEAVE_RECORDS),
                                verbatim(HttpResponse.of(200, Map.of(), "{\"records\":[null,\"x\"]}")),
                                harmless())
                        .at(
                                List.of(Api.SUB_DEPARTMENTS),
                                verbatim(HttpResponse.of(200, Map.of(), "{\"errcode\":0,\"result\":[null,\"x\"]}")),
                                harmless())
                        .at(HUAWEI, verbatim(HttpResponse.of(200, Map.of(), "[null,\"x\"]")), harmless())
                        .never(List.of(Api.HUAWEI_TOKEN), "only lists have rows (docs/vendors/dingtalk.md §4.1, §5)"),
                between(407, "Proxy Authentication Required"),
                between(413, "Content Too Large"),
                between(421, "Misdirected Request"),
                between(425, "Too Early"),
                between(431, "Request Header Fields Too Large"),
                fault("511 from something in between")
                        .everywhere(verbatim(HttpResponse.of(511, Map.of(), "")), doubtRepeated("server")),
                fault("empty 200")
                        .everywhere(played(Preset.EMPTY_200, HttpResponse.of(200, Map.of(), "")), doubt("unreadable")),
                fault("200 with half of its JSON")
                        .note("Cut in the middle, but of the right length: the vendor acted.")
                        .everywhere(
                                played(Preset.CUT_JSON, HttpResponse.of(200, Map.of(), "{\"success\":t")),
                                doubt("unreadable")),
                fault("deeply nested JSON")
                        .note("100,000 arrays, each in the other.")
                        .everywhere(played(Preset.DEEP_JSON, deep), doubt("unreadable")),
                fault("200 with `success: false`")
                        .note("What it means is not described (docs/vendors/dingtalk.md §4.3, page 002).")
                        .everywhere(
                                played(Preset.SUCCESS_FALSE, HttpResponse.of(200, Map.of(), "{\"success\":false}")),
                                doubtRepeated("server"))
                        .never(
                                Arrays.stream(Api.values())
                                        .filter(api -> !WRITES.contains(api))
                                        .toList(),
                                "only the meeting actions answer so (docs/vendors/dingtalk.md §4.3)"));
    }

    // HTTP says that the sender of these did not process the request. The facts of the vendors do not know them, and
    // who
    // sends them is not known either: something in between may have passed the request on before
    private static FaultRow between(int status, String name) {
        return fault(status + " (" + name + ") without a vendor's code")
                .note("A proxy or gateway answered, and may have forwarded the request.")
                .everywhere(verbatim(HttpResponse.of(status, Map.of(), "")), doubt("unreadable"));
    }

    private static List<FaultRow> amounts() {
        return List.of(
                fault("throttled per second")
                        .note("Certainly not done, so that even a write is repeated, after 1 to 1.5 seconds.")
                        .at(
                                NEW,
                                played(Preset.QPS, code(403, "Forbidden.AccessDenied.QpsLimitForAppkeyAndApi")),
                                ratePerSecond())
                        .at(
                                OPEN,
                                played(Preset.QPS, code(403, "Forbidden.AccessDenied.QpsLimitForAppkeyAndApi")),
                                rateOnce())
                        .at(OLD, played(Preset.QPS, errcode(88, "90018")), ratePerSecond())
                        .at(
                                HUAWEI,
                                played(Preset.QPS, errorCode(429, "APIG.0308", "limit:200,time:1 second")),
                                ratePerSecond()),
                fault("throttled per minute")
                        .note("Waits for the next minute.")
                        .at(
                                NEW,
                                played(Preset.QPM, code(403, "Forbidden.AccessDenied.QpmLimitForAppkeyAndApi")),
                                ratePerMinute())
                        .at(
                                OPEN,
                                played(Preset.QPM, code(403, "Forbidden.AccessDenied.QpmLimitForAppkeyAndApi")),
                                rateOnce())
                        .never(OLD, "the old generation has no code for it (docs/vendors/dingtalk.md §3.2)")
                        .at(
                                HUAWEI,
                                played(Preset.QPM, errorCode(429, "APIG.0308", "limit:100,time:1 minute")),
                                ratePerMinute()),
                fault("429")
                        .note("Without a period, DingTalk is taken to count seconds and Huawei minutes"
                                + " (docs/vendors/dingtalk.md §3.2, docs/vendors/huawei.md §3).")
                        .at(NEW, played(Preset.TOO_MANY, code(429, "system.busy")), ratePerSecond())
                        .at(OPEN, played(Preset.TOO_MANY, code(429, "system.busy")), rateOnce())
                        .at(
                                OLD,
                                played(
                                        Preset.TOO_MANY,
                                        HttpResponse.of(429, Map.of(), "{\"message\":\"too many requests\"}")),
                                ratePerSecond())
                        .at(
                                HUAWEI,
                                played(Preset.TOO_MANY, errorCode(429, "USG.100000429", "flow control")),
                                ratePerMinute()),
                fault("429 with `Retry-After: 7`")
                        .note("The vendor's own wish counts.")
                        .everywhere(
                                verbatim(HttpResponse.of(429, Map.of("Retry-After", "7"), "{\"message\":\"m\"}")),
                                ratePerSecond().pausing(Duration.ofSeconds(7), Duration.ofMillis(7500)))
                        .at(
                                OPEN,
                                verbatim(HttpResponse.of(429, Map.of("Retry-After", "7"), "{\"message\":\"m\"}")),
                                rateOnce()),
                fault("429 with `Retry-After: 3600`")
                        .note("A pause of more than two minutes ends the call.")
                        .everywhere(
                                verbatim(HttpResponse.of(429, Map.of("Retry-After", "3600"), "{\"message\":\"m\"}")),
                                rateForLong())
                        .at(
                                OPEN,
                                verbatim(HttpResponse.of(429, Map.of("Retry-After", "3600"), "{\"message\":\"m\"}")),
                                rateOnce()),
                fault("quota used up")
                        .note("Never repeated; metered calls are refused here until the next month.")
                        .at(
                                NEW,
                                played(Preset.QUOTA, code(403, "Forbidden.AccessDenied.ApiCountLimitForOrg")),
                                refusal("quota").andRest())
                        .at(
                                OPEN,
                                played(Preset.QUOTA, code(403, "Forbidden.AccessDenied.ApiCountLimitForOrg")),
                                refusal("quota"))
                        .never(
                                DINGTALK_TOKENS,
                                "the internal token call is exempt from the month, third-party applications are not"
                                        + " metered (docs/vendors/dingtalk.md §3.3)")
                        .never(OLD, EXEMPT)
                        .never(List.of(Api.LEAVE_RECORDS), EXEMPT)
                        .at(
                                List.of(Api.SCOPES),
                                played(Preset.QUOTA, errcode(90020)),
                                refusal("quota").andRest())
                        .never(HUAWEI, "Huawei's facts know no monthly quota (docs/vendors/huawei.md §3)"),
                fault("address banned, HTML")
                        .note("Never repeated; every call to DingTalk rests for five minutes.")
                        .everywhere(
                                played(Preset.BAN_HTML, BAN_PAGE),
                                doubt("banned").andRest())
                        .never(HUAWEI, NO_BAN),
                fault("address banned, JSON with `punish`")
                        .note("Never repeated; every call to DingTalk rests for five minutes.")
                        .everywhere(
                                played(Preset.BAN_JSON, PUNISHED),
                                doubt("banned").andRest())
                        .never(HUAWEI, NO_BAN));
    }

    private static List<FaultRow> access() {
        String denied = "Forbidden.AccessDenied.AccessTokenPermissionDenied";
        return List.of(
                fault("permission missing")
                        .at(NEW, played(Preset.PERMISSION, code(403, denied)), refusal("permission"))
                        .never(
                                DINGTALK_TOKENS,
                                "getting a token needs no permission: none of its failures is one"
                                        + " (docs/vendors/dingtalk.md §2.4)")
                        .at(OLD, played(Preset.PERMISSION, errcode(88, "60011")), refusal("permission"))
                        .at(
                                HUAWEI,
                                played(Preset.PERMISSION, errorCode(403, "MMC.111070002", "no permission")),
                                refusal("permission")),
                fault("token rejected")
                        .note("\"Every time\" is a token that is rejected for ever: one more with a fresh token, then"
                                + " the end.")
                        .at(NEW, played(Preset.TOKEN_REJECTED, code(400, "InvalidAuthentication")), staleToken())
                        .at(OLD, played(Preset.TOKEN_REJECTED, errcode(88, "40014")), staleToken())
                        .at(
                                HUAWEI,
                                played(Preset.TOKEN_REJECTED, errorCode(401, "USG.000000004", "invalid")),
                                staleToken())
                        .never(WITHOUT_TOKEN, NEEDS_NO_TOKEN),
                fault("token rejected, bare errcode 40014")
                        .at(OLD, played(Preset.TOKEN_REJECTED_BARE, errcode(40014)), staleToken())
                        .never(NEW, OTHER_FORM)
                        .never(HUAWEI, OTHER_FORM)
                        .never(WITHOUT_TOKEN, NEEDS_NO_TOKEN),
                fault("token rejected, expired by the old table (42001)")
                        .at(OLD, played(Preset.TOKEN_EXPIRED, errcode(88, "42001")), staleToken())
                        .never(NEW, OTHER_FORM)
                        .never(HUAWEI, OTHER_FORM)
                        .never(WITHOUT_TOKEN, NEEDS_NO_TOKEN),
                fault("token rejected, by the old table's 40001")
                        .at(OLD, verbatim(errcode(40001)), staleToken())
                        .never(NEW, OTHER_FORM)
                        .never(HUAWEI, OTHER_FORM)
                        .never(WITHOUT_TOKEN, NEEDS_NO_TOKEN),
                fault("token rejected, HTTP 400 with MBI.000000004")
                        .at(
                                HUAWEI,
                                played(Preset.TOKEN_REJECTED_400, errorCode(400, "MBI.000000004", "illegal request")),
                                staleToken())
                        .never(NEW, OTHER_FORM)
                        .never(OLD, OTHER_FORM)
                        .never(WITHOUT_TOKEN, NEEDS_NO_TOKEN),
                fault("token rejected, kicked out by a 65th token (206020002)")
                        .at(HUAWEI, verbatim(errorCode(401, "USG.206020002", "kicked out")), staleToken())
                        .never(NEW, OTHER_FORM)
                        .never(OLD, OTHER_FORM)
                        .never(WITHOUT_TOKEN, NEEDS_NO_TOKEN),
                fault("token rejected, said to be missing")
                        .at(NEW, verbatim(code(400, "AuthenticationFailed.MissingParameter")), staleToken())
                        .at(OLD, verbatim(errcode(88, "40000")), staleToken())
                        .at(HUAWEI, verbatim(errorCode(401, "MMC.111070111", "missing")), staleToken())
                        .never(WITHOUT_TOKEN, NEEDS_NO_TOKEN));
    }

    private static List<FaultRow> tokens() {
        HttpResponse ended = errorCode(401, "USG.206010057", "signature expired");
        return List.of(
                fault("credentials rejected")
                        .note("Strikes the call that gets the token; the operation itself is never sent.")
                        .strikesTheToken()
                        .everywhere(
                                played(Preset.CREDENTIALS_REJECTED, code(400, "invalidClientIdOrSecret")),
                                refusal("token"))
                        .at(OPEN, played(Preset.CREDENTIALS_REJECTED, code(401, "authFailed")), refusal("token"))
                        .at(
                                HUAWEI,
                                played(Preset.CREDENTIALS_REJECTED, errorCode(401, "USG.206010025", "failed")),
                                refusal("token")),
                fault("clock wrong")
                        .note("The clock here is an hour slow; the report's remedy names the clock.")
                        .strikesTheToken()
                        .at(HUAWEI, new Strike.SlowClock(ended), refusal("token"))
                        .never(NEW, "no DingTalk call sends the time (docs/vendors/dingtalk.md §2.1)")
                        .never(OLD, "no DingTalk call sends the time (docs/vendors/dingtalk.md §2.1)"),
                fault("the token's own call: reset")
                        .note("The token is asked for three times. The operation itself was" + " certainly not done.")
                        .strikesTheToken()
                        .everywhere(wire(Preset.RESET_BEFORE, NO_ANSWER), doubtRepeated("no-answer"))
                        .never(WITHOUT_TOKEN, IS_THE_TOKENS),
                fault("the token's own call: 502 with HTML")
                        .strikesTheToken()
                        .everywhere(played(Preset.HTML_502, html(502)), doubtRepeated("server"))
                        .never(WITHOUT_TOKEN, IS_THE_TOKENS),
                fault("the token's own call: 200 with HTML")
                        .strikesTheToken()
                        .everywhere(played(Preset.HTML_200, html(200)), doubt("unreadable"))
                        .never(WITHOUT_TOKEN, IS_THE_TOKENS),
                fault("the token's own call: body of 100 MB")
                        .strikesTheToken()
                        .everywhere(wire(Preset.HUGE_BODY, TOO_LARGE), doubt("unreadable"))
                        .never(WITHOUT_TOKEN, IS_THE_TOKENS),
                fault("the token's own call: throttled")
                        .strikesTheToken()
                        .everywhere(
                                played(Preset.QPS, code(403, "Forbidden.AccessDenied.QpsLimitForApi")), ratePerSecond())
                        .at(
                                HUAWEI,
                                played(Preset.QPS, errorCode(429, "APIG.0308", "limit:200,time:1 second")),
                                ratePerSecond())
                        .never(WITHOUT_TOKEN, IS_THE_TOKENS));
    }
}
