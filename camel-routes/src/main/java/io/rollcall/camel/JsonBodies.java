package io.rollcall.camel;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import io.rollcall.camel.internal.json.StrictJson;
import io.rollcall.json.DocumentedJson;
import io.rollcall.model.CoHostChange;
import io.rollcall.model.Invitation;
import io.rollcall.model.Invitee;
import io.rollcall.setting.Characters;
import io.rollcall.setting.MalformedValueException;
import io.rollcall.setting.PhoneNumbers;
import io.rollcall.vendor.UserLookup;
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
     * A body as a tree.
     *
     * @param expected the name of the expected body, for messages
     */
    private static JsonNode read(Message message, String expected) {
        Object body = message.getBody();
        if (body instanceof Map || body instanceof Collection || body instanceof JsonNode) {
            return StrictJson.tree(body);
        }
        String text = Bodies.text(message);
        if (text == null) {
            throw Bodies.wrong(expected + " or JSON", body);
        }
        return StrictJson.parse(text);
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
        JsonNode read = read(message, "a collection of ids");
        Lookup lookedUp = read.isArray()
                ? new Lookup(null, List.of(StrictJson.read(read, String[].class)))
                : StrictJson.read(read, Lookup.class);
        return question(lookup, lookedUp.idType() == null ? idType : lookedUp.idType(), lookedUp.ids());
    }

    /** A question as JSON has it. */
    @DocumentedJson
    private record Lookup(@Nullable String idType, @JsonProperty(required = true) List<String> ids) {}

    private static UserLookup.Question question(UserLookup lookup, @Nullable String wanted, List<String> ids) {
        String idType = idType(lookup, wanted);
        List<String> distinct = ids.stream().map(JsonBodies::id).distinct().toList();
        return new UserLookup.Question(idType, distinct);
    }

    /**
     * The type of ids to look up.
     *
     * @param wanted null for the vendor's first type
     */
    static String idType(UserLookup lookup, @Nullable String wanted) {
        if (wanted != null && !lookup.idTypes().contains(wanted)) {
            throw new IllegalArgumentException(
                    "The id type must be one of " + String.join(", ", lookup.idTypes()) + ".");
        }
        return wanted == null ? lookup.idTypes().get(0) : wanted;
    }

    private static String id(String text) {
        try {
            return Characters.opaqueId(text);
        } catch (MalformedValueException malformed) {
            throw new IllegalArgumentException("an id " + malformed.explanation());
        }
    }

    static CoHostChange coHostChange(Message message) {
        if (message.getBody() instanceof CoHostChange change) {
            return change;
        }
        CoHostChange change = StrictJson.read(read(message, "a CoHostChange"), CoHostChange.class);
        return new CoHostChange(
                change.meeting(),
                change.action(),
                change.users().stream().distinct().toList());
    }

    static Invitation invitation(Message message) {
        if (message.getBody() instanceof Invitation invitation) {
            // ids may come from a vendor and are opaque; numbers come from people only
            invitation.invitees().forEach(JsonBodies::checkNumber);
            return invitation;
        }
        return StrictJson.read(read(message, "an Invitation"), Invitation.class);
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
}
