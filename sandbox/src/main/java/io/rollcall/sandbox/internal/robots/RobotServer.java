package io.rollcall.sandbox.internal.robots;

import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.sandbox.internal.company.RobotSettings;
import io.rollcall.sandbox.internal.company.RobotSettings.Kind;
import io.rollcall.sandbox.internal.http.Json;
import io.rollcall.sandbox.internal.http.Request;
import io.rollcall.sandbox.internal.http.Response;
import io.rollcall.sandbox.internal.http.Route;
import io.rollcall.sandbox.internal.http.SandboxClock;
import io.rollcall.sandbox.journal.RobotMessage;
import io.rollcall.sandbox.script.VendorApi;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The robots of four chat services: signatures, clock windows, keywords, rates, sizes, and errors in HTTP 200 (docs/vendors/robots.md
 * §2, §4). Thread-safe.
 */
public final class RobotServer {
    private static final String DINGTALK_PATH = "/robot/send";
    private static final String FEISHU_PATH = "/open-apis/bot/v2/hook/";
    private static final String WECOM_PATH = "/cgi-bin/webhook/send";
    private static final String SLACK_PATH = "/services/";

    private final SandboxClock clock;
    private final BooleanSupplier poolIsUsedUp;
    private final List<RobotSettings> settings;
    private List<Robot> robots = List.of();
    private final List<RobotMessage> messages = new ArrayList<>();

    /** @param spend takes one of the month's pushes of DingTalk; whether there is none left */
    public RobotServer(List<RobotSettings> settings, SandboxClock clock, BooleanSupplier spend) {
        this.settings = settings;
        this.clock = clock;
        this.poolIsUsedUp = spend;
        reset();
    }

    /** Forgets all messages, rates and silences. */
    public synchronized void reset() {
        messages.clear();
        robots = settings.stream().map(one -> new Robot(one, clock)).toList();
    }

    /** All posted messages, oldest first. */
    public synchronized List<RobotMessage> messages() {
        return List.copyOf(messages);
    }

    /** The path and query of the first robot of a kind; empty if there is none. */
    public Optional<String> target(Kind kind) {
        return settings.stream().filter(one -> one.kind() == kind).findFirst().map(RobotServer::target);
    }

    /** The secret of the first robot of a kind; empty if there is none. */
    public String secret(Kind kind) {
        return settings.stream()
                .filter(one -> one.kind() == kind)
                .findFirst()
                .map(RobotSettings::secret)
                .orElse("");
    }

    private static String target(RobotSettings robot) {
        return switch (robot.kind()) {
            case DINGTALK -> DINGTALK_PATH + "?access_token=" + robot.key();
            case FEISHU -> FEISHU_PATH + robot.key();
            case WECOM -> WECOM_PATH + "?key=" + robot.key();
            case SLACK -> SLACK_PATH + robot.key();
        };
    }

    /** The route of a request; empty if no robot has such a path. */
    public Optional<Route> route(Request request) {
        String path = request.path();
        if (!request.method().equals("POST")) {
            return Optional.empty();
        } else if (path.equals(DINGTALK_PATH)) {
            return Optional.of(new Route(VendorApi.DINGTALK_ROBOT, "", this::dingtalk));
        } else if (path.equals(WECOM_PATH)) {
            return Optional.of(new Route(VendorApi.WECOM_ROBOT, "", this::wecom));
        } else if (path.startsWith(FEISHU_PATH)) {
            return Optional.of(new Route(VendorApi.FEISHU_BOT, "", this::feishu));
        } else if (path.startsWith(SLACK_PATH)) {
            return Optional.of(new Route(VendorApi.SLACK_WEBHOOK, "", this::slack));
        }
        return Optional.empty();
    }

    private @Nullable Robot robot(Kind kind, @Nullable String key) {
        return robots.stream()
                .filter(robot -> robot.kind() == kind && robot.key().equals(key))
                .findFirst()
                .orElse(null);
    }

    private synchronized Response dingtalk(Request request) {
        Robot robot = robot(Kind.DINGTALK, request.query("access_token"));
        if (robot == null) {
            return errcode(400101, "token is not exist");
        }
        if (!request.isJson()) {
            return errcode(43004, "content type must be application/json");
        }
        JsonNode body = request.json();
        String type = body.path("msgtype").asText();
        String text = type.equals("markdown")
                ? body.path("markdown").path("title").asText("")
                        + body.path("markdown").path("text").asText("")
                : body.path("text").path("content").asText("");
        if (!body.isObject() || text.isBlank()) {
            return type.isEmpty() || type.equals("markdown") || type.equals("text")
                    ? errcode(40035, "invalid parameter")
                    : errcode(400105, "unsupported msgtype");
        }
        if (request.body().length > 20_000) {
            return errcode(460101, "message too long");
        }
        String refusal = robot.dingtalkSecurity(request.query("timestamp"), request.queryKeepingPlus("sign"), text);
        if (refusal != null) {
            return errcode(310000, refusal);
        }
        if (robot.isTooFast(20, 600_000)) {
            // as seen in the field: with the fields of an address ban
            return Response.json(
                    200,
                    Json.object()
                            .put("status", 1111)
                            .put("wait", 5)
                            .put("source", "x5")
                            .put("punish", "deny")
                            .put("uuid", "rehearsal")
                            .put("errcode", 130101)
                            .put("errmsg", "send too fast, exceed 20 times per minute"));
        }
        String id = body.path("msgUuid").asText("");
        if (robot.hasPosted(id)) {
            return errcode(0, "ok");
        }
        // assumption: a repeat and a refusal take nothing from the month
        if (poolIsUsedUp.getAsBoolean()) {
            return errcode(90020, "本月调用次数已用完");
        }
        robot.posted(id);
        post("dingtalk", robot, request);
        return errcode(0, "ok");
    }

    private synchronized Response wecom(Request request) {
        Robot robot = robot(Kind.WECOM, request.query("key"));
        if (robot == null) {
            return errcode(93000, "invalid webhook url");
        }
        JsonNode body = request.json();
        String type = body.path("msgtype").asText();
        String content = body.path(type).path("content").asText("");
        int most = type.equals("markdown") ? 4096 : 2048;
        if (!body.isObject() || content.isBlank() || content.getBytes(StandardCharsets.UTF_8).length > most) {
            return errcode(40058, "content exceed max length or is missing");
        }
        if (robot.isTooFast(20, 0)) {
            return errcode(45009, "api freq out of limit");
        }
        post("wecom", robot, request);
        return errcode(0, "ok");
    }

    private synchronized Response feishu(Request request) {
        Robot robot = robot(Kind.FEISHU, Request.segment(request.path().substring(FEISHU_PATH.length())));
        JsonNode body = request.json();
        if (robot == null
                || !body.path("msg_type").isTextual()
                || !body.path("content").isObject()) {
            return code(9499, "Bad Request");
        }
        if (request.body().length > 20 << 10) {
            return code(9499, "Bad Request");
        }
        int refusal = robot.feishuSecurity(
                body.path("timestamp").asText(""),
                body.path("sign").asText(""),
                body.path("content").toString());
        if (refusal != 0) {
            return code(
                    refusal,
                    refusal == 19021 ? "sign match fail or timestamp is not within one hour" : "Key Words Not Found");
        }
        if (robot.isTooFast(100, 0)) {
            return code(11232, "frequency limited");
        }
        post("feishu", robot, request);
        return Response.json(
                200,
                Json.object()
                        .put("StatusCode", 0)
                        .put("StatusMessage", "success")
                        .put("code", 0)
                        .put("msg", "success")
                        .set("data", Json.object()));
    }

    private synchronized Response slack(Request request) {
        Robot robot = robot(Kind.SLACK, request.path().substring(SLACK_PATH.length()));
        if (robot == null) {
            return text(404, "no_service");
        }
        if (request.json().path("text").asText("").isBlank()) {
            return text(400, "invalid_payload");
        }
        if (robot.isTooFast(60, 0)) {
            return text(429, "rate_limited").with("Retry-After", "1");
        }
        post("slack", robot, request);
        return text(200, "ok");
    }

    private void post(String kind, Robot robot, Request request) {
        messages.add(new RobotMessage(
                kind, robot.key(), new String(request.body(), StandardCharsets.UTF_8), clock.millis()));
    }

    private static Response errcode(int code, String message) {
        return Response.json(200, Json.object().put("errcode", code).put("errmsg", message));
    }

    private static Response code(int code, String message) {
        return Response.json(
                200, Json.object().put("code", code).put("msg", message).set("data", Json.object()));
    }

    private static Response text(int status, String word) {
        return new Response(status, "text/html", Map.of(), word.getBytes(StandardCharsets.UTF_8));
    }

    /** The kind of a word such as {@code dingtalk}; empty for an unknown one. */
    public static Optional<Kind> kind(String word) {
        for (Kind kind : Kind.values()) {
            if (kind.name().toLowerCase(Locale.ROOT).equals(Objects.requireNonNull(word))) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
