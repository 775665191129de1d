package io.rollcall.people;

import io.rollcall.model.PersonReference;
import io.rollcall.model.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What this process has looked up, so that not every run looks up everyone. Events use it too, because they cannot wait for a
 * look-up. Thread-safe.
 */
public final class PeopleMemory {
    /** How long a person who was found is not looked up again. */
    static final Duration FOUND = Duration.ofHours(1);

    /** How long a refusal holds: shorter, because an administrator may be correcting it. */
    static final Duration REFUSED = Duration.ofMinutes(5);

    /** How long a person who was found counts while the directory does not answer. */
    static final Duration UNANSWERED = Duration.ofDays(1);

    /** More than any list; entries that lists no longer have are dropped then. */
    private static final int MOST = 100_000;

    private final Map<Key, Finding> findings = new ConcurrentHashMap<>();

    /** @param application the id of the application whose directory is searched */
    record Key(String application, PersonReference person) {}

    /**
     * How a look-up ended.
     *
     * @param user null if nobody, or more than one person, was found
     * @param refusal why; null if a person was found
     */
    record Finding(@Nullable UserId user, @Nullable Refusal refusal, Instant at) {
        boolean isFresh(Instant now) {
            return isYounger(user == null ? REFUSED : FOUND, now);
        }

        boolean isYounger(Duration age, Instant now) {
            // not after a clock that was set back
            return !now.isBefore(at) && now.isBefore(at.plus(age));
        }

        /** Shows no person. */
        @Override
        public String toString() {
            return "Finding[" + at + "]";
        }
    }

    /** The last finding, whatever its age. */
    Optional<Finding> find(Key key) {
        return Optional.ofNullable(findings.get(key));
    }

    void keep(Key key, Finding finding) {
        if (findings.size() >= MOST) {
            findings.clear();
        }
        findings.put(key, finding);
    }

    /**
     * The person who was found last; empty if that was never tried in this process, or failed.
     *
     * @param application the id of the application whose directory is searched
     */
    public Optional<UserId> last(String application, PersonReference person) {
        return find(new Key(application, person)).map(Finding::user);
    }
}
