package io.rollcall.app.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.rollcall.setting.Characters;
import io.rollcall.setting.TimeText;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a request contains. A field is looked up in the JSON body, then in the query. Immutable.
 *
 * @param path the values of the path's parameters, decoded
 * @param query the first value of each query field, decoded; empty for a POST
 * @param body a JSON object; empty for a GET and for a POST without a body
 */
public record ApiRequest(Map<String, String> path, Map<String, String> query, JsonNode body) {
    /** The most items that a list answers at once. */
    public static final int MOST = 500;

    private static final int USUAL = 100;

    public ApiRequest {
        path = Map.copyOf(path);
        query = Map.copyOf(query);
        if (!body.isObject()) {
            throw ApiProblem.invalid("The body must be a JSON object.");
        }
    }

    /** A request without a body. */
    public static ApiRequest of(Map<String, String> path, Map<String, String> query) {
        return new ApiRequest(path, query, JsonNodeFactory.instance.objectNode());
    }

    /** The value of a parameter of the operation's path. */
    public String parameter(String name) {
        String value = path.get(name);
        if (value == null) {
            throw new IllegalArgumentException("the operation's path has no {" + name + "}");
        }
        return value;
    }

    /**
     * A text field without the blanks and invisible characters around it; empty if nothing is left.
     *
     * @throws ApiProblem if it is not a text, or has a character that a store cannot keep
     */
    public Optional<String> text(String field) {
        JsonNode value = body.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return Optional.ofNullable(query.get(field)).flatMap(text -> plain(field, text));
        }
        if (!value.isTextual()) {
            throw ApiProblem.invalid("The field " + field + " must be a text.");
        }
        return plain(field, value.textValue());
    }

    private static Optional<String> plain(String field, String text) {
        return Optional.of(Characters.strip(storable(field, text))).filter(stripped -> !stripped.isEmpty());
    }

    // PostgreSQL stores no U+0000, and a half of a surrogate pair is no character
    private static String storable(String field, String text) {
        if (text.indexOf('\0') >= 0
                || text.codePoints().anyMatch(one -> Character.getType(one) == Character.SURROGATE)) {
            throw ApiProblem.invalid("The field " + field + " has a character that cannot be stored. Remove it.");
        }
        return text;
    }

    /**
     * A text field.
     *
     * @throws ApiProblem if it is missing or blank
     */
    public String required(String field) {
        return text(field).orElseThrow(() -> ApiProblem.invalid("The field " + field + " is required."));
    }

    /**
     * A time in ISO 8601 with an offset, such as {@code 2026-11-29T08:00:00Z}.
     *
     * @throws ApiProblem if it is malformed
     */
    public Optional<Instant> time(String field) {
        return text(field).map(text -> {
            try {
                return TimeText.storable(Instant.from(DateTimeFormatter.ISO_OFFSET_DATE_TIME.parse(text)));
            } catch (DateTimeException malformed) {
                throw ApiProblem.invalid("The field " + field + " must be a time such as 2026-11-29T08:00:00Z.");
            }
        });
    }

    /**
     * A list of texts in the body; empty if it is missing. A list that is given must name something: an empty one would mean
     * all, which a script that found nothing to name does not want.
     *
     * @throws ApiProblem if it is something else
     */
    public List<String> texts(String field) {
        JsonNode value = body.path(field);
        if (value.isMissingNode() || value.isNull()) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        boolean known = value.isArray();
        for (JsonNode item : value) {
            known &= item.isTextual();
            texts.add(storable(field, item.asText()));
        }
        if (!known || texts.isEmpty()) {
            throw ApiProblem.invalid(
                    "The field " + field + " must be a list of texts, not an empty one; leave it out to mean all.");
        }
        return List.copyOf(texts);
    }

    /**
     * How many items a list may answer: the field {@code limit}, 1 to {@link #MOST}.
     *
     * @throws ApiProblem if it is something else
     */
    public int limit() {
        JsonNode value = body.path("limit");
        String text = value.isMissingNode() || value.isNull() ? query.get("limit") : value.asText();
        if (text == null || text.isEmpty()) {
            return USUAL;
        }
        if (!text.matches("[0-9]{1,3}") || Integer.parseInt(text) < 1 || Integer.parseInt(text) > MOST) {
            throw ApiProblem.invalid("The field limit must be a number from 1 to " + MOST + ".");
        }
        return Integer.parseInt(text);
    }
}
