package io.rollcall.app.api;

import io.rollcall.json.WireName;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of a request and collects everything that is wrong with them, so that one answer names it all. After the last
 * field {@link #check} refuses what is wrong, and fields that the operation does not have. Used by one thread.
 */
final class Fields {
    /** The longest text of a field. */
    private static final int LONGEST = 500;

    private final ApiRequest request;
    private final List<String> problems = new ArrayList<>();
    private final Set<String> known = new HashSet<>();

    Fields(ApiRequest request) {
        this.request = request;
    }

    private <T> Optional<T> read(String field, Supplier<Optional<T>> reader) {
        known.add(field);
        try {
            return reader.get();
        } catch (ApiProblem wrong) {
            problems.add(wrong.detail());
            return Optional.empty();
        }
    }

    /** A text; empty if it is missing or blank. */
    Optional<String> text(String field) {
        Optional<String> text = read(field, () -> request.text(field));
        if (text.filter(value -> value.length() > LONGEST).isPresent()) {
            problems.add("The field " + field + " must have at most " + LONGEST + " characters.");
            return Optional.empty();
        }
        return text;
    }

    /** A text, or null if it is missing or blank. */
    @Nullable String textOrNull(String field) {
        return text(field).orElse(null);
    }

    /** A text that is required; empty text where it is missing, which {@link #check} refuses. */
    String required(String field) {
        Optional<String> text = text(field);
        if (text.isEmpty() && problems.stream().noneMatch(problem -> problem.contains(" " + field + " "))) {
            problems.add("The field " + field + " is required.");
        }
        return text.orElse("");
    }

    /** A list of texts; empty if it is missing. */
    List<String> texts(String field) {
        return read(field, () -> Optional.of(request.texts(field))).orElse(List.of());
    }

    /** A time; null if it is missing. */
    @Nullable Instant time(String field) {
        return read(field, () -> request.time(field)).orElse(null);
    }

    /** One of some words; null if it is missing. */
    <T extends Enum<T>> @Nullable T word(String field, Class<T> type) {
        String given = textOrNull(field);
        if (given == null) {
            return null;
        }
        for (T value : type.getEnumConstants()) {
            if (word(value).equals(given)) {
                return value;
            }
        }
        problems.add("The field " + field + " must be one of "
                + Arrays.stream(type.getEnumConstants()).map(Fields::word).collect(Collectors.joining(", ")) + ".");
        return null;
    }

    private static String word(Enum<?> value) {
        return value instanceof WireName named
                ? named.word()
                : value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** How many items a list may have. */
    int limit() {
        return read("limit", () -> Optional.of(request.limit())).orElse(ApiRequest.MOST);
    }

    /** Where a list continues, as an earlier answer's {@code next} says; the usual value for a first page. */
    <T> T after(Function<String, T> reader, T first) {
        return text("after")
                .map(text -> {
                    try {
                        return reader.apply(text);
                    } catch (IllegalArgumentException other) {
                        problems.add("The field after must be the value of next in an earlier answer.");
                        return first;
                    }
                })
                .orElse(first);
    }

    /** Adds a problem. */
    void problem(String sentence) {
        problems.add(sentence);
    }

    /** Refuses a request with anything wrong. */
    void check() {
        Set<String> others = new TreeSet<>(request.query().keySet());
        request.body().fieldNames().forEachRemaining(others::add);
        others.removeAll(known);
        if (!others.isEmpty()) {
            problems.add("Unknown field" + (others.size() == 1 ? " " : "s ") + String.join(", ", others)
                    + ". This operation has "
                    + (known.isEmpty() ? "no fields." : String.join(", ", new TreeSet<>(known)) + "."));
        }
        if (!problems.isEmpty()) {
            throw ApiProblem.invalid(String.join(" ", problems));
        }
    }
}
