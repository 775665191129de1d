package io.rollcall.camel.internal.capability;

import io.rollcall.json.internal.StrictJson;
import io.rollcall.json.internal.StrictObject;
import io.rollcall.model.CoHostChange;
import io.rollcall.model.Invitation;
import io.rollcall.model.Invitee;
import io.rollcall.model.MeetingId;
import io.rollcall.model.PhoneNumber;
import io.rollcall.model.UserId;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.camel.Message;
import org.apache.camel.StreamCache;
import org.jspecify.annotations.Nullable;

/**
 * Questions that hosts ask in JSON: as text, as bytes in UTF-8, or as the maps and lists that a step before made of it. What
 * does not fit is an {@link IllegalArgumentException} that names the field and shows no value. Stateless and thread-safe.
 */
final class JsonBody {
    private JsonBody() {}

    /**
     * A body as maps, lists and texts.
     *
     * @param expected what a message calls the body that is expected
     */
    static @Nullable Object read(Message message, String expected) {
        Object body = message.getBody();
        if (body instanceof Map || body instanceof List) {
            return body;
        } else if (body instanceof CharSequence text) {
            return StrictJson.read(text.toString());
        } else if (body instanceof byte[] || body instanceof InputStream || body instanceof StreamCache) {
            byte[] bytes = message.getBody(byte[].class);
            if (bytes != null) {
                return StrictJson.read(bytes);
            }
        }
        throw new IllegalArgumentException("the body must be " + expected + ", or JSON"
                + (body == null ? "" : ", not a " + body.getClass().getName()));
    }

    static CoHostChange coHostChange(Message message) {
        if (message.getBody() instanceof CoHostChange change) {
            return change;
        }
        StrictObject body = StrictObject.of(read(message, "a CoHostChange"), "meeting", "action", "users");
        MeetingId meeting = new MeetingId(body.text("meeting"));
        CoHostChange.Action action =
                switch (body.text("action")) {
                    case "promote" -> CoHostChange.Action.PROMOTE;
                    case "remove" -> CoHostChange.Action.REMOVE;
                    default -> throw body.wrong("action", "must be promote or remove");
                };
        List<UserId> users =
                body.texts("users").stream().distinct().map(UserId::new).toList();
        return new CoHostChange(meeting, action, users);
    }

    static Invitation invitation(Message message) {
        if (message.getBody() instanceof Invitation invitation) {
            return invitation;
        }
        StrictObject body = StrictObject.of(read(message, "an Invitation"), "meeting", "operator", "invitees");
        MeetingId meeting = new MeetingId(body.text("meeting"));
        String operator = body.optionalText("operator");
        List<Invitee> invitees = new ArrayList<>();
        for (StrictObject invitee : body.objects("invitees", "user", "phone", "nick")) {
            invitees.add(invitee(invitee));
        }
        return new Invitation(meeting, operator == null ? null : new UserId(operator), invitees);
    }

    private static Invitee invitee(StrictObject invitee) {
        String user = invitee.optionalText("user");
        String phone = invitee.optionalText("phone");
        if (user != null && phone != null) {
            throw invitee.wrong("phone", "must not stand beside user: an invitee is a user or a phone");
        } else if (user != null) {
            // the vendor requires a name of people, and of phones it does not
            return new Invitee.User(new UserId(user), invitee.text("nick"));
        } else if (phone == null) {
            throw invitee.wrong("user", "or phone is missing");
        }
        return new Invitee.Phone(new PhoneNumber(phone), invitee.optionalText("nick"));
    }
}
