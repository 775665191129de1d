package io.rollcall.vendor.dingtalk;

import io.rollcall.http.HttpResponse;
import io.rollcall.json.Json;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.ParsedResponse;
import io.rollcall.vendor.ResponseBody;
import java.util.function.Function;

/** A JSON object that DingTalk answered with and that is no error; what it lacks is still to be found out. */
record DingTalkResponse(DingTalkApi call, HttpResponse response, Json json) {

    /** Reads what came back: a refusal where it is one, otherwise what the reader makes of it. */
    static <O> ParsedResponse<O> read(
            DingTalkApi call, HttpResponse response, Function<DingTalkResponse, ParsedResponse<O>> reader) {
        ResponseBody body = ResponseBody.of(response);
        ParsedResponse<O> refusal = DingTalkErrorParser.in(call, response, body);
        return refusal != null ? refusal : reader.apply(new DingTalkResponse(call, response, body.json()));
    }

    Json at(String name) {
        return json.at(name);
    }

    /** Something that makes an answer is missing or cannot be read. */
    <O> ParsedResponse<O> unreadable(String what) {
        return ParsedResponse.refusal(new Fault.Unreadable(
                origin(),
                "DingTalk's answer cannot be used: " + what
                        + ". Ask again later; if it stays so, report it with the request id."));
    }

    /** A page that promises another one and holds nothing: reading on might never end. */
    <O> ParsedResponse<O> emptyPage() {
        return unreadable("it promises another page and holds no row that can be read");
    }

    /** The vendor says that it did not succeed and not why: it is unknown what it did (docs/vendors/dingtalk.md §4.3, 002). */
    <O> ParsedResponse<O> unsuccessful() {
        return ParsedResponse.refusal(
                new Fault.ServerFailed(
                        origin(),
                        null,
                        "DingTalk answered without success and without a reason: it may have acted or not. Look at the meeting."));
    }

    private Fault.Origin origin() {
        return DingTalkErrorParser.origin(call, response, json, null);
    }
}
