package io.rollcall.camel.matrix;

import io.rollcall.call.CallEvent;
import io.rollcall.http.HttpResponse;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.Preset;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * A fault in one vendor's form, twice: as the sandbox plays it, and as the event that a call is told. The two were written
 * apart, so that a misreading shows.
 */
sealed interface Strike {

    /** The sandbox's own rendition of the fault. */
    record Played(Preset preset, Optional<CallEvent> event) implements Strike {}

    /** An answer word for word. */
    record Verbatim(HttpResponse answer) implements Strike {}

    /** An answer one of whose lines is longer than any line that is read. */
    record LongLine(HttpResponse answer) implements Strike {}

    /** The answer is genuine, and the code here that reads it throws an {@link Error}. */
    record BrokenReader() implements Strike {}

    /** Nobody listens at the vendor's address. */
    record NobodyListens() implements Strike {}

    /** The clock here is an hour slow. */
    record SlowClock(HttpResponse answer) implements Strike {}

    /** What a call is told; empty where the answer is genuine all the same. */
    default Optional<CallEvent> event() {
        if (this instanceof Played played) {
            return played.event();
        } else if (this instanceof Verbatim verbatim) {
            return Optional.of(new CallEvent.Answered(verbatim.answer()));
        } else if (this instanceof LongLine) {
            return Optional.of(new CallEvent.TooLarge("the longest line"));
        } else if (this instanceof BrokenReader) {
            return Optional.empty();
        } else if (this instanceof SlowClock clock) {
            return Optional.of(new CallEvent.Answered(clock.answer()));
        }
        return Optional.of(new CallEvent.Unsent("the connection was refused"));
    }

    /** The fault as a script of the sandbox; empty where the sandbox needs none to show it. */
    default Optional<Fault> script(Fault on) {
        if (this instanceof Played played) {
            return Optional.of(on.then(played.preset()));
        } else if (this instanceof Verbatim verbatim) {
            return Optional.of(saying(on, verbatim.answer()));
        } else if (this instanceof LongLine line) {
            return Optional.of(saying(on, line.answer()));
        }
        return Optional.empty();
    }

    private static Fault saying(Fault on, HttpResponse answer) {
        return on.then(answer.status(), answer.headers(), new String(answer.body(), StandardCharsets.UTF_8));
    }

    /** Whether the vendor does what was asked although the fault strikes. */
    default boolean acts() {
        return this instanceof BrokenReader
                || (this instanceof Played played && played.preset().acts());
    }

    /** Whether the fault lasts from before the first request to after the last, instead of striking requests. */
    default boolean lasting() {
        return this instanceof NobodyListens || this instanceof SlowClock || this instanceof BrokenReader;
    }

    /** Something that happens to the connection. */
    static Strike wire(Preset preset, CallEvent event) {
        return new Played(preset, Optional.of(event));
    }

    /** A genuine answer in an odd way. */
    static Strike odd(Preset preset) {
        return new Played(preset, Optional.empty());
    }

    /** An answer that the sandbox has too. */
    static Strike played(Preset preset, HttpResponse answer) {
        return wire(preset, new CallEvent.Answered(answer));
    }

    /** An answer that the sandbox is told word for word. */
    static Strike verbatim(HttpResponse answer) {
        return new Verbatim(answer);
    }

    static HttpResponse html(int status) {
        return HttpResponse.of(status, Map.of("Content-Type", "text/html"), "<html><body>Sorry</body></html>");
    }

    /** DingTalk's new generation (docs/vendors/dingtalk.md §3.1). */
    static HttpResponse code(int status, String code) {
        return HttpResponse.of(status, Map.of(), "{\"code\":\"" + code + "\",\"message\":\"m\",\"requestid\":\"r-1\"}");
    }

    /** DingTalk's old generation (docs/vendors/dingtalk.md §3.1). */
    static HttpResponse errcode(long errcode) {
        return HttpResponse.of(200, Map.of(), "{\"errcode\":" + errcode + ",\"errmsg\":\"m\",\"request_id\":\"r-1\"}");
    }

    /** DingTalk's old generation, an error within another (docs/vendors/dingtalk.md §3.1). */
    static HttpResponse errcode(long errcode, String subCode) {
        return HttpResponse.of(
                200,
                Map.of(),
                "{\"errcode\":" + errcode + ",\"errmsg\":\"m\",\"sub_code\":\"" + subCode
                        + "\",\"sub_msg\":\"s\",\"request_id\":\"r-1\"}");
    }

    /** Huawei (docs/vendors/huawei.md §3). */
    static HttpResponse errorCode(int status, String code, String message) {
        return HttpResponse.of(status, Map.of(), "{\"error_code\":\"" + code + "\",\"error_msg\":\"" + message + "\"}");
    }
}
