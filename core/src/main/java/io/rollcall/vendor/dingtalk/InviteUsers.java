package io.rollcall.vendor.dingtalk;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rollcall.http.Escape;
import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpResponse;
import io.rollcall.json.Json;
import io.rollcall.model.Invitation;
import io.rollcall.model.Invitee;
import io.rollcall.vendor.Accepted;
import io.rollcall.vendor.ParsedResponse;

/**
 * Invites users and phones: {@code POST /v1.0/conference/videoConferences/{conferenceId}/users/invite}
 * (docs/vendors/pages/page-002-dingtalk-invite-users.md). Missing values are not sent; phone numbers are sent as written.
 */
final class InviteUsers implements DingTalkOperation<Invitation, Accepted> {
    private final OpenApi api;

    InviteUsers(OpenApi api) {
        this.api = api;
    }

    @Override
    public DingTalkApi call() {
        return DingTalkApi.INVITE;
    }

    @Override
    public HttpRequest request(Invitation invitation) {
        String path = Escape.path(
                "v1.0", "conference", "videoConferences", invitation.meeting().value(), "users", "invite");
        ObjectNode body = Json.object();
        if (invitation.operator() != null) {
            body.put("unionId", invitation.operator().value());
        }
        for (Invitee invitee : invitation.invitees()) {
            if (invitee instanceof Invitee.User user) {
                body.withArray("inviteeList")
                        .addObject()
                        .put("unionId", user.id().value())
                        .put("nick", user.name());
            }
        }
        for (Invitee invitee : invitation.invitees()) {
            if (invitee instanceof Invitee.Phone phone) {
                ObjectNode item = body.withArray("phoneInviteeList")
                        .addObject()
                        .put("phoneNumber", phone.number().value());
                if (phone.name() != null && !phone.name().isBlank()) {
                    item.put("nick", phone.name());
                }
            }
        }
        return api.post(path, body);
    }

    @Override
    public ParsedResponse<Accepted> read(Invitation invitation, HttpResponse response) {
        return SuccessFlag.read(call(), response);
    }
}
