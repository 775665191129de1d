package io.rollcall.app;

import io.rollcall.app.control.UsageException;
import io.rollcall.app.text.AttendanceText;
import io.rollcall.app.text.AuditLine;
import io.rollcall.config.RollcallConfig;
import io.rollcall.history.AttendedMeeting;
import io.rollcall.history.AttendedMeeting.Person;
import io.rollcall.history.AttendedMeeting.Time;
import io.rollcall.json.Sanitizer;
import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import io.rollcall.report.JsonLine;
import io.rollcall.state.AttendanceReader;
import io.rollcall.state.HistoryRepository.HistoryQuery;
import io.rollcall.store.Store;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Shows who was in which meeting. */
@Command(
        name = "attendance",
        description = {
            "Shows who was in which meeting, from when to when, with which role, as far as Rollcall saw it"
                    + " (rollcall.history=true); the newest meeting first, and sums for each person.",
            "",
            "A time that is only known to lie between two reads is an interval: 10:02:13–10:22:40. '?' means that nothing is"
                    + " known. Two devices of one person at the same time count once.",
            "",
            "Works while rollcall run is running, and sends no request. Names come from a tracked roster: in the table on a"
                    + " terminal, and with rollcall.report.names=true also elsewhere in text and in CSV. --output also accepts"
                    + " csv here; json prints one meeting a line, without names.",
            "",
            "This is personal data about working time: see docs/administrators/attendance.md."
        },
        footer = {
            "",
            "Examples:",
            "  rollcall attendance",
            "  rollcall attendance --from 2026-11-20 --to 2026-11-21 --output csv > attendance.csv",
            "  rollcall attendance --meeting 61a2b3c4d5e6f7"
        })
final class AttendanceCommand implements Callable<Integer> {
    private final Commands global;
    private final Console console;

    @Option(
            names = "--from",
            paramLabel = "WHEN",
            description = "Only meetings that took place then or later: " + PastTime.FORMS
                    + " Default: 7d; with --meeting: all.")
    private @Nullable String from;

    @Option(names = "--to", paramLabel = "WHEN", description = "Only meetings that began before then; as --from.")
    private @Nullable String to;

    @Option(names = "--meeting", paramLabel = "ID", description = "Only the meetings with this id.")
    private @Nullable String meeting;

    AttendanceCommand(Commands global, Console console) {
        this.global = global;
        this.console = console;
    }

    @Override
    public Integer call() {
        OutputFormat format = global.anyFormat();
        RollcallConfig.StoreOnly configuration = global.storeConfiguration();
        ZoneId zone = configuration.timezone();
        Instant now = Instant.now();
        HistoryQuery query = query(now, zone);
        try (Store store = ConfiguredStore.openToRead(configuration, console)) {
            boolean names = configuration.reportNames() || (format == OutputFormat.TEXT && console.isTerminal());
            Output output = new Output(format, new AttendanceText(zone));
            new AttendanceReader(store, names && format != OutputFormat.JSON).read(query, output::meeting);
            output.end(configuration, query);
        }
        return ExitCode.DONE;
    }

    private HistoryQuery query(Instant now, ZoneId zone) {
        Instant until = to == null ? null : PastTime.read("--to", to, now, zone);
        String since = from == null && meeting == null ? "7d" : from;
        Instant start = since == null ? null : PastTime.read("--from", since, now, zone);
        if (start != null && until != null && !start.isBefore(until)) {
            throw new UsageException("--from (" + AuditLine.time(start, zone) + ") must be before --to ("
                    + AuditLine.time(until, zone) + "). "
                    + (from == null
                            ? "Without a value it is 7d. Add --from."
                            : "Write an earlier --from or a later --to."));
        }
        return new HistoryQuery(start, until, meeting(), null);
    }

    private @Nullable MeetingId meeting() {
        if (meeting == null) {
            return null;
        }
        if (meeting.isBlank()) {
            throw new UsageException("--meeting is empty. Write the id of a meeting.");
        }
        return new MeetingId(meeting.strip());
    }

    /** Prints meetings as they are read, and the sums. */
    private final class Output {
        private final OutputFormat format;
        private final AttendanceText text;
        private final Map<UserId, Sum> sums = new LinkedHashMap<>();
        private int meetings;

        Output(OutputFormat format, AttendanceText text) {
            this.format = format;
            this.text = text;
        }

        void meeting(AttendedMeeting one) {
            if (meetings == 0 && format == OutputFormat.CSV) {
                console.print(AttendanceText.csvHead());
            }
            meetings++;
            switch (format) {
                case TEXT -> {
                    console.report(text.meeting(one));
                    one.people().forEach(this::add);
                }
                case JSON -> console.report(JsonLine.of(one));
                case CSV -> console.print(text.csv(one));
            }
        }

        private void add(Person person) {
            if (person.user() != null) {
                sums.computeIfAbsent(person.user(), any -> new Sum(AttendanceText.who(person)))
                        .add(person.seconds());
            }
        }

        void end(RollcallConfig.StoreOnly configuration, HistoryQuery query) {
            if (meetings == 0) {
                reportNone(configuration, query);
            } else if (format == OutputFormat.TEXT && meetings > 1) {
                console.report("Sums of " + meetings + " meetings");
                sums.values().forEach(sum -> console.report(Sanitizer.text("  " + sum.text())));
            }
        }

        private void reportNone(RollcallConfig.StoreOnly configuration, HistoryQuery query) {
            Instant since = query.from();
            Instant until = query.to();
            String message = "No meeting was seen"
                    + (query.meeting() == null
                            ? ""
                            : " with the id " + Sanitizer.text(query.meeting().value()))
                    + (since == null ? "" : " since " + AuditLine.time(since, text.zone()))
                    + (until == null ? "" : " before " + AuditLine.time(until, text.zone()))
                    + (configuration.history()
                            ? "."
                            : ". rollcall.history is not true in this configuration: set it, and run keeps the attendance"
                                    + " history.");
            if (format == OutputFormat.TEXT) {
                console.report(message);
            } else {
                if (format == OutputFormat.CSV) {
                    console.print(AttendanceText.csvHead());
                }
                console.error(message);
            }
        }
    }

    /** The time of one person in several meetings. */
    private static final class Sum {
        private final String who;
        private Time sum = Time.NONE;
        private int meetings;

        Sum(String who) {
            this.who = who;
        }

        void add(Time time) {
            sum = sum.plus(time);
            meetings++;
        }

        String text() {
            return who + ": " + AttendanceText.time(sum) + " in " + meetings + " meeting" + (meetings == 1 ? "" : "s");
        }
    }
}
