package io.rollcall.sandbox.internal.admin;

import com.fasterxml.jackson.core.JsonGenerator;
import io.rollcall.sandbox.company.Company;
import io.rollcall.sandbox.company.FaultReader;
import io.rollcall.sandbox.company.InvalidCompanyException;
import io.rollcall.sandbox.internal.dingtalk.DingTalk;
import io.rollcall.sandbox.internal.huawei.Huawei;
import io.rollcall.sandbox.internal.wire.CallLog;
import io.rollcall.sandbox.internal.wire.FaultScript;
import io.rollcall.sandbox.internal.wire.Json;
import io.rollcall.sandbox.internal.wire.Reply;
import io.rollcall.sandbox.internal.wire.Request;
import io.rollcall.sandbox.script.VendorApi;
import io.rollcall.sandbox.seen.FaultCount;
import io.rollcall.sandbox.seen.Rings;
import io.rollcall.sandbox.seen.SeenRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The pages under {@code /sandbox/}: what happened so far, and levers to make more happen. */
public final class Admin {
    /** Where {@code redirect} points: nobody should ever come here. */
    public static final String ELSEWHERE = "/sandbox/elsewhere";

    private final Company company;
    private final CallLog log;
    private final FaultScript faults;
    private final DingTalk dingtalk;
    private final Huawei huawei;
    private final AtomicLong elsewhere = new AtomicLong();
    private volatile int port;

    public Admin(Company company, CallLog log, FaultScript faults, DingTalk dingtalk, Huawei huawei) {
        this.company = company;
        this.log = log;
        this.faults = faults;
        this.dingtalk = dingtalk;
        this.huawei = huawei;
    }

    /** Tells on which port the sandbox listens; until then a redirect leads nowhere. */
    public void listeningOn(int listeningPort) {
        port = listeningPort;
    }

    /** The same server under another host name, so that following it shows. */
    public String elsewhereUrl() {
        return "http://localhost:" + port + ELSEWHERE;
    }

    /** How many requests followed a scripted redirect. */
    public long elsewhere() {
        return elsewhere.get();
    }

    /** Forgets who followed a redirect. */
    public void reset() {
        elsewhere.set(0);
    }

    public Reply answer(Request request) {
        if (request.path().equals(ELSEWHERE)) {
            elsewhere.incrementAndGet();
            return Reply.json(200, "{}");
        }
        return switch (request.method() + " " + request.path()) {
            case "GET /sandbox", "GET /sandbox/" -> page(this::overview);
            case "GET /sandbox/calls" -> page(this::calls);
            case "GET /sandbox/windows" -> page(this::windows);
            case "GET /sandbox/faults" -> page(this::faults);
            case "GET /sandbox/rings" -> page(this::rings);
            case "GET /sandbox/state" -> page(this::state);
            case "GET /sandbox/requests" -> page(this::requests);
            case "POST /sandbox/faults" -> script(request);
            case "DELETE /sandbox/faults" -> {
                faults.clear();
                yield page(this::faults);
            }
            case "POST /sandbox/tokens/revoke" -> {
                dingtalk.revokeTokens();
                huawei.revokeTokens();
                yield Reply.json(200, "{\"revoked\":true}");
            }
            default -> Reply.json(404, "{\"problems\":[\"no such page; GET /sandbox/ names them\"]}");
        };
    }

    private static Reply page(Json.Content content) {
        return Reply.json(200, out -> {
            out.useDefaultPrettyPrinter();
            content.write(out);
        });
    }

    private void overview(JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeStringField("company", company.name());
        out.writeNumberField("people", company.directory().size());
        out.writeNumberField("departments", company.directory().departments());
        out.writeNumberField("meetings", company.meetings().size());
        out.writeArrayFieldStart("pages");
        for (String page : List.of("calls", "windows", "faults", "rings", "state", "requests")) {
            out.writeString("/sandbox/" + page);
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private void calls(JsonGenerator out) throws IOException {
        out.writeStartObject();
        for (VendorApi api : VendorApi.values()) {
            out.writeNumberField(api.reportName(), log.calls(api));
        }
        out.writeEndObject();
    }

    private void windows(JsonGenerator out) throws IOException {
        out.writeStartObject();
        for (VendorApi api : VendorApi.values()) {
            out.writeObjectFieldStart(api.reportName());
            out.writeNumberField("periodMillis", CallLog.periodNanos(api) / 1_000_000);
            out.writeNumberField("peak", log.peak(api));
            out.writeNumberField("refused", log.refused(api));
            out.writeEndObject();
        }
        out.writeEndObject();
    }

    private void faults(JsonGenerator out) throws IOException {
        out.writeStartArray();
        for (FaultCount count : faults.counts()) {
            out.writeStartObject();
            out.writeStringField("call", count.fault().api().reportName());
            out.writeObjectFieldStart("where");
            for (var wanted : count.fault().where().entrySet()) {
                out.writeStringField(wanted.getKey().key(), wanted.getValue());
            }
            out.writeEndObject();
            out.writeStringField("at", count.fault().at().toString());
            out.writeStringField("then", count.fault().then().toString());
            out.writeNumberField("matched", count.matched());
            out.writeNumberField("fired", count.fired());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void rings(JsonGenerator out) throws IOException {
        out.writeStartArray();
        for (Rings ring : dingtalk.meetings().rings()) {
            out.writeStartObject();
            out.writeStringField("meeting", ring.meeting());
            out.writeStringField("who", ring.who());
            out.writeNumberField("count", ring.count());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private void state(JsonGenerator out) throws IOException {
        Map<String, List<String>> coHosts = dingtalk.meetings().coHosts();
        out.writeStartObject();
        out.writeNumberField("redirectsFollowed", elsewhere());
        out.writeObjectFieldStart("meetings");
        for (var meeting : dingtalk.meetings().statuses().entrySet()) {
            out.writeObjectFieldStart(meeting.getKey());
            out.writeArrayFieldStart("coHosts");
            for (String who : coHosts.getOrDefault(meeting.getKey(), List.of())) {
                out.writeString(who);
            }
            out.writeEndArray();
            out.writeObjectFieldStart("status");
            for (Map.Entry<String, @Nullable Integer> member :
                    meeting.getValue().entrySet()) {
                if (member.getValue() == null) {
                    out.writeNullField(member.getKey());
                } else {
                    out.writeNumberField(member.getKey(), member.getValue());
                }
            }
            out.writeEndObject();
            out.writeEndObject();
        }
        out.writeEndObject();
        out.writeEndObject();
    }

    private void requests(JsonGenerator out) throws IOException {
        out.writeStartArray();
        for (SeenRequest seen : log.recent()) {
            out.writeStartObject();
            out.writeNumberField("at", seen.at());
            out.writeStringField("call", seen.call());
            out.writeStringField("method", seen.method());
            out.writeStringField("path", seen.path());
            out.writeStringField("query", seen.query());
            out.writeNumberField("status", seen.status());
            out.writeStringField("fault", seen.fault());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private Reply script(Request request) {
        try {
            faults.add(FaultReader.parse(new String(request.body(), StandardCharsets.UTF_8)));
            return page(this::faults);
        } catch (InvalidCompanyException e) {
            return Reply.json(400, out -> {
                out.writeStartObject();
                out.writeArrayFieldStart("problems");
                for (String problem : e.problems()) {
                    out.writeString(problem);
                }
                out.writeEndArray();
                out.writeEndObject();
            });
        }
    }
}
