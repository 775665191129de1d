package io.rollcall.dingtalk;

import io.rollcall.call.Reading;
import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpRequest.Method;
import io.rollcall.http.HttpRequest.TokenPlace;
import io.rollcall.http.HttpResponse;
import io.rollcall.json.internal.Json;
import java.net.URI;
import java.util.List;
import java.util.function.BiFunction;

/**
 * How calls of the old generation are sent and answered. The token goes into the query, as the pages' tables demand,
 * although their samples put it into the body (vendors/dingtalk.md §4.3, 003).
 */
record OldGeneration(URI base) {
    private static final TokenPlace TOKEN = TokenPlace.query("access_token");

    HttpRequest post(String path, String body) {
        return new HttpRequest(
                Method.POST,
                base,
                path,
                List.of(),
                List.of(NewGeneration.ACCEPT, NewGeneration.CONTENT_TYPE),
                body,
                TOKEN);
    }

    /** Reads an answer whose {@code errcode} is there and 0, and hands its {@code result} on. */
    <O> Reading<O> read(DingTalkCall call, HttpResponse response, BiFunction<Answer, Json, Reading<O>> reader) {
        return Answer.read(call, response, answer -> {
            if (!Long.valueOf(0).equals(answer.at("errcode").number())) {
                return answer.unreadable("errcode is missing");
            }
            Json result = answer.at("result").unfolded();
            return result.isSaid() ? reader.apply(answer, result) : answer.unreadable("result is missing");
        });
    }
}
