package io.rollcall.app;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Both vendors of a made-up company whose every text is a marker: ids, names, titles, names of the company's own fields, headers,
 * messages, tokens. Even what the vendors call an enumeration or a code is one. Thread-safe.
 */
final class MarkerServer implements AutoCloseable {
    /** A part of every text. */
    static final String MARKER = "MaRkEr";

    /** A part of every name of a field or header that is the company's own. */
    static final String NAME = "OwNnAmE";

    /** Numbers that must not be in a recording: ids, times, telephone numbers. */
    static final List<String> NUMBERS = List.of(
            "9223372036854775801",
            "9223372036854775802",
            "7654321",
            "1700000000",
            "13800138000",
            "1597573616828",
            "4455667788");

    private static final ObjectMapper JSON = new ObjectMapper();

    /** How it answers. */
    enum Mode {
        ANSWERS,
        ERRORS,
        PAGES
    }

    private final HttpServer server;
    private final Mode mode;
    private final AtomicInteger texts = new AtomicInteger();

    MarkerServer(Mode mode) throws IOException {
        this.mode = mode;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        exchange.getRequestBody().readAllBytes();
        String path = exchange.getRequestURI().getPath();
        String body =
                switch (mode) {
                    case ANSWERS -> answer(path);
                    case ERRORS -> isToken(path) ? answer(path) : error(path);
                    case PAGES ->
                        isToken(path)
                                ? answer(path)
                                : "<html><head><title>" + text() + "</title></head><body>" + text() + "</body></html>";
                };
        boolean page = body.startsWith("<");
        exchange.getResponseHeaders().set("Content-Type", page ? "text/html" : "application/json;x=" + text());
        exchange.getResponseHeaders().set("X-Request-Id", text());
        exchange.getResponseHeaders().set("X-Ratelimit-Of", text());
        exchange.getResponseHeaders().set("X-Ratelimit-Reset", "1700000000");
        exchange.getResponseHeaders().set("X-Ratelimit-Limit", "limit:100,time:13800138000");
        exchange.getResponseHeaders().set("X-Quota-Number", "138 0013 8000");
        exchange.getResponseHeaders().set("X-" + NAME + "-Trace", text());
        exchange.getResponseHeaders().set("Set-Cookie", text());
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        boolean refused =
                mode == Mode.ERRORS && !isToken(path) && !path.startsWith("/topapi") && !path.startsWith("/auth");
        exchange.sendResponseHeaders(refused ? 400 : 200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private static boolean isToken(String path) {
        return path.contains("oauth2") || path.contains("appauth");
    }

    private String text() {
        return MARKER + "-" + texts.incrementAndGet() + "/某人";
    }

    private String name() {
        return NAME + texts.incrementAndGet();
    }

    private String error(String path) {
        ObjectNode error = JSON.createObjectNode();
        error.put("code", text())
                .put("message", text())
                .put("requestid", text())
                .put(name(), text());
        if (path.startsWith("/topapi") || path.startsWith("/auth")) {
            error.put("errcode", 88)
                    .put("sub_code", text())
                    .put("sub_msg", text())
                    .put("errmsg", text());
        }
        error.putObject("accessdenieddetail").putArray("requiredScopes").add(text());
        error.put("error_code", text()).put("error_msg", text());
        return error.toString();
    }

    private String answer(String path) {
        if (isToken(path)) {
            return "{\"accessToken\":\"" + MARKER + "token" + "\",\"expireIn\":7200,\"validPeriod\":7200,\"userId\":\""
                    + text() + "\"}";
        }
        ObjectNode answer =
                JSON.createObjectNode().put("errcode", 0).put("errmsg", text()).put(name(), text());
        if (path.endsWith("/orgConferences")) {
            ObjectNode meeting = answer.put("hasMore", true)
                    .put("nextToken", text())
                    .putArray("onGoingConfList")
                    .addObject();
            meeting.put("conferenceId", id("c"))
                    .put("title", text())
                    .put("roomCode", text())
                    .put("creatorId", 9_223_372_036_854_775_802L);
            meeting.put("creatorNick", text())
                    .put("bizType", text())
                    .put("status", 1)
                    .put("startTime", 1_700_000_000_123L);
            meeting.put("externalLinkUrl", "https://example.com/" + text());
        } else if (path.endsWith("/members")) {
            ObjectNode member = answer.putArray("memberModels").addObject();
            member(member);
        } else if (path.endsWith("/users/lists")) {
            answer.putArray("onGoingConfIdList").add(id("c"));
            member(answer.putObject("memberModelMap").putObject(text()));
        } else if (path.endsWith("/user/list")) {
            ObjectNode result = answer.putObject("result").put("has_more", false);
            result.putArray("list").add(person());
        } else if (path.endsWith("/user/get")) {
            answer.set("result", person());
        } else if (path.endsWith("/listsub")) {
            answer.putArray("result")
                    .addObject()
                    .put("dept_id", 7_654_321)
                    .put("parent_id", 1)
                    .put("name", text());
        } else if (path.endsWith("/listsubid")) {
            answer.putObject("result").putArray("dept_id_list").add(7_654_321);
        } else if (path.endsWith("/department/get")) {
            answer.putObject("result").put("dept_id", 1).put("name", text());
        } else if (path.endsWith("/user/count")) {
            answer.putObject("result").put("count", 17).put(name(), 18);
        } else if (path.endsWith("/scopes")) {
            ObjectNode scopes = answer.putObject("auth_org_scopes");
            scopes.putArray("authed_dept").add(1);
            scopes.putArray("authed_user").add(id("p"));
            answer.putArray("auth_user_field").add(text());
        } else if (path.endsWith("/empLeaveRecords")) {
            answer.putArray("records")
                    .addObject()
                    .put("userId", id("p"))
                    .put("leaveTime", "2026-11-20T08:00:00Z")
                    .put("name", text())
                    .put("leaveReason", text());
        } else if (path.contains("/getby")) {
            answer.putObject("result").put("userid", id("p")).put("contact_type", 0);
        } else if (path.endsWith("/users/list")) {
            ObjectNode user = JSON.createObjectNode()
                    .put("id", id("h"))
                    .put("statusCode", 0)
                    .put("type", text());
            user.put("account", text())
                    .put("name", text())
                    .put("phone", text())
                    .put("signature", text())
                    .put("vmrId", text());
            user.putArray("deptCodes").add(text());
            return "[" + user + "]";
        }
        return answer.toString();
    }

    private static String id(String kind) {
        return MARKER + "-id-" + kind;
    }

    private void member(ObjectNode member) {
        member.put("unionId", id("u"))
                .put("conferenceId", id("c"))
                .put("userNick", text())
                .put("attendStatus", 3);
        member.put("host", true)
                .put("joinTime", 1_700_000_000_123L)
                .put("deviceType", text())
                .put(name(), text());
    }

    private ObjectNode person() {
        ObjectNode person = JSON.createObjectNode();
        person.put("userid", id("p"))
                .put("unionid", id("u"))
                .put("name", text())
                .put("title", text());
        person.put("mobile", "13800138000")
                .put("state_code", "86")
                .put("job_number", text())
                .put("email", text() + "@x.com");
        person.put(
                "extension", "{\"" + text().replace("/", "") + "\":\"" + text() + "\",\"status\":\"" + text() + "\"}");
        person.put("exclusive_account_type", text()).put("avatar", "https://example.com/" + text());
        person.putObject(name()).put("type", text()).put("code", text());
        person.put("hired_date", 1_597_573_616_828L).put("exclusive_account_corp_id", 9_223_372_036_854_775_801L);
        person.put("dept_order", 4_455_667_788L);
        person.putArray("dept_id_list").add(1).add(7_654_321);
        person.putArray("role_list").addObject().put("name", text()).put("group_name", text());
        return person;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /** The configuration of both vendors. */
    String properties() {
        return account("beijing") + account("berlin")
                + "rollcall.huawei.url=" + url() + "\n"
                + "rollcall.huawei.app-id=" + MARKER + "app\n"
                + "rollcall.huawei.app-key=" + MARKER + "key-91bc\n";
    }

    private String account(String name) {
        String prefix = "rollcall.account." + name + ".";
        return prefix + "vendor=dingtalk\n" + prefix + "client-id=" + MARKER + "-client-" + name + "\n" + prefix
                + "client-secret="
                + MARKER + "-secret-" + name + "\n" + prefix + "api-url=" + url() + "\n" + prefix + "oapi-url=" + url()
                + "\n";
    }
}
