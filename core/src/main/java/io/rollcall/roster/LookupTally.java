package io.rollcall.roster;

import io.rollcall.report.RosterResult;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How many look-ups ended how; a failed one is in none of the counts. Not thread-safe. */
final class LookupTally {
    private final Map<LookupStatus, Long> counts = new EnumMap<>(LookupStatus.class);

    void add(@Nullable LookupStatus status) {
        if (status != null) {
            counts.merge(status, 1L, Long::sum);
        }
    }

    void remove(@Nullable LookupStatus status) {
        if (status != null) {
            counts.merge(status, -1L, Long::sum);
        }
    }

    RosterResult.Lookups lookups() {
        return new RosterResult.Lookups(
                count(LookupStatus.FOUND),
                count(LookupStatus.UNCHANGED),
                count(LookupStatus.NOT_FOUND),
                count(LookupStatus.FORBIDDEN),
                count(LookupStatus.UNATTRIBUTED),
                count(LookupStatus.UNKNOWN_STATUS));
    }

    private long count(LookupStatus status) {
        return counts.getOrDefault(status, 0L);
    }
}
