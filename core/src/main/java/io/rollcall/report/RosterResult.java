package io.rollcall.report;

import org.jspecify.annotations.Nullable;

/**
 * What a roster run found.
 *
 * @param departments departments whose people were read whole
 * @param people people in the roster, each counted once
 * @param written the file that was written, as configured; null where none was
 */
public record RosterResult(long departments, long people, Lookups lookup, @Nullable String written) {

    /** How the look-ups ended; a person whose look-up failed is in none of these. */
    public record Lookups(
            long found, long unchanged, long notFound, long forbidden, long unattributed, long unknownStatus) {}
}
