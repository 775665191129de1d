package io.rollcall.vendor;

import com.fasterxml.jackson.annotation.JsonValue;
import io.rollcall.json.WireName;
import io.rollcall.model.UserDetails;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells what a vendor knows of given people. */
public interface UserLookup {

    /** Looks up to {@link #largestBatch()} people up; order and number of the answers are not promised. */
    Operation<Question, List<Found>> details();

    /** The most ids that one question may name. */
    int largestBatch();

    /** The id type under which the vendor takes its own ids. */
    String ownIdType();

    /** The id types that the vendor takes. */
    List<String> idTypes();

    /**
     * Asks about people.
     *
     * @param idType one of {@link UserLookup#idTypes()}
     * @param ids distinct, at least one, none blank
     */
    record Question(String idType, List<String> ids) {
        public Question {
            ids = List.copyOf(ids);
        }

        /** Shows the number of ids only: they may be mail addresses or phone numbers. */
        @Override
        public String toString() {
            return "Question[" + idType + ", " + ids.size() + " ids]";
        }
    }

    /**
     * One item of an answer.
     *
     * @param status what the vendor says of the person
     * @param statusCode the vendor's own code; null where it sent none
     * @param account what came along; {@link UserDetails#id()} is where an echo would be
     */
    record Found(Status status, @Nullable Long statusCode, UserDetails account) {

        /** {@code lookup}, and {@code account} where there is anything to show, as in the roster's record. */
        @JsonValue
        public Map<String, Object> json() {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("lookup", status);
            if (!account.isEmpty()) {
                fields.put("account", account);
            }
            return fields;
        }
    }

    /** What the vendor says of a person: four different things, none of them "an empty person". */
    enum Status implements WireName {
        /** Known, with details. Also: no status, but details. */
        FOUND("found"),
        /** Known to exist; the vendor gives no details this time. */
        UNCHANGED("unchanged"),
        /** No such person. */
        NOT_FOUND("not-found"),
        /** The application may not see the person. */
        FORBIDDEN("forbidden"),
        /** A status that this version does not know, or none and no details. */
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
