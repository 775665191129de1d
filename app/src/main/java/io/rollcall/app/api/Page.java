package io.rollcall.app.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A part of a long list. Immutable.
 *
 * @param next what a request gives as {@code after} to get the following items; null at the end
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Page<T>(List<T> items, @Nullable String next) {
    Page {
        items = List.copyOf(items);
    }

    /**
     * The first items of a list that was read with one more than wanted.
     *
     * @param most how many are wanted
     * @param next the place behind an item
     */
    static <S, T> Page<T> of(List<S> read, int most, Function<S, T> item, Function<S, Object> next) {
        List<S> shown = read.subList(0, Math.min(most, read.size()));
        return new Page<>(
                shown.stream().map(item).toList(),
                read.size() > most ? next.apply(shown.get(shown.size() - 1)).toString() : null);
    }
}
