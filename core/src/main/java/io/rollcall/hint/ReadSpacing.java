package io.rollcall.hint;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** When the members of a meeting are read of which only the start is known. Thread-safe. */
public interface ReadSpacing {
    /** How many reads are made of each such meeting, because people join during the first minutes. */
    int FIRST_READS = 3;

    /** 20 s, 60 s and 180 s after the start, then at growing distances, at last every half hour until a day is over. */
    ReadSpacing USUAL = new ReadSpacing() {
        private static final List<Integer> SECONDS = List.of(20, 40, 120, 240, 480, 960);
        private static final Duration LONGEST = Duration.ofMinutes(30);

        /** How many reads end within a day of the start, of which the end may be unknown. */
        private static final int MOST = SECONDS.size() + 46;

        @Override
        public @Nullable Duration untilNext(int reads) {
            if (reads < SECONDS.size()) {
                return Duration.ofSeconds(SECONDS.get(reads));
            }
            return reads < MOST ? LONGEST : null;
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
