package io.rollcall.camel.internal.capability;

import io.rollcall.camel.RollcallConstants;
import io.rollcall.vendor.UserLookup;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** A question about any number of people. Stateless and thread-safe. */
final class DetailsQuestion {
    private static final String IDS = "ids";

    private DetailsQuestion() {}

    /** The question, each id once. */
    static UserLookup.Question of(UserLookup lookup, Message message) {
        Object body = message.getBody();
        if (body instanceof UserLookup.Question question) {
            return question(lookup, question.idType(), question.ids());
        }
        Object read = body instanceof Collection ? body : JsonBody.read(message, "a Question, a Collection of ids");
        String idType = message.getHeader(RollcallConstants.ID_TYPE, String.class);
        if (read instanceof Map) {
            StrictObject object = StrictObject.of(read, "idType", IDS);
            String said = object.optionalText("idType");
            return question(lookup, said == null ? idType : said, object.texts(IDS));
        } else if (read instanceof Iterable<?> ids) {
            return question(lookup, idType, ids);
        }
        throw new IllegalArgumentException("the body must be a list of ids, or an object with idType and ids");
    }

    private static UserLookup.Question question(UserLookup lookup, @Nullable String wanted, Iterable<?> ids) {
        String idType = wanted == null ? lookup.idTypes().get(0) : wanted;
        if (!lookup.idTypes().contains(idType)) {
            throw new IllegalArgumentException("the id type must be one of " + lookup.idTypes());
        }
        List<String> texts = StrictObject.texts(ids, IDS);
        return new UserLookup.Question(idType, texts.stream().distinct().toList());
    }
}
