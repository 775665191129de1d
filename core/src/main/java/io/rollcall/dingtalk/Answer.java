package io.rollcall.dingtalk;

import io.rollcall.call.Fault;
import io.rollcall.call.Reading;
import io.rollcall.http.HttpResponse;
import io.rollcall.json.internal.Json;
import io.rollcall.json.internal.JsonBody;
import java.util.function.Function;

/** A JSON object that DingTalk answered with and that is no error; what it lacks is still to be found out. */
record Answer(DingTalkCall call, HttpResponse response, Json json) {

    /** Reads what came back: a refusal where it is one, otherwise what the reader makes of it. */
    static <O> Reading<O> read(DingTalkCall call, HttpResponse response, Function<Answer, Reading<O>> reader) {
        JsonBody body = JsonBody.of(response);
        Reading<O> refusal = DingTalkRefusal.in(call, response, body);
        return refusal != null ? refusal : reader.apply(new Answer(call, response, body.json()));
    }

    Json at(String name) {
        return json.at(name);
    }

    /** Something that makes an answer is missing or cannot be read. */
    <O> Reading<O> unreadable(String what) {
        return Reading.refusal(new Fault.Unreadable(
                origin(),
                "DingTalk's answer cannot be used: " + what
                        + ". Ask again later; if it stays so, report it with the request id."));
    }

    /** A page that promises another one and holds nothing: whoever went on might go on for ever. */
    <O> Reading<O> emptyPage() {
        return unreadable("it promises another page and holds no row that can be read");
    }

    /** The vendor says that it did not succeed and not why: nobody knows what it did (vendors/dingtalk.md §4.3, 002). */
    <O> Reading<O> unsuccessful() {
        return Reading.refusal(
                new Fault.ServerFailed(
                        origin(),
                        null,
                        "DingTalk answered without success and without a reason: it may have acted or not. Look at the meeting."));
    }

    private Fault.Origin origin() {
        return DingTalkRefusal.origin(call, response, json, null);
    }
}
