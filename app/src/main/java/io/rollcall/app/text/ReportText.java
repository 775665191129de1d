package io.rollcall.app.text;

import io.rollcall.json.Sanitizer;
import io.rollcall.model.MeetingId;
import io.rollcall.model.PhoneNumber;
import io.rollcall.model.UserId;
import io.rollcall.report.Change;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Mode;
import io.rollcall.report.Problem;
import io.rollcall.report.RosterChange.Kind;
import io.rollcall.report.RosterResult;
import io.rollcall.report.RunOutcome;
import io.rollcall.report.RunResult;
import io.rollcall.report.Unchanged;
import io.rollcall.report.UnreadMeetings;
import io.rollcall.schedule.WaitingTime;
import io.rollcall.state.RosterRepository.Loss;
import io.rollcall.state.RosterRepository.Quarantine;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Writes reports for people at a terminal: first the outcome, then the problems, then the changes of each meeting. Long
 * lists of unchanged people are shortened. Stateless and thread-safe.
 */
public final class ReportText {
    private static final int NAMED = 8;
    // the offset distinguishes the two times of a repeated hour
    private static final DateTimeFormatter TIME = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss ")
            .appendOffset("+HH:MM", "UTC")
            .toFormatter(Locale.ROOT);
    private static final Comparator<MeetingId> MEETINGS_THEN_NONE =
            Comparator.nullsLast(Comparator.comparing(MeetingId::value));

    private final StringBuilder text = new StringBuilder();

    private final ZoneId zone;

    private final ReportContext context;

    private ReportText(ZoneId zone, ReportContext context) {
        this.zone = zone;
        this.context = context;
    }

    /**
     * One report, in lines of which each ends with a line feed.
     *
     * @param zone in which times are shown
     */
    public static String write(FlowReport report, ZoneId zone) {
        return write(report, zone, ReportContext.NONE);
    }

    /**
     * One report with what the store adds, in lines of which each ends with a line feed.
     *
     * @param zone in which times are shown
     */
    public static String write(FlowReport report, ZoneId zone, ReportContext context) {
        ReportText text = new ReportText(zone, context);
        text.headline(report);
        text.problems(report.result().problems());
        text.quarantine(report);
        text.meetings(report.result());
        UnreadMeetings unread = report.result().unread();
        if (unread != null) {
            text.unread(unread);
        }
        RosterResult roster = report.result().roster();
        if (roster != null) {
            text.roster(roster, report);
        }
        text.calls(report);
        return text.text.toString();
    }

    private void line(String line) {
        text.append(Sanitizer.text(line)).append('\n');
    }

    private void headline(FlowReport report) {
        RunResult result = report.result();
        line(report.flow() + ": " + result.outcome().word() + counts(result));
        line(report.type() + " flow, " + mode(report) + ", "
                + TIME.format(report.startedAt().atZone(zone)) + ", took " + took(report.duration()));
    }

    private void unread(UnreadMeetings unread) {
        line("");
        line(unread.meetings() + (unread.meetings() == 1 ? " running meeting was" : " running meetings were")
                + " read shortly before, and not now. A person who joins one late waits for the first poll after "
                + WaitingTime.words(unread.readWithin()) + " at the latest.");
    }

    private static String mode(FlowReport report) {
        boolean dry = report.result().changes().stream().anyMatch(change -> change.status() == Change.Status.PLANNED);
        return switch (report.mode()) {
            case PLAN -> "plan only: nothing was changed";
            case ONCE -> dry ? "dry run: nothing was changed" : "run once";
            case RUN -> (dry ? "dry run " : "run ") + trigger(report) + (dry ? ": nothing was changed" : "");
        };
    }

    private static String trigger(FlowReport report) {
        return switch (report.trigger()) {
            case SCHEDULE -> "on schedule";
            case EVENT -> "on an event";
            case CALLER -> "on request";
        };
    }

    private static String counts(RunResult result) {
        List<String> counts = new ArrayList<>();
        for (Change.Status status : Change.Status.values()) {
            for (Change.Action action : Change.Action.values()) {
                long count = result.changes().stream()
                        .filter(change -> change.status() == status && change.action() == action)
                        .count();
                if (count > 0) {
                    counts.add(count + " " + count(action, status));
                }
            }
        }
        long unchanged = result.unchanged().size();
        if (unchanged > 0) {
            counts.add(unchanged + (unchanged == 1 ? " person skipped" : " people skipped"));
        }
        int problems = result.problems().size();
        if (problems > 0) {
            counts.add(problems + (problems == 1 ? " problem" : " problems"));
        }
        return counts.isEmpty() ? "" : " - " + String.join(", ", counts);
    }

    private static String count(Change.Action action, Change.Status status) {
        return switch (status) {
            case PLANNED -> "would be " + Messages.done(action);
            case DONE -> Messages.done(action);
            case FAILED -> "not " + Messages.done(action);
            case UNKNOWN -> "outcome unknown (" + action.word() + ")";
            case SKIPPED -> "skipped (" + action.word() + ")";
            case PAUSED -> "paused (" + action.word() + ")";
        };
    }

    private static String took(Duration duration) {
        if (duration.toMillis() < 1000) {
            return duration.toMillis() + " ms";
        }
        if (duration.toSeconds() < 60) {
            return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
        }
        return duration.toMinutes() + " min " + duration.toSecondsPart() + " s";
    }

    private void problems(List<Problem> problems) {
        if (problems.isEmpty()) {
            return;
        }
        text.append("\nProblems\n");
        // problems with the same cause and remedy are shown once, with all their subjects
        problems.stream()
                .collect(Collectors.groupingBy(
                        problem -> Arrays.asList(problem.fault(), problem.code(), problem.message()),
                        LinkedHashMap::new,
                        Collectors.toList()))
                .values()
                .forEach(this::problem);
    }

    private void problem(List<Problem> alike) {
        Problem first = alike.get(0);
        List<String> details = new ArrayList<>();
        if (first.code() != null) {
            details.add("code " + first.code());
        }
        if (first.requestId() != null) {
            details.add("request " + first.requestId());
        }
        line("  ! " + subjects(alike) + ": " + first.word()
                + (details.isEmpty() ? "" : " (" + String.join(", ", details) + ")"));
        line("    " + withoutLosses(first.message()));
    }

    /** A message without the departments that the report lists below it. */
    private String withoutLosses(String message) {
        Quarantine quarantine = context.quarantine();
        return quarantine == null || quarantine.departments().isEmpty()
                ? message
                : message.replace(" " + Loss.words(quarantine.departments()), "");
    }

    private void quarantine(FlowReport report) {
        Quarantine quarantine = context.quarantine();
        if (quarantine == null) {
            return;
        }
        text.append('\n');
        line("Quarantined: the new roster would lose " + quarantine.loss() + "; the old one was kept");
        text.append(QuarantineText.losses(quarantine));
        RosterResult roster = report.result().roster();
        line(
                roster != null && roster.people() == 0
                        ? "An empty roster is never let through."
                        : "If this is right, let the next run through: rollcall accept " + report.flow());
    }

    private static String subjects(List<Problem> alike) {
        String named = alike.stream().limit(NAMED).map(Problem::subject).collect(Collectors.joining(", "));
        int more = alike.size() - NAMED;
        return more <= 0 ? named : named + " and " + more + " more (--output json shows all)";
    }

    private void meetings(RunResult result) {
        Map<@Nullable MeetingId, Section> sections = new TreeMap<>(MEETINGS_THEN_NONE);
        result.changes().forEach(change -> sections.computeIfAbsent(change.meeting(), Section::new)
                .changes
                .add(change));
        result.unchanged().forEach(one -> sections.computeIfAbsent(one.meeting(), Section::new)
                .unchanged
                .computeIfAbsent(one.reason(), any -> new ArrayList<>())
                .add(whom(one.user(), one.phone())));
        sections.values().forEach(this::section);
    }

    /** The part of a report about one meeting, or about people without a meeting. */
    private static final class Section {
        private final @Nullable MeetingId meeting;
        private final List<Change> changes = new ArrayList<>();
        private final Map<Unchanged.Reason, List<String>> unchanged = new EnumMap<>(Unchanged.Reason.class);

        Section(@Nullable MeetingId meeting) {
            this.meeting = meeting;
        }
    }

    private void section(Section section) {
        text.append('\n');
        line(section.meeting == null ? "No meeting" : "Meeting " + section.meeting);
        for (Change change : section.changes) {
            line("  " + Messages.sentence(change, whom(change.user(), change.phone())));
        }
        section.unchanged.forEach(
                (reason, people) -> line("  = skipped " + named(reason, people) + ": " + Messages.of(reason)));
    }

    private static String named(Unchanged.Reason reason, List<String> people) {
        // one more than the limit is named too: "and 1 more" is not shorter
        if (Messages.namesAll(reason) || people.size() <= NAMED + 1) {
            return String.join(", ", people);
        }
        return String.join(", ", people.subList(0, NAMED)) + " and " + (people.size() - NAMED) + " more";
    }

    private String whom(@Nullable UserId user, @Nullable PhoneNumber phone) {
        if (user != null) {
            String name = context.names().get(user);
            return name == null ? user.value() : user.value() + " " + name;
        }
        return phone != null ? phone.value() : "?";
    }

    private void roster(RosterResult roster, FlowReport report) {
        RosterResult.Lookups lookup = roster.lookup();
        text.append('\n');
        Long headCount = roster.headCount();
        line((headCount == null ? roster.people() + " people" : DiffText.people(roster.people(), headCount)) + " in "
                + roster.departments() + " departments");
        count("found", lookup.found());
        count("unchanged", lookup.unchanged());
        count("not found", lookup.notFound());
        count("no permission", lookup.forbidden());
        count("not attributed", lookup.unattributed());
        count("unknown status", lookup.unknownStatus());
        RosterResult.Changed changed = roster.changed();
        if (changed != null && report.result().outcome() != RunOutcome.QUARANTINED) {
            line("Changed: " + changed(changed, report.flow()));
        }
        if (roster.written() != null) {
            line("Written to " + roster.written());
        } else {
            line(report.mode() == Mode.PLAN ? "A plan writes no file." : "No file was written.");
        }
        roster.notes().forEach(note -> line("Note: " + note));
    }

    private static String changed(RosterResult.Changed changed, String flow) {
        List<String> counts = new ArrayList<>();
        count(counts, changed.joined(), Kind.JOINED);
        count(counts, changed.left(), Kind.LEFT);
        count(counts, changed.returned(), Kind.RETURNED);
        count(counts, changed.moved(), Kind.MOVED);
        count(counts, changed.renamed(), Kind.RENAMED);
        count(counts, changed.changed(), Kind.CHANGED);
        count(counts, changed.unseen(), Kind.UNSEEN);
        return counts.isEmpty() ? "nothing" : String.join(", ", counts) + " (rollcall diff " + flow + " shows them)";
    }

    private static void count(List<String> counts, long count, Kind kind) {
        if (count > 0) {
            counts.add(String.format(Locale.ROOT, "%,d %s", count, kind.word()));
        }
    }

    private void count(String what, long count) {
        line(String.format(Locale.ROOT, "  %-18s %9d", what, count));
    }

    private void calls(FlowReport report) {
        text.append('\n');
        long all = report.calls().values().stream().mapToLong(Long::longValue).sum();
        if (all == 0) {
            line("No vendor calls");
            return;
        }
        line(all + (all == 1 ? " vendor call, " : " vendor calls, ") + report.meteredCalls() + " metered: "
                + report.calls().entrySet().stream()
                        .map(call -> call.getKey() + " " + call.getValue())
                        .collect(Collectors.joining(", ")));
    }
}
