package io.rollcall.vendor.dingtalk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpRequest.Field;
import io.rollcall.http.HttpRequest.Method;
import io.rollcall.http.HttpRequest.TokenPlace;
import io.rollcall.json.JsonText;
import java.net.URI;
import java.util.List;

/** How calls of the new generation are sent (docs/vendors/dingtalk.md §1). */
record OpenApi(URI base) {
    private static final TokenPlace TOKEN = TokenPlace.header("x-acs-dingtalk-access-token");
    static final Field ACCEPT = new Field("Accept", "application/json");
    static final Field CONTENT_TYPE = new Field("Content-Type", "application/json; charset=utf-8");

    HttpRequest get(String path, List<Field> query) {
        return new HttpRequest(Method.GET, base, path, query, List.of(ACCEPT), null, TOKEN);
    }

    HttpRequest post(String path, ObjectNode body) {
        return new HttpRequest(
                Method.POST, base, path, List.of(), List.of(ACCEPT, CONTENT_TYPE), JsonText.of(body), TOKEN);
    }

    HttpRequest postWithoutToken(String path, ObjectNode body) {
        return new HttpRequest(
                Method.POST, base, path, List.of(), List.of(ACCEPT, CONTENT_TYPE), JsonText.of(body), TokenPlace.NONE);
    }
}
