package io.rollcall.app.server;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The sessions of the page, in memory: they end with the process, after twelve hours, and when the token changes. Thread-safe.
 */
final class Sessions {
    /** How long a session lasts. */
    static final Duration LENGTH = Duration.ofHours(12);

    /** The oldest ends when there would be more. */
    static final int MOST = 500;

    private static final int RANDOM_BYTES = 32;

    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    /** By the hash of its id, so that the time of a look-up says nothing about ids; oldest first. */
    private final Map<String, Session> sessions = new LinkedHashMap<>();

    Sessions(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * A session.
     *
     * @param csrf what each changing request of the session repeats in a header
     * @param tokenHash of the token that it was opened with
     */
    record Session(String csrf, String tokenHash, Instant ends) {
        @Override
        public String toString() {
            return "session until " + ends;
        }
    }

    /**
     * Opens a session.
     *
     * @return its id, for the cookie
     */
    synchronized String open(String tokenHash) {
        Iterator<Session> oldest = sessions.values().iterator();
        while (oldest.hasNext() && (oldest.next().ends().isBefore(clock.instant()) || sessions.size() >= MOST)) {
            oldest.remove();
        }
        String id = random();
        sessions.put(
                Hashes.sha256(id),
                new Session(random(), tokenHash, clock.instant().plus(LENGTH)));
        return id;
    }

    /** The session of an id that has not ended. */
    synchronized Optional<Session> find(String id, String tokenHash) {
        Session session = sessions.get(Hashes.sha256(id));
        if (session == null) {
            return Optional.empty();
        }
        if (!session.ends().isAfter(clock.instant()) || !Hashes.isSame(session.tokenHash(), tokenHash)) {
            sessions.remove(Hashes.sha256(id));
            return Optional.empty();
        }
        return Optional.of(session);
    }

    /** Ends a session, if there is one. */
    synchronized void close(String id) {
        sessions.remove(Hashes.sha256(id));
    }

    private String random() {
        byte[] bytes = new byte[RANDOM_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
