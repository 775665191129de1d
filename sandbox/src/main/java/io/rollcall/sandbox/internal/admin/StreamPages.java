package io.rollcall.sandbox.internal.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.sandbox.internal.dingtalk.DingTalkServer;
import io.rollcall.sandbox.internal.dingtalk.MeetingActions;
import io.rollcall.sandbox.internal.http.Json;
import io.rollcall.sandbox.internal.http.Request;
import io.rollcall.sandbox.internal.http.Response;
import io.rollcall.sandbox.internal.stream.ContactEvents;
import io.rollcall.sandbox.internal.stream.Gateway;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The pages that show and play events: what people do in meetings, changes of contacts, and Stream connections. Thread-safe. */
public final class StreamPages {
    private final DingTalkServer dingtalk;
    private final Gateway gateway;
    private final Map<String, Consumer<JsonNode>> actions;

    public StreamPages(DingTalkServer dingtalk, Gateway gateway, ContactEvents contacts) {
        this.dingtalk = dingtalk;
        this.gateway = gateway;
        MeetingActions meetings = dingtalk.actions();
        this.actions = Map.ofEntries(
                Map.entry("meetings/start", body -> meetings.start(text(body, "meeting"))),
                Map.entry("meetings/end", body -> meetings.end(text(body, "meeting"))),
                Map.entry("meetings/join", body -> meetings.join(text(body, "meeting"), who(body))),
                Map.entry(
                        "meetings/join-outsider",
                        body -> meetings.joinOutsider(text(body, "meeting"), text(body, "who"), text(body, "nick"))),
                Map.entry("meetings/join-phone", body -> meetings.joinPhone(text(body, "meeting"), text(body, "who"))),
                Map.entry("meetings/leave", body -> meetings.leave(text(body, "meeting"), who(body), false)),
                Map.entry("meetings/kick", body -> meetings.leave(text(body, "meeting"), who(body), true)),
                Map.entry("meetings/call", body -> meetings.invite(text(body, "meeting"), who(body))),
                Map.entry("contacts", body -> contacts.publish(text(body, "eventType"), body.path("data"))),
                Map.entry("stream/disconnect", body -> gateway.disconnect("connection is expired")),
                Map.entry("stream/cut", body -> gateway.cut()),
                Map.entry("stream/silence", body -> gateway.silence(true)),
                Map.entry("stream/end-silence", body -> gateway.silence(false)));
    }

    private static String text(JsonNode body, String key) {
        String text = body.path(key).asText("");
        if (text.isEmpty()) {
            throw new IllegalArgumentException("The body requires the key '" + key + "'.");
        }
        return text;
    }

    private static List<String> who(JsonNode body) {
        List<String> who = body.path("who").isArray()
                ? body.path("who").valueStream().map(JsonNode::asText).toList()
                : List.of(text(body, "who"));
        if (who.isEmpty()) {
            throw new IllegalArgumentException("The key 'who' must not be empty.");
        }
        return who;
    }

    /** Responds to a request; null if there is no such page. */
    @Nullable Response respond(Request request) {
        String page = request.path().replaceFirst("^/sandbox/", "");
        return switch (request.method()) {
            case "GET" -> get(page);
            case "POST" -> post(page, request);
            default -> null;
        };
    }

    private @Nullable Response get(String page) {
        return switch (page) {
            case "stream" -> AdminPages.page(connections());
            case "pushes" -> AdminPages.page(Json.tree(gateway.pushes()));
            case "co-host-requests" -> AdminPages.page(Json.tree(dingtalk.coHostRequests()));
            default -> null;
        };
    }

    private ObjectNode connections() {
        ObjectNode connections = Json.object().put("pushes", gateway.pushes().size());
        return connections.set("connections", Json.tree(gateway.connections()));
    }

    private @Nullable Response post(String page, Request request) {
        if (page.equals("stream/frame")) {
            gateway.send(new String(request.body(), StandardCharsets.UTF_8));
            return AdminPages.page(connections());
        }
        Consumer<JsonNode> action = actions.get(page);
        if (action == null) {
            return null;
        }
        try {
            action.accept(Json.parse(request.body()));
            return AdminPages.page(connections());
        } catch (IllegalArgumentException e) {
            return AdminPages.problems(400, List.of(String.valueOf(e.getMessage())));
        }
    }
}
