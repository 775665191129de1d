package io.rollcall.app.server;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Slows down guessing of the token. Each address may show ten wrong tokens, and one more every six seconds; all addresses
 * together a hundred, and one more each second. The same wrong token again costs nothing: a script with an old token does not
 * lock out others behind its address. An address that has shown the right token is not subject to the limit of all addresses.
 * Thus a right token is accepted again seconds after the guessing stops, and from other addresses at once; sessions are not
 * affected. Memory is bounded. Thread-safe.
 */
final class WrongTokens {
    static final int OF_ADDRESS = 10;
    static final int OF_ALL = 100;
    private static final Duration ADDRESS_REFILL = Duration.ofSeconds(6);
    private static final Duration ALL_REFILL = Duration.ofSeconds(1);
    private static final Duration PROVEN = Duration.ofHours(24);
    private static final int MOST_ADDRESSES = 1_000;
    private static final int MOST_TOKENS = 100;

    private final InstantSource clock;
    private final Allowance all;
    private final Map<String, Allowance> ofAddresses = bounded(MOST_ADDRESSES);
    private final Map<String, Instant> proven = bounded(MOST_ADDRESSES);
    private final Map<String, Boolean> known = bounded(MOST_TOKENS);

    WrongTokens(InstantSource clock) {
        this.clock = clock;
        this.all = new Allowance(OF_ALL, ALL_REFILL, clock.instant());
    }

    private static <V> Map<String, V> bounded(int most) {
        return new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > most;
            }
        };
    }

    /** How many wrong tokens are left; refilled with time. */
    private static final class Allowance {
        private final int most;
        private final Duration refill;
        private double left;
        private Instant at;

        Allowance(int most, Duration refill, Instant now) {
            this.most = most;
            this.refill = refill;
            this.left = most;
            this.at = now;
        }

        /** How long until one is left; zero if one is. */
        Duration wait(Instant now) {
            left = Math.min(most, left + (double) Duration.between(at, now).toMillis() / refill.toMillis());
            at = now;
            return left >= 1 ? Duration.ZERO : Duration.ofMillis((long) Math.ceil((1 - left) * refill.toMillis()));
        }

        void take() {
            left -= 1;
        }

        void giveBack() {
            left = Math.min(most, left + 1);
        }
    }

    /** Whether a token is known to be wrong. @param key of the token that was shown and the one that is right */
    synchronized boolean isKnown(String key) {
        return known.get(key) != null;
    }

    /**
     * Takes one from the allowances of an address and of all.
     *
     * @return how long to wait before the next try; empty if the token may be checked now: then {@link #right} or {@link
     *     #wrong} follows
     */
    synchronized Optional<Duration> tryOne(String address) {
        Instant now = clock.instant();
        Allowance own = ofAddresses.computeIfAbsent(address, any -> new Allowance(OF_ADDRESS, ADDRESS_REFILL, now));
        Duration wait = own.wait(now);
        boolean subject = !isProven(address, now);
        Duration waitOfAll = all.wait(now);
        if (subject && waitOfAll.compareTo(wait) > 0) {
            wait = waitOfAll;
        }
        if (!wait.isZero()) {
            return Optional.of(wait);
        }
        own.take();
        if (subject) {
            all.take();
        }
        return Optional.empty();
    }

    private boolean isProven(String address, Instant now) {
        Instant since = proven.get(address);
        return since != null && now.isBefore(since.plus(PROVEN));
    }

    /** The token that was shown is right. */
    synchronized void right(String address) {
        Instant now = clock.instant();
        boolean wasSubject = !isProven(address, now);
        proven.put(address, now);
        Allowance own = ofAddresses.get(address);
        if (own != null) {
            own.giveBack();
        }
        if (wasSubject) {
            all.giveBack();
        }
    }

    /** The token that was shown is wrong. @param key as in {@link #isKnown} */
    synchronized void wrong(String key) {
        known.put(key, true);
    }

    /** How many entries are kept. */
    synchronized int size() {
        return ofAddresses.size() + proven.size() + known.size();
    }
}
