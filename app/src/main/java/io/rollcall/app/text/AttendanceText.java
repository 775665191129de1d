package io.rollcall.app.text;

import io.rollcall.history.AttendedMeeting;
import io.rollcall.history.AttendedMeeting.HeldRole;
import io.rollcall.history.AttendedMeeting.Interval;
import io.rollcall.history.AttendedMeeting.Person;
import io.rollcall.history.AttendedMeeting.Time;
import io.rollcall.history.AttendedSession;
import io.rollcall.history.Known;
import io.rollcall.history.RoleSource;
import io.rollcall.json.Sanitizer;
import io.rollcall.report.CsvRecord;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes attendance: a table for people, CSV for spreadsheets. A time that is only bounded is an interval. Pure and thread-safe.
 *
 * @param zone in which times are shown
 */
public record AttendanceText(ZoneId zone) {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss", Locale.ROOT);
    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("MM-dd HH:mm:ss", Locale.ROOT);
    private static final String COLUMNS = "  %-28s  %-19s  %-19s  %-12s  %s";
    private static final List<String> CSV = List.of(
            "meeting",
            "instance",
            "user",
            "name",
            "external",
            "phone",
            "device",
            "fromEarliest",
            "fromLatest",
            "fromKnown",
            "toEarliest",
            "toLatest",
            "toKnown",
            "leastSeconds",
            "mostSeconds",
            "roles");

    /** A meeting with everyone who was in it, several lines. */
    public String meeting(AttendedMeeting meeting) {
        LocalDays days = new LocalDays(meeting);
        List<String> lines = new ArrayList<>();
        lines.add("Meeting " + meeting.meeting() + ", " + days.day() + ", from " + days.text(meeting.from()) + " to "
                + end(days, meeting.to(), meeting.seenAt()));
        if (meeting.people().isEmpty()) {
            lines.add("  No one was seen in it.");
        } else {
            lines.add(row("WHO", "FROM", "TO", "TIME", "ROLE"));
        }
        for (Person person : meeting.people()) {
            for (int i = 0; i < person.sessions().size(); i++) {
                AttendedSession session = person.sessions().get(i);
                lines.add(row(
                        i == 0 ? who(person) : "",
                        days.text(session.from(), session.fromKnown()),
                        days.text(session.to(), session.toKnown()),
                        i == 0 ? time(person.seconds()) : "",
                        i == 0 ? roles(days, person) : ""));
            }
        }
        return lines.stream().map(Sanitizer::text).collect(Collectors.joining("\n")) + "\n";
    }

    private static String end(LocalDays days, @Nullable Interval to, Instant seenAt) {
        return to != null ? days.text(to) : "? (seen last at " + days.time(seenAt) + ")";
    }

    private static String row(String... cells) {
        return String.format(Locale.ROOT, COLUMNS, (Object[]) cells).stripTrailing();
    }

    /** How a person is called: the id, and the name where it is known. */
    public static String who(Person person) {
        if (person.user() == null) {
            return person.phone() ? "(a telephone)" : "(anonymous)";
        }
        return person.user().value() + (person.name() == null ? "" : " " + person.name());
    }

    private static String roles(LocalDays days, Person person) {
        return person.roles().stream()
                .map(role -> role.role().word() + (role.source() == RoleSource.ROLLCALL ? " by Rollcall" : "")
                        + " from " + days.text(role.from())
                        + (role.to() == null ? "" : " to " + days.text(role.to())))
                .collect(Collectors.joining(", "));
    }

    /** A length, or an interval of lengths, which contains the true one: {@code 18–20 min}. */
    public static String time(Time time) {
        Long most = time.most();
        if (most == null) {
            return "≥ " + time.least() / 60 + " min";
        }
        // parts of a second make them differ where start and end are known
        if (most - time.least() <= 1) {
            return (most + 30) / 60 + " min";
        }
        long least = time.least() / 60;
        long longest = (most + 59) / 60;
        return least == longest ? least + " min" : least + "–" + longest + " min";
    }

    /** Writes times of a meeting: with the day where it is not the meeting's. */
    private final class LocalDays {
        private final String day;

        LocalDays(AttendedMeeting meeting) {
            Instant start = Objects.requireNonNullElse(meeting.from().latest(), meeting.seenAt());
            day = DAY.format(start.atZone(zone));
        }

        String day() {
            return day;
        }

        String time(Instant time) {
            boolean sameDay = DAY.format(time.atZone(zone)).equals(day);
            return (sameDay ? TIME : DAY_AND_TIME).format(time.atZone(zone));
        }

        /** A time where both ends are equal, and otherwise an interval. */
        String text(@Nullable Interval interval) {
            return text(interval, null);
        }

        /** A time, or an interval; never a point where the time is only bounded. */
        String text(@Nullable Interval interval, @Nullable Known known) {
            if (interval == null) {
                return "?";
            }
            Instant earliest = interval.earliest();
            Instant latest = interval.latest();
            if (earliest != null && earliest.equals(latest) && known != Known.BOUNDED) {
                return time(earliest);
            }
            String from = earliest == null ? "?" : time(earliest);
            String to = latest == null ? "?" : time(ceiling(latest));
            return from.equals(to) ? from + "–" + time(ceiling(latest).plusSeconds(1)) : from + "–" + to;
        }
    }

    private static Instant ceiling(@Nullable Instant time) {
        Instant whole = Objects.requireNonNull(time).truncatedTo(ChronoUnit.SECONDS);
        return whole.equals(time) ? whole : whole.plusSeconds(1);
    }

    /** The byte order mark and the names of the columns, with the line end. */
    public static String csvHead() {
        return CsvRecord.BYTE_ORDER_MARK + CsvRecord.head(CSV);
    }

    /** The sessions of a meeting as records of CSV, each with its line end. Spreadsheets show the cells as written. */
    public String csv(AttendedMeeting meeting) {
        StringBuilder records = new StringBuilder();
        for (Person person : meeting.people()) {
            for (AttendedSession session : person.sessions()) {
                records.append(csv(meeting, person, session));
            }
        }
        return records.toString();
    }

    private static String csv(AttendedMeeting meeting, Person person, AttendedSession session) {
        Interval to = session.to();
        Known toKnown = session.toKnown();
        Long most = session.seconds().most();
        return CsvRecord.forExcel(
                Sanitizer.text(meeting.meeting().value()),
                String.valueOf(meeting.instance()),
                person.user() == null ? null : Sanitizer.text(person.user().value()),
                person.name() == null ? null : Sanitizer.text(person.name()),
                String.valueOf(session.external()),
                String.valueOf(session.phone()),
                session.device() == null ? null : Sanitizer.text(session.device()),
                text(session.from().earliest()),
                text(session.from().latest()),
                session.fromKnown().word(),
                to == null ? null : text(to.earliest()),
                to == null ? null : text(to.latest()),
                toKnown == null ? null : toKnown.word(),
                String.valueOf(session.seconds().least()),
                most == null ? null : String.valueOf(most),
                person.roles().stream().map(AttendanceText::role).distinct().collect(Collectors.joining(" ")));
    }

    private static String role(HeldRole role) {
        return role.role().word() + (role.source() == RoleSource.ROLLCALL ? "-by-rollcall" : "");
    }

    private static @Nullable String text(@Nullable Instant time) {
        return time == null ? null : time.toString();
    }
}
