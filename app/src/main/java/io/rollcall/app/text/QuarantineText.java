package io.rollcall.app.text;

import io.rollcall.json.Sanitizer;
import io.rollcall.model.DepartmentId;
import io.rollcall.state.AcceptedRoster;
import io.rollcall.state.RosterRepository.Quarantine;
import java.time.ZoneId;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Writes for people what the run of a quarantined roster would lose. Stateless and thread-safe. */
public final class QuarantineText {
    private QuarantineText() {}

    /**
     * A quarantine that was accepted, in lines of which each ends with a line feed.
     *
     * @param zone in which times are shown
     */
    public static String accepted(AcceptedRoster roster, ZoneId zone) {
        StringBuilder text = new StringBuilder();
        text.append(roster.flow() + ": accepted until " + AuditLine.time(roster.acceptedUntil(), zone) + "\n");
        text.append(String.format(
                        Locale.ROOT,
                        "The next run replaces the old roster, even if the new one loses %,d of %,d people as it did on %s.",
                        roster.lost(),
                        roster.before(),
                        AuditLine.time(roster.quarantinedAt(), zone))
                + "\n");
        text.append("If it loses anyone else, or is empty, it is quarantined again.\n");
        if (!roster.departments().isEmpty()) {
            text.append("\nDepartments that lose most\n");
            roster.departments().forEach(loss -> text.append(line(loss.id(), loss.name(), loss.people())));
        }
        return text.toString();
    }

    /** The departments that would lose most, in lines of which each ends with a line feed. */
    static String losses(Quarantine quarantine) {
        StringBuilder text = new StringBuilder();
        quarantine.departments().forEach(loss -> text.append(line(loss.department(), loss.name(), loss.people())));
        return text.toString();
    }

    private static String line(DepartmentId department, @Nullable String name, long people) {
        return Sanitizer.text(String.format(Locale.ROOT, "  %-20s %,11d", DepartmentText.of(department, name), people))
                + "\n";
    }
}
