package io.rollcall.history;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How long a person was in a meeting: two devices at the same time count once. Immutable and thread-safe.
 *
 * @param least for certain
 * @param most at most; null if a start or an end is unknown, also while the person is in the meeting
 */
public record Presence(Duration least, @Nullable Duration most) {
    /** No session at all. */
    public static final Presence NONE = new Presence(Duration.ZERO, Duration.ZERO);

    private record Span(Instant from, Instant to) {}

    /** Adds up the sessions of one person. */
    public static Presence of(List<Session> sessions) {
        List<Span> certain = new ArrayList<>();
        List<Span> possible = new ArrayList<>();
        boolean unknown = false;
        for (Session session : sessions) {
            Instant fromLatest = session.from().latest();
            Instant fromEarliest = session.from().earliest();
            Boundary to = session.to();
            Instant toEarliest = to == null ? session.evidence().lastSeen() : to.earliest();
            Instant toLatest = to == null ? null : to.latest();
            if (fromLatest != null && toEarliest != null && toEarliest.isAfter(fromLatest)) {
                certain.add(new Span(fromLatest, toEarliest));
            }
            if (fromEarliest == null || toLatest == null) {
                unknown = true;
            } else {
                possible.add(new Span(fromEarliest, toLatest));
            }
        }
        return new Presence(total(certain), unknown ? null : total(possible));
    }

    /** Both added. */
    public Presence plus(Presence other) {
        return new Presence(least.plus(other.least), most == null || other.most == null ? null : most.plus(other.most));
    }

    private static Duration total(List<Span> spans) {
        Duration total = Duration.ZERO;
        Instant covered = Instant.MIN;
        for (Span span : spans.stream().sorted(Comparator.comparing(Span::from)).toList()) {
            Instant from = span.from().isAfter(covered) ? span.from() : covered;
            if (span.to().isAfter(from)) {
                total = total.plus(Duration.between(from, Objects.requireNonNull(span.to())));
                covered = span.to();
            }
        }
        return total;
    }
}
