package io.rollcall.history;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.rollcall.json.DocumentedJson;
import io.rollcall.json.UtcTime;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A start or an end: a time, or an interval in which it lies. Immutable and thread-safe.
 *
 * @param earliest null if unknown
 * @param latest null if unknown; not before {@code earliest}
 * @param known how it is known; with {@link Known#EVENT} and {@link Known#SEEN} both times are equal
 */
@DocumentedJson
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Boundary(
        @JsonSerialize(using = UtcTime.class) @Nullable Instant earliest,
        @JsonSerialize(using = UtcTime.class) @Nullable Instant latest,
        Known known) {
    public Boundary {
        if (earliest != null && latest != null && latest.isBefore(earliest)) {
            throw new IllegalArgumentException("a boundary ends before it begins");
        }
    }

    /** A time that is known. */
    public static Boundary at(Instant time, Known known) {
        return new Boundary(time, time, known);
    }

    /**
     * An interval; where it would end before it begins, because clocks differ, its later end.
     *
     * @param earliest null if unknown
     * @param latest null if unknown
     */
    public static Boundary between(@Nullable Instant earliest, @Nullable Instant latest) {
        boolean crossed = earliest != null && latest != null && latest.isBefore(earliest);
        return new Boundary(crossed ? latest : earliest, latest, Known.BOUNDED);
    }

    /** Whether the time is known. */
    public boolean isExact() {
        return known != Known.BOUNDED;
    }

    /** The length of the interval; null if it has no end. */
    public @Nullable Duration width() {
        return earliest == null || latest == null ? null : Duration.between(earliest, latest);
    }
}
