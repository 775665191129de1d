package io.rollcall.report;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.rollcall.json.DocumentedJson;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a roster run found.
 *
 * @param departments departments whose people were read whole
 * @param people people in the roster, each counted once
 * @param written the file that was written, as configured; null where none was
 * @param changed the changes of a tracked roster; null where it is not tracked
 * @param headCount the people of the company according to the vendor; null where that is not known
 * @param notes what else there is to know of a tracked roster, such as a proof that is missing
 */
@DocumentedJson
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record RosterResult(
        long departments,
        long people,
        Lookups lookup,
        @Nullable String written,
        @Nullable Changed changed,
        @Nullable Long headCount,
        List<String> notes) {
    static final RosterResult NOTHING_READ = new RosterResult(0, 0, new Lookups(0, 0, 0, 0, 0, 0), null);

    public RosterResult {
        notes = List.copyOf(notes);
    }

    /** The result of a roster that is not tracked. */
    public RosterResult(long departments, long people, Lookups lookup, @Nullable String written) {
        this(departments, people, lookup, written, null, null, List.of());
    }

    /** Adds the fields to those of a report. */
    void putFields(Map<String, Object> fields) {
        fields.put("departments", departments);
        fields.put("people", people);
        fields.put("lookup", lookup);
        if (written != null) {
            fields.put("written", written);
        }
        if (changed != null) {
            fields.put("changed", changed);
        }
        if (headCount != null) {
            fields.put("headCount", headCount);
        }
        if (!notes.isEmpty()) {
            fields.put("notes", notes);
        }
    }

    /** How many changes of each kind a run showed. */
    @DocumentedJson
    public record Changed(long joined, long left, long returned, long moved, long renamed, long changed, long unseen) {
        /** @param counts kinds that are absent did not occur */
        public static Changed of(Map<RosterChange.Kind, Long> counts) {
            return new Changed(
                    count(counts, RosterChange.Kind.JOINED),
                    count(counts, RosterChange.Kind.LEFT),
                    count(counts, RosterChange.Kind.RETURNED),
                    count(counts, RosterChange.Kind.MOVED),
                    count(counts, RosterChange.Kind.RENAMED),
                    count(counts, RosterChange.Kind.CHANGED),
                    count(counts, RosterChange.Kind.UNSEEN));
        }

        private static long count(Map<RosterChange.Kind, Long> counts, RosterChange.Kind kind) {
            return counts.getOrDefault(kind, 0L);
        }

        /** The changes of all kinds. */
        public long total() {
            return joined + left + returned + moved + renamed + changed + unseen;
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
