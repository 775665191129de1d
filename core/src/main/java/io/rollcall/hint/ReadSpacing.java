package io.rollcall.hint;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When the members of a meeting are read of which only the start is known. Thread-safe. */
public interface ReadSpacing {
    /** How many reads are made of each such meeting, because people join during the first minutes. */
    int FIRST_READS = 3;

    /** 20 s, 60 s and 180 s after the start, then at growing distances; ten reads at most. */
    ReadSpacing USUAL = new ReadSpacing() {
        private static final List<Integer> SECONDS = List.of(20, 40, 120, 240, 480, 960, 1800, 1800, 1800, 1800);

        @Override
        public @Nullable Duration untilNext(int reads) {
            return reads < SECONDS.size() ? Duration.ofSeconds(SECONDS.get(reads)) : null;
        }
    };

    /**
     * How long after the last read the next one is made.
     *
     * @param reads how many reads of the meeting were made; with 0 the time counts from the start of the meeting
     * @return null for no further read
     */
    @Nullable Duration untilNext(int reads);
}
