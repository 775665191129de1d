package io.rollcall.camel.internal.component;

import io.rollcall.vendor.UserLookup;
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
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/**
 * Questions that hosts ask in JSON: as text, as bytes in UTF-8, or as the maps and lists that a step before made of it. What
 * does not fit is an {@link IllegalArgumentException} that names the field and shows no value. Stateless and thread-safe.
 */
final class JsonBodies {
    private JsonBodies() {}

    /**
     * A body as maps, lists and texts.
     *
     * @param expected the name of the expected body, for messages
     */
    private static @Nullable Object read(Message message, String expected) {
        Object body = message.getBody();
        if (body instanceof Map || body instanceof List) {
            return body;
        }
        String text = Bodies.text(message);
        if (text == null) {
            throw Bodies.wrong(expected + " or JSON", body);
        }
        return StrictJson.read(text);
    }

    /**
     * What to look up: a collection of ids, or JSON, or a {@link UserLookup.Question}; each id once.
     *
     * @param idType the endpoint's option; null for the vendor's first type
     */
    static UserLookup.Question lookup(UserLookup lookup, @Nullable String idType, Message message) {
        Object body = message.getBody();
        if (body instanceof UserLookup.Question question) {
            return question(lookup, question.idType(), question.ids());
        }
        Object read = body instanceof Collection ? body : read(message, "a collection of ids");
        if (read instanceof Map) {
            StrictObject object = StrictObject.of(read, "idType", "ids");
            String given = object.optionalText("idType");
            return question(lookup, given == null ? idType : given, object.texts("ids"));
        } else if (read instanceof Iterable<?> ids) {
            return question(lookup, idType, ids);
        }
        throw Bodies.wrong("a list of ids, or an object with idType and ids", body);
    }

    private static UserLookup.Question question(UserLookup lookup, @Nullable String wanted, Iterable<?> ids) {
        String idType = wanted == null ? lookup.idTypes().get(0) : wanted;
        if (!lookup.idTypes().contains(idType)) {
            throw new IllegalArgumentException("The id type must be one of " + lookup.idTypes() + ".");
        }
        List<String> texts = StrictObject.texts(ids, "ids");
        return new UserLookup.Question(idType, texts.stream().distinct().toList());
    }

    static CoHostChange coHostChange(Message message) {
        if (message.getBody() instanceof CoHostChange change) {
            return change;
        }
        StrictObject body = StrictObject.of(read(message, "a CoHostChange"), "meeting", "action", "users");
        MeetingId meeting = body.value("meeting", JsonBodies::meeting);
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
            invitation.invitees().forEach(JsonBodies::checkNumber);
            return invitation;
        }
        StrictObject body = StrictObject.of(read(message, "an Invitation"), "meeting", "operator", "invitees");
        MeetingId meeting = body.value("meeting", JsonBodies::meeting);
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
