package io.rollcall.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.rollcall.json.DocumentedJson;
import io.rollcall.json.UtcTime;
import io.rollcall.json.WireName;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.PersonId;
import io.rollcall.model.UserId;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change in a tracked roster: a line of {@code changes}, and an event. It holds ids and names of fields, no personal values.
 *
 * @param id the same for each repetition of this change, and of no other
 * @param at when the run, or the event, showed it
 * @param unionId null if unknown
 * @param from departments before; empty unless the person moved, left or is unseen
 * @param to departments after; empty unless the person moved, joined or returned
 * @param fields the record's fields that are different; empty unless {@link Kind#CHANGED}
 */
@DocumentedJson
@JsonInclude(JsonInclude.Include.NON_EMPTY)
@JsonPropertyOrder({"id", "at", "flow", "change", "userId", "unionId", "from", "to", "fields"})
public record RosterChange(
        String id,
        @JsonSerialize(using = UtcTime.class) Instant at,
        String flow,
        @JsonProperty("change") Kind kind,
        PersonId userId,
        @Nullable UserId unionId,
        List<DepartmentId> from,
        List<DepartmentId> to,
        List<String> fields) {
    public RosterChange {
        from = List.copyOf(from);
        to = List.copyOf(to);
        fields = List.copyOf(fields);
    }

    /** Shows no person. */
    @Override
    public String toString() {
        return "RosterChange[" + id + " " + kind.word() + "]";
    }

    /** What changed. */
    public enum Kind implements WireName {
        /** Was in no roster before. */
        JOINED("joined"),
        /** Has left, with proof. */
        LEFT("left"),
        /** Is there again after having left, or after not having been seen. */
        RETURNED("returned"),
        /** Is in other departments. */
        MOVED("moved"),
        /** Has another name. */
        RENAMED("renamed"),
        /** Other fields are different. */
        CHANGED("changed"),
        /** Is not in the roster, without proof of having left. */
        UNSEEN("unseen");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        @Override
        public String word() {
            return word;
        }
    }
}
