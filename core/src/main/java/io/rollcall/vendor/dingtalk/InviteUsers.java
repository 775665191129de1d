package io.rollcall.vendor.dingtalk;

import com.fasterxml.jackson.core.JsonGenerator;
import io.rollcall.http.Escape;
import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpResponse;
import io.rollcall.json.JsonText;
import io.rollcall.model.Invitation;
import io.rollcall.model.Invitee;
import io.rollcall.vendor.Accepted;
import io.rollcall.vendor.ParsedResponse;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

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
        return api.post(path, JsonText.of(json -> write(invitation, json)));
    }

    private static void write(Invitation invitation, JsonGenerator json) throws IOException {
        List<Invitee.User> users = new ArrayList<>();
        List<Invitee.Phone> phones = new ArrayList<>();
        for (Invitee invitee : invitation.invitees()) {
            if (invitee instanceof Invitee.User user) {
                users.add(user);
            } else if (invitee instanceof Invitee.Phone phone) {
                phones.add(phone);
            }
        }
        json.writeStartObject();
        if (invitation.operator() != null) {
            json.writeStringField("unionId", invitation.operator().value());
        }
        if (!users.isEmpty()) {
            json.writeArrayFieldStart("inviteeList");
            for (Invitee.User user : users) {
                json.writeStartObject();
                json.writeStringField("unionId", user.id().value());
                json.writeStringField("nick", user.name());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        if (!phones.isEmpty()) {
            json.writeArrayFieldStart("phoneInviteeList");
            for (Invitee.Phone phone : phones) {
                json.writeStartObject();
                json.writeStringField("phoneNumber", phone.number().value());
                if (phone.name() != null && !phone.name().isBlank()) {
                    json.writeStringField("nick", phone.name());
                }
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        json.writeEndObject();
    }

    @Override
    public ParsedResponse<Accepted> read(Invitation invitation, HttpResponse response) {
        return SuccessFlag.read(call(), response);
    }
}
