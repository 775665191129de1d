package io.rollcall.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.rollcall.json.DocumentedJson;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a roster run found.
 *
 * @param departments departments whose people were read whole
 * @param people people in the roster, each counted once
 * @param written the file that was written, as configured; null where none was
 */
@DocumentedJson
@JsonInclude(JsonInclude.Include.NON_NULL)
public record RosterResult(long departments, long people, Lookups lookup, @Nullable String written) {
    static final RosterResult NOTHING_READ = new RosterResult(0, 0, new Lookups(0, 0, 0, 0, 0, 0), null);

    /** Adds the fields to those of a report. */
    void putFields(Map<String, Object> fields) {
        fields.put("departments", departments);
        fields.put("people", people);
        fields.put("lookup", lookup);
        if (written != null) {
            fields.put("written", written);
        }
    }

    /** How the look-ups ended; a person whose look-up failed is in none of these. */
    @DocumentedJson
    public record Lookups(
            long found,
            long unchanged,
            @JsonProperty("not-found") long notFound,
            long forbidden,
            long unattributed,
            @JsonProperty("unknown-status") long unknownStatus) {}
}
