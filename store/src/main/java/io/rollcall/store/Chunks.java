package io.rollcall.store;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;

/** Splits long lists for statements with a limited number of parameters. Stateless and thread-safe. */
final class Chunks {
    /** Far below the limit of both databases. */
    private static final int SIZE = 500;

    private Chunks() {}

    /** The distinct values, in their order, in lists of at most 500. */
    static <T> List<List<T>> of(Collection<T> values) {
        return of(values, SIZE);
    }

    /** The distinct values, in their order, in lists of at most a size. */
    static <T> List<List<T>> of(Collection<T> values, int size) {
        List<T> all = new ArrayList<>(new LinkedHashSet<>(values));
        List<List<T>> chunks = new ArrayList<>();
        for (int from = 0; from < all.size(); from += size) {
            chunks.add(all.subList(from, Math.min(from + size, all.size())));
        }
        return chunks;
    }

    /** Placeholders for a number of values, such as {@code (?, ?, ?)}. */
    static String placeholders(int count) {
        return "(" + String.join(", ", Collections.nCopies(count, "?")) + ")";
    }
}
