package io.rollcall.polling;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JoinTimesTest {
    private static final int CYCLE = JoinTimes.CYCLE;

    /** The waiting time of everybody who joins after one poll and up to another, each minute counted whole. */
    private static long waited(int from, int to) {
        return IntStream.rangeClosed(from + 1, to)
                .mapToLong(minute -> (long) JoinTimes.joins(minute) * (to - minute))
                .sum();
    }

    private static long waited(int[] polls) {
        return IntStream.range(0, polls.length)
                .mapToLong(i -> waited(polls[i], i + 1 < polls.length ? polls[i + 1] : polls[0] + CYCLE))
                .sum();
    }

    /** The least that any choice of minutes reaches, for each first poll by dynamic programming. */
    private static long least(int polls) {
        long least = Long.MAX_VALUE;
        for (int first = 0; first < CYCLE; first++) {
            long[] best = new long[2 * CYCLE];
            Arrays.fill(best, Long.MAX_VALUE / 2);
            best[first] = 0;
            for (int poll = 1; poll < polls; poll++) {
                long[] next = new long[2 * CYCLE];
                Arrays.fill(next, Long.MAX_VALUE / 2);
                for (int to = first + 1; to < first + CYCLE; to++) {
                    for (int from = first; from < to; from++) {
                        next[to] = Math.min(next[to], best[from] + waited(from, to));
                    }
                }
                best = next;
            }
            for (int last = first; last < first + CYCLE; last++) {
                least = Math.min(least, best[last] + waited(last, first + CYCLE));
            }
        }
        return least;
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 10, 15, 30})
    void minutes_areThoseWithTheShortestMeanWaitingTime(int polls) {
        int[] minutes = JoinTimes.best(polls);

        assertThat(minutes).hasSize(polls).isSorted().doesNotHaveDuplicates();
        assertThat(waited(minutes)).isEqualTo(least(polls));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 5, 6, 10, 15})
    void minutes_areBetterThanEqualDistances(int polls) {
        int[] equal =
                IntStream.range(0, polls).map(poll -> poll * CYCLE / polls).toArray();

        assertThat(waited(JoinTimes.best(polls))).isLessThan(waited(equal));
    }
}
