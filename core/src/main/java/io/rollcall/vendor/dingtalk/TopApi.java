package io.rollcall.vendor.dingtalk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpRequest.Method;
import io.rollcall.http.HttpRequest.TokenPlace;
import io.rollcall.http.HttpResponse;
import io.rollcall.json.Json;
import io.rollcall.json.JsonText;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.ParsedResponse;
import java.net.URI;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * How calls of the old generation are sent and answered. The token goes into the query, as the pages' tables demand,
 * although their samples put it into the body (docs/vendors/dingtalk.md §4.3, 003).
 */
record TopApi(URI base) {
    private static final TokenPlace TOKEN = TokenPlace.query("access_token");

    HttpRequest post(String path, ObjectNode body) {
        return new HttpRequest(
                Method.POST,
                base,
                path,
                List.of(),
                List.of(OpenApi.ACCEPT, OpenApi.CONTENT_TYPE),
                JsonText.of(body),
                TOKEN);
    }

    HttpRequest get(String path) {
        return new HttpRequest(Method.GET, base, path, List.of(), List.of(OpenApi.ACCEPT), null, TOKEN);
    }

    /** Reads an answer whose {@code errcode} is there and 0, and hands its {@code result} on. */
    <O> ParsedResponse<O> read(
            DingTalkApi call, HttpResponse response, BiFunction<DingTalkResponse, Json, ParsedResponse<O>> reader) {
        return readWithoutResult(call, response, answer -> {
            Json result = answer.at("result").unfolded();
            return result.isSaid() ? reader.apply(answer, result) : answer.unreadable("result is missing");
        });
    }

    /** Reads an answer whose {@code errcode} is there and 0, and which holds its values beside it. */
    <O> ParsedResponse<O> readWithoutResult(
            DingTalkApi call, HttpResponse response, Function<DingTalkResponse, ParsedResponse<O>> reader) {
        return DingTalkResponse.read(
                call,
                response,
                answer -> Long.valueOf(0).equals(answer.at("errcode").number())
                        ? reader.apply(answer)
                        : answer.unreadable("errcode is missing"));
    }

    /**
     * Reads like {@link #read}, but one code says that there is nothing of the kind. Other codes that sound like it stay
     * refusals: only this one proves it.
     */
    <O> ParsedResponse<O> readUnless(
            String code,
            O nothing,
            DingTalkApi call,
            HttpResponse response,
            BiFunction<DingTalkResponse, Json, ParsedResponse<O>> reader) {
        ParsedResponse<O> parsed = read(call, response, reader);
        return parsed instanceof ParsedResponse.Refusal<O> refusal
                        && refusal.fault() instanceof Fault.NotFound
                        && code.equals(refusal.fault().origin().code())
                ? ParsedResponse.answer(nothing)
                : parsed;
    }
}
