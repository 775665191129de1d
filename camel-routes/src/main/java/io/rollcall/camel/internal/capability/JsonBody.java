package io.rollcall.camel.internal.capability;

import io.rollcall.model.CoHostChange;
import io.rollcall.model.Invitation;
import io.rollcall.model.Invitee;
import io.rollcall.model.MeetingId;
import io.rollcall.model.PhoneNumber;
import io.rollcall.model.UserId;
import io.rollcall.setting.Characters;
import io.rollcall.setting.MalformedValueException;
import io.rollcall.setting.PersonIds;
import io.rollcall.setting.PhoneNumbers;
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
        MeetingId meeting = body.value("meeting", JsonBody::meeting);
        CoHostChange.Action action =
                switch (body.text("action")) {
                    case "promote" -> CoHostChange.Action.PROMOTE;
                    case "remove" -> CoHostChange.Action.REMOVE;
                    default -> throw body.wrong("action", "must be promote or remove");
                };
        List<UserId> users =
                body.values("users", PersonIds::parse).stream().distinct().toList();
        return new CoHostChange(meeting, action, users);
    }

    static Invitation invitation(Message message) {
        if (message.getBody() instanceof Invitation invitation) {
            // ids may come from a vendor and are opaque; numbers come from people only
            invitation.invitees().forEach(JsonBody::checkNumber);
            return invitation;
        }
        StrictObject body = StrictObject.of(read(message, "an Invitation"), "meeting", "operator", "invitees");
        MeetingId meeting = body.value("meeting", JsonBody::meeting);
        UserId operator = body.optionalValue("operator", PersonIds::parse);
        List<Invitee> invitees = new ArrayList<>();
        for (StrictObject invitee : body.objects("invitees", "user", "phone", "nick")) {
            invitees.add(invitee(invitee));
        }
        return new Invitation(meeting, operator, invitees);
    }

    private static void checkNumber(Invitee invitee) {
        if (invitee instanceof Invitee.Phone phone) {
            try {
                var unused = PhoneNumbers.parse(phone.number().value());
            } catch (MalformedValueException malformed) {
                throw new IllegalArgumentException("a phone of the invitation " + malformed.explanation());
            }
        }
    }

    private static MeetingId meeting(String text) {
        return new MeetingId(Characters.opaqueId(text));
    }

    private static Invitee invitee(StrictObject invitee) {
        UserId user = invitee.optionalValue("user", PersonIds::parse);
        PhoneNumber phone = invitee.optionalValue("phone", PhoneNumbers::parse);
        if (user != null && phone != null) {
            throw invitee.wrong("phone", "must not stand beside user: an invitee is a user or a phone");
        } else if (user != null) {
            // the vendor requires a name of people, and of phones it does not
            return new Invitee.User(user, invitee.text("nick"));
        } else if (phone == null) {
            throw invitee.wrong("user", "or phone is missing");
        }
        return new Invitee.Phone(phone, invitee.optionalText("nick"));
    }
}
