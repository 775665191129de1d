package io.rollcall.model;

import com.fasterxml.jackson.annotation.JsonValue;
import io.rollcall.json.WireName;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The result of looking one person up at a vendor. Immutable and thread-safe.
 *
 * @param status the vendor's statement about the person
 * @param statusCode the vendor's own code; null if it sent none
 * @param account the details that the vendor sent; {@link UserAccount#id()} holds the echo of the id that was asked, if
 *     the vendor echoes it
 */
public record UserDetails(Status status, @Nullable Long statusCode, UserAccount account) {

    /** {@code lookup}, and {@code account} if it has any field, as in the roster's record. */
    @JsonValue
    public Map<String, Object> json() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("lookup", status);
        if (!account.isEmpty()) {
            fields.put("account", account);
        }
        return fields;
    }

    /** What a vendor says of a person: four different outcomes, none of them "an empty person". */
    public enum Status implements WireName {
        /** Known, with details. Also: details without a status. */
        FOUND("found"),
        /** Known; the vendor sends no details this time. */
        UNCHANGED("unchanged"),
        /** No such person. */
        NOT_FOUND("not-found"),
        /** The application may not see the person. */
        FORBIDDEN("forbidden"),
        /** A status that this version does not know, or neither status nor details. */
        UNKNOWN("unknown-status");

        private final String word;

        Status(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }
}
