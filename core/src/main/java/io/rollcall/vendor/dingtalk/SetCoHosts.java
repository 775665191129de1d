package io.rollcall.vendor.dingtalk;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.http.Escape;
import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpResponse;
import io.rollcall.json.Json;
import io.rollcall.model.CoHostChange;
import io.rollcall.vendor.Accepted;
import io.rollcall.vendor.ParsedResponse;

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
        ObjectNode body = Json.object();
        body.put(
                "action",
                switch (change.action()) {
                    case PROMOTE -> "add";
                    case REMOVE -> "remove";
                });
        ArrayNode users = body.putArray("userList");
        change.users().stream().distinct().forEach(user -> users.addObject().put("unionId", user.value()));
        return api.post(path, body);
    }

    @Override
    public ParsedResponse<Accepted> read(CoHostChange change, HttpResponse response) {
        return SuccessFlag.read(call(), response);
    }
}
