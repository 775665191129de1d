package io.rollcall.sandbox.internal.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.sandbox.internal.company.CompanyDefinition;
import io.rollcall.sandbox.internal.company.FaultReader;
import io.rollcall.sandbox.internal.dingtalk.DingTalkServer;
import io.rollcall.sandbox.internal.http.CallLog;
import io.rollcall.sandbox.internal.http.FaultScript;
import io.rollcall.sandbox.internal.http.Json;
import io.rollcall.sandbox.internal.http.Request;
import io.rollcall.sandbox.internal.http.Response;
import io.rollcall.sandbox.internal.huawei.HuaweiServer;
import io.rollcall.sandbox.internal.robots.RobotServer;
import io.rollcall.sandbox.script.Fault;
import io.rollcall.sandbox.script.VendorApi;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** The sandbox's own pages under {@code /sandbox/}: statistics, state, faults and tokens. Thread-safe. */
public final class AdminPages {
    private static final String REDIRECT_TARGET = "/sandbox/elsewhere";
    private static final List<String> PAGES = List.of(
            "calls",
            "windows",
            "faults",
            "rings",
            "state",
            "requests",
            "stream",
            "pushes",
            "co-host-requests",
            "company",
            "messages");

    private final CompanyDefinition company;
    private final CallLog log;
    private final FaultScript faults;
    private final DingTalkServer dingtalk;
    private final HuaweiServer huawei;
    private final StreamPages stream;
    private final DirectoryPages directory;
    private final RobotServer robots;
    private final AtomicLong redirectsFollowed = new AtomicLong();
    private volatile int port;

    public AdminPages(
            CompanyDefinition company,
            CallLog log,
            FaultScript faults,
            DingTalkServer dingtalk,
            HuaweiServer huawei,
            StreamPages stream,
            DirectoryPages directory,
            RobotServer robots) {
        this.robots = robots;
        this.stream = stream;
        this.directory = directory;
        this.company = company;
        this.log = log;
        this.faults = faults;
        this.dingtalk = dingtalk;
        this.huawei = huawei;
    }

    /** Sets the port on which the sandbox listens. */
    public void setPort(int listeningPort) {
        port = listeningPort;
    }

    /** The target of scripted redirects: this server under another host name, so that the sandbox can count them. */
    public String redirectUrl() {
        return "http://localhost:" + port + REDIRECT_TARGET;
    }

    /** How many requests followed a scripted redirect. */
    public long redirectsFollowed() {
        return redirectsFollowed.get();
    }

    /** Resets the count of followed redirects. */
    public void reset() {
        redirectsFollowed.set(0);
    }

    /** Responds to a request under {@code /sandbox}. */
    public Response respond(Request request) {
        if (request.path().equals(REDIRECT_TARGET)) {
            redirectsFollowed.incrementAndGet();
            return Response.json(200, "{}");
        }
        return switch (request.method() + " " + request.path()) {
            case "GET /sandbox", "GET /sandbox/" -> page(overview());
            case "GET /sandbox/calls" -> page(calls());
            case "GET /sandbox/windows" -> page(windows());
            case "GET /sandbox/faults" -> page(faults());
            case "GET /sandbox/rings" -> page(invitations());
            case "GET /sandbox/state" -> page(state());
            case "GET /sandbox/messages" -> page(messages());
            case "GET /sandbox/requests" -> page(Json.tree(log.recent()));
            case "POST /sandbox/faults" -> addFault(request);
            case "DELETE /sandbox/faults" -> {
                faults.clear();
                yield page(faults());
            }
            case "POST /sandbox/tokens/revoke" -> {
                dingtalk.revokeTokens();
                huawei.revokeTokens();
                yield Response.json(200, "{\"revoked\":true}");
            }
            default -> {
                Response response = stream.respond(request);
                if (response == null) {
                    response = directory.respond(request);
                }
                yield response != null
                        ? response
                        : problems(404, List.of("There is no such page. GET /sandbox/ lists the pages."));
            }
        };
    }

    static Response page(JsonNode content) {
        return Response.indentedJson(200, content);
    }

    static Response problems(int status, List<String> problems) {
        return Response.json(status, Json.object().set("problems", Json.tree(problems)));
    }

    private ObjectNode overview() {
        ObjectNode overview = Json.object()
                .put("company", company.name())
                .put("people", company.directory().size())
                .put("departments", company.directory().departments())
                .put("meetings", company.meetings().size());
        ArrayNode pages = overview.putArray("pages");
        for (String page : PAGES) {
            pages.add("/sandbox/" + page);
        }
        return overview;
    }

    private ObjectNode calls() {
        ObjectNode calls = Json.object();
        for (VendorApi api : VendorApi.values()) {
            calls.put(api.reportName(), log.calls(api));
        }
        return calls;
    }

    private ObjectNode windows() {
        ObjectNode windows = Json.object();
        for (VendorApi api : VendorApi.values()) {
            windows.putObject(api.reportName())
                    .put("periodMillis", TimeUnit.NANOSECONDS.toMillis(CallLog.periodNanos(api)))
                    .put("peak", log.peak(api))
                    .put("refused", log.refused(api));
        }
        return windows;
    }

    private ArrayNode faults() {
        ArrayNode counts = Json.array();
        faults.counts().forEach(count -> {
            ObjectNode fault =
                    counts.addObject().put("call", count.fault().api().reportName());
            ObjectNode where = fault.putObject("where");
            count.fault().where().forEach((match, value) -> where.put(match.key(), value));
            fault.put("at", count.fault().at().toString())
                    .put("then", count.fault().then().toString())
                    .put("matched", count.matched())
                    .put("fired", count.fired());
        });
        return counts;
    }

    private ArrayNode invitations() {
        ArrayNode invitations = Json.array();
        dingtalk.meetings().invitations().forEach(invitation -> invitations
                .addObject()
                .put("meeting", invitation.meeting())
                .put("who", invitation.invitee())
                .put("count", invitation.count()));
        return invitations;
    }

    private ObjectNode state() {
        ObjectNode state = Json.object().put("redirectsFollowed", redirectsFollowed());
        state.set("meetings", dingtalk.meetings().state());
        return state;
    }

    private ArrayNode messages() {
        ArrayNode messages = Json.array();
        robots.messages().forEach(message -> messages.addObject()
                .put("kind", message.kind())
                .put("millis", message.millis())
                .set("body", Json.parse(message.body().getBytes(StandardCharsets.UTF_8))));
        return messages;
    }

    private Response addFault(Request request) {
        List<String> problems = new ArrayList<>();
        Fault fault = FaultReader.read(new String(request.body(), StandardCharsets.UTF_8), problems);
        if (fault == null || !problems.isEmpty()) {
            return problems(400, problems);
        }
        faults.add(fault);
        return page(faults());
    }
}
