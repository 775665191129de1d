package io.rollcall.vendor.dingtalk;

import com.fasterxml.jackson.core.JsonGenerator;
import io.rollcall.http.Escape;
import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpResponse;
import io.rollcall.json.JsonText;
import io.rollcall.model.CoHostChange;
import io.rollcall.model.UserId;
import io.rollcall.vendor.Accepted;
import io.rollcall.vendor.ParsedResponse;
import java.io.IOException;
import java.util.LinkedHashSet;

/**
 * Makes users co-hosts of a running meeting, or takes the role away:
 * {@code POST /v1.0/conference/videoConferences/{conferenceId}/coHosts/set}
 * (docs/vendors/pages/page-004-dingtalk-set-cohosts.md).
 */
final class SetCoHosts implements DingTalkOperation<CoHostChange, Accepted> {
    private final OpenApi api;

    SetCoHosts(OpenApi api) {
        this.api = api;
    }

    @Override
    public DingTalkApi call() {
        return DingTalkApi.SET_CO_HOSTS;
    }

    @Override
    public HttpRequest request(CoHostChange change) {
        String path = Escape.path(
                "v1.0", "conference", "videoConferences", change.meeting().value(), "coHosts", "set");
        return api.post(path, JsonText.of(json -> write(change, json)));
    }

    private static void write(CoHostChange change, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField(
                "action",
                switch (change.action()) {
                    case PROMOTE -> "add";
                    case REMOVE -> "remove";
                });
        json.writeArrayFieldStart("userList");
        for (UserId user : new LinkedHashSet<>(change.users())) {
            json.writeStartObject();
            json.writeStringField("unionId", user.value());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    @Override
    public ParsedResponse<Accepted> read(CoHostChange change, HttpResponse response) {
        return SuccessFlag.read(call(), response);
    }
}
