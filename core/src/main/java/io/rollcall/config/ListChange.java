package io.rollcall.config;

import io.rollcall.state.ListFingerprintRepository.Fingerprint;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Decides whether a list file counts as it is now. A file that becomes empty, or loses more than half of its entries, may
 * be half written: then the list before counts until the file has been the same for a while. Pure.
 *
 * @param counts whether the file counts as it is
 * @param next what to remember of it
 */
public record ListChange(boolean counts, Fingerprint next) {

    /** How long a doubtful file must stay the same. */
    public static final Duration STEADY = Duration.ofSeconds(10);

    /**
     * Compares a file with what is remembered of it.
     *
     * @param before null where nothing is
     * @param count how many entries it has now
     * @param hash of these entries
     * @param now the time by the wall clock
     * @param sameFor how long this process has seen the doubtful entries, by a monotonic clock; null where another
     *     process saw them first, so that the wall clock must do
     */
    public static ListChange of(
            @Nullable Fingerprint before, int count, String hash, Instant now, @Nullable Duration sameFor) {
        Fingerprint accepted = new Fingerprint(count, hash, null, null);
        if (before == null || before.hash().equals(hash) || !isDoubtful(before.count(), count)) {
            return new ListChange(true, accepted);
        }
        Instant since = before.doubtfulSince();
        if (since == null || !hash.equals(before.doubtful())) {
            return new ListChange(false, new Fingerprint(before.count(), before.hash(), hash, now));
        }
        Duration same = sameFor == null ? Duration.between(since, now) : sameFor;
        if (same.isNegative()) {
            // the wall clock was set back: the time begins again
            return new ListChange(false, new Fingerprint(before.count(), before.hash(), hash, now));
        }
        return same.compareTo(STEADY) >= 0 ? new ListChange(true, accepted) : new ListChange(false, before);
    }

    private static boolean isDoubtful(int before, int now) {
        return now == 0 ? before > 0 : 2L * now < before;
    }
}
