package io.rollcall.app.text;

import io.rollcall.json.Sanitizer;
import io.rollcall.model.MeetingId;
import io.rollcall.model.PhoneNumber;
import io.rollcall.model.UserId;
import io.rollcall.report.Change;
import io.rollcall.report.FlowReport;
import io.rollcall.report.Mode;
import io.rollcall.report.Problem;
import io.rollcall.report.RosterResult;
import io.rollcall.report.RunResult;
import io.rollcall.report.Unchanged;
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

    private ReportText(ZoneId zone) {
        this.zone = zone;
    }

    /**
     * One report, in lines of which each ends with a line feed.
     *
     * @param zone in which times are shown
     */
    public static String write(FlowReport report, ZoneId zone) {
        ReportText text = new ReportText(zone);
        text.headline(report);
        text.problems(report.result().problems());
        text.meetings(report.result());
        RosterResult roster = report.result().roster();
        if (roster != null) {
            text.roster(roster, report.mode());
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

    private static String mode(FlowReport report) {
        boolean dry = report.result().changes().stream().anyMatch(change -> change.status() == Change.Status.PLANNED);
        return switch (report.mode()) {
            case PLAN -> "plan only: nothing was changed";
            case ONCE -> dry ? "dry run: nothing was changed" : "run once";
            case RUN -> dry ? "dry run on schedule: nothing was changed" : "run on schedule";
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
        line("    " + first.message());
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

    private static String whom(@Nullable UserId user, @Nullable PhoneNumber phone) {
        return user != null ? user.value() : phone != null ? phone.value() : "?";
    }

    private void roster(RosterResult roster, Mode mode) {
        RosterResult.Lookups lookup = roster.lookup();
        text.append('\n');
        line(roster.people() + " people in " + roster.departments() + " departments");
        count("found", lookup.found());
        count("unchanged", lookup.unchanged());
        count("not found", lookup.notFound());
        count("no permission", lookup.forbidden());
        count("not attributed", lookup.unattributed());
        count("unknown status", lookup.unknownStatus());
        if (roster.written() != null) {
            line("Written to " + roster.written());
        } else {
            line(mode == Mode.PLAN ? "A plan writes no file." : "No file was written.");
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
