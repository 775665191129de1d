package io.rollcall.sandbox.internal.stream;

import java.util.List;
import java.util.Random;

/** What is random, decided by the company's seed. Thread-safe. */
final class SeededRandom {
    private static final int HUNDRED = 100;

    private final Random random;

    SeededRandom(long seed) {
        this.random = new Random(seed);
    }

    /** True in so many of a hundred cases. */
    synchronized boolean happens(int percent) {
        return percent > 0 && random.nextInt(HUNDRED) < percent;
    }

    /** One of several choices, of which there must be one at least. */
    synchronized <T> T oneOf(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    /** A number from 0 to below the bound. */
    synchronized int below(int bound) {
        return random.nextInt(bound);
    }
}
