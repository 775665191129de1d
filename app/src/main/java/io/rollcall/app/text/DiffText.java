package io.rollcall.app.text;

import io.rollcall.json.Sanitizer;
import io.rollcall.model.DepartmentId;
import io.rollcall.report.RosterChange;
import io.rollcall.report.RosterChange.Kind;
import io.rollcall.state.RosterRepository.RosterStatus;
import io.rollcall.state.RosterRepository.StoredChange;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Writes the changes of a tracked roster for people, part by part, so that any number of them fits.
 *
 * <p>Immutable and thread-safe.
 *
 * @param zone in which times are shown
 * @param names whether people's names are shown beside their ids
 */
public record DiffText(ZoneId zone, boolean names) {

    /** What comes before the changes, in lines of which each ends with a line feed. */
    public String head(String flow, RosterStatus status, Instant since, Map<Kind, Long> counts) {
        StringBuilder head = new StringBuilder();
        long all = counts.values().stream().mapToLong(Long::longValue).sum();
        String changes = all == 0 ? "no changes" : number(all) + (all == 1 ? " change" : " changes");
        head.append(flow + ": " + changes + " since " + AuditLine.time(since, zone) + "\n");
        head.append("last run " + AuditLine.time(status.last().endedAt(), zone) + ", "
                + (status.last().complete()
                        ? "complete"
                        : incomplete(status.last().missing())) + ": "
                + people(status.last().people(), status.last().headCount()) + "\n");
        if (since.isBefore(status.trackedSince())) {
            head.append("tracked since " + AuditLine.time(status.trackedSince(), zone)
                    + "; the first run is the baseline, so earlier changes are unknown\n");
        }
        if (all > 0) {
            head.append('\n').append(counts(counts));
        }
        return head.toString();
    }

    /** How many changes of each kind there are, a line each. */
    static String counts(Map<Kind, Long> counts) {
        StringBuilder lines = new StringBuilder();
        for (Kind kind : Kind.values()) {
            lines.append(String.format(Locale.ROOT, "  %-9s %,9d", kind.word(), counts.getOrDefault(kind, 0L)))
                    .append('\n');
        }
        return lines.toString();
    }

    private static String incomplete(long missing) {
        return missing == 0
                ? "incomplete"
                : "incomplete, " + number(missing) + (missing == 1 ? " department" : " departments")
                        + " could not be read";
    }

    /** For example {@code 19,980 of the company's 20,000 people}. */
    static String people(long people, @Nullable Long headCount) {
        return headCount == null
                ? number(people) + (people == 1 ? " person" : " people")
                : number(people) + " of the company's " + number(headCount) + " people";
    }

    private static String number(long count) {
        return String.format(Locale.ROOT, "%,d", count);
    }

    /** The heading of the changes of a kind. */
    public static String title(Kind kind) {
        return switch (kind) {
            case JOINED -> "Joined";
            case LEFT -> "Left, with proof";
            case RETURNED -> "Returned";
            case MOVED -> "Moved";
            case RENAMED -> "Renamed";
            case CHANGED -> "Changed";
            case UNSEEN -> "Unseen: not in the directory, without proof that the person has left";
        };
    }

    /**
     * A change, without a line end.
     *
     * @param departments the names of departments, as far as they are known
     */
    public String line(StoredChange stored, Map<DepartmentId, String> departments) {
        RosterChange change = stored.change();
        String person = change.userId().value() + (names && stored.name() != null ? " " + stored.name() : "");
        return Sanitizer.text(String.format(
                        Locale.ROOT,
                        "  %s  %-12s  %s",
                        AuditLine.time(change.at(), zone),
                        person,
                        details(change, departments)))
                .stripTrailing();
    }

    private static String details(RosterChange change, Map<DepartmentId, String> departments) {
        return switch (change.kind()) {
            case JOINED, RETURNED -> departments(change.to(), departments);
            case LEFT, UNSEEN -> departments(change.from(), departments);
            case MOVED -> departments(change.from(), departments) + " -> " + departments(change.to(), departments);
            case RENAMED, CHANGED -> String.join(", ", change.fields());
        };
    }

    private static String departments(List<DepartmentId> ids, Map<DepartmentId, String> names) {
        return DepartmentText.list(ids, names);
    }
}
