package io.rollcall.app.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.rollcall.app.control.RunningProgram;
import io.rollcall.history.AttendedMeeting;
import io.rollcall.history.AttendedMeeting.HeldRole;
import io.rollcall.history.AttendedMeeting.Interval;
import io.rollcall.history.AttendedMeeting.Person;
import io.rollcall.history.AttendedMeeting.Time;
import io.rollcall.history.AttendedSession;
import io.rollcall.history.Boundary;
import io.rollcall.history.MeetingInstance;
import io.rollcall.history.MeetingRecord;
import io.rollcall.json.UtcTime;
import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import io.rollcall.state.AttendanceReader;
import io.rollcall.state.HistoryRepository;
import io.rollcall.state.HistoryRepository.HistoryQuery;
import io.rollcall.state.HistoryRepository.MeetingCount;
import io.rollcall.vendor.Application;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The operations of the view "Attendance". Thread-safe. */
final class AttendanceOperations {
    /** How many instances of one meeting id are looked through. */
    private static final int MOST_INSTANCES = 100;

    /** How many meetings of a person are answered at most: the answer is in memory as a whole. */
    private static final int MOST_OF_A_PERSON = 1_000;

    /** How many meetings are exported at most; they are written one by one. */
    private static final int MOST_EXPORTED = 10_000;

    private final RunningProgram program;
    private final HistoryRepository history;
    private final AttendanceReader reader;
    private final PeopleNames names;

    AttendanceOperations(RunningProgram program, PeopleNames names) {
        this.program = program;
        this.history = program.state().history();
        this.reader = new AttendanceReader(program.state(), names.shown());
        this.names = names;
    }

    List<ApiOperation> operations() {
        return List.of(
                ApiOperation.read("/api/v1/attendance/meetings", this::meetings),
                ApiOperation.read("/api/v1/attendance/meeting", this::meeting),
                ApiOperation.query("/api/v1/attendance/person", this::person),
                ApiOperation.query("/api/v1/attendance/export", this::export));
    }

    /** The answer with meetings. @param enabled whether the history is kept now */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Meetings(List<Counted> items, @Nullable String next, boolean enabled) {}

    /**
     * A meeting in a list.
     *
     * @param started what {@code attendance/meeting} takes as {@code started}
     * @param to null while it runs, as far as is known
     * @param guests the sessions of anonymous devices
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Counted(
            MeetingId meeting,
            int instance,
            @JsonSerialize(using = UtcTime.class) @Nullable Instant startedAt,
            @JsonSerialize(using = UtcTime.class) Instant started,
            Interval from,
            @Nullable Interval to,
            int people,
            int guests) {
        static Counted of(MeetingCount count) {
            MeetingInstance instance = count.instance();
            return new Counted(
                    instance.key().meeting(),
                    instance.key().number(),
                    instance.start().isExact() ? instance.start().latest() : null,
                    start(instance),
                    Interval.of(instance.start()),
                    Interval.ofNullable(instance.end()),
                    count.people(),
                    count.guests());
        }
    }

    private static Instant start(MeetingInstance instance) {
        Boundary start = instance.start();
        return Objects.requireNonNullElseGet(
                start.latest(), () -> Objects.requireNonNullElse(start.earliest(), instance.lastSeen()));
    }

    private Object meetings(ApiRequest request) {
        Fields fields = new Fields(request);
        HistoryQuery query = new HistoryQuery(fields.time("from"), fields.time("to"), null, null);
        int limit = fields.limit();
        Optional<MeetingInstance.Key> after = fields.after(text -> Optional.of(Place.read(text)), Optional.empty());
        fields.check();
        MeetingCount last = after.flatMap(history::meeting)
                .map(kept -> new MeetingCount(kept.instance(), 0, 0))
                .orElse(null);
        List<MeetingCount> read = after.isPresent() && last == null
                // it expired meanwhile, and with it all that is older
                ? List.of()
                : reader.meetings(query, last, limit + 1);
        Page<Counted> page = Page.of(
                read, limit, Counted::of, count -> Place.text(count.instance().key()));
        return new Meetings(page.items(), page.next(), program.config().history());
    }

    /** Where a list of meetings goes on. */
    private static final class Place {
        private static final String SEPARATOR = "\n";

        static String text(MeetingInstance.Key key) {
            String text =
                    String.join(SEPARATOR, key.application(), key.meeting().value(), Integer.toString(key.number()));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
        }

        /** @throws IllegalArgumentException for a text that is none */
        static MeetingInstance.Key read(String text) {
            String place = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            String[] parts = place.split(SEPARATOR, -1);
            if (parts.length != 3 || place.indexOf('\0') >= 0) {
                throw new IllegalArgumentException("no place in a list");
            }
            return new MeetingInstance.Key(parts[0], new MeetingId(parts[1]), Integer.parseInt(parts[2]));
        }
    }

    private Object meeting(ApiRequest request) {
        Fields fields = new Fields(request);
        String id = fields.required("meeting");
        Instant started = fields.time("started");
        fields.check();
        return found(new MeetingId(id), started);
    }

    /** The instance of a meeting whose start is the nearest; without a start the latest one. */
    private AttendedMeeting found(MeetingId meeting, @Nullable Instant started) {
        Stream<MeetingRecord> instances = program.config().applications().values().stream()
                .map(Application::id)
                .distinct()
                .flatMap(application -> history.last(application, meeting, MOST_INSTANCES).stream());
        MeetingRecord wanted = instances
                .min(Comparator.comparing(kept -> distance(kept.instance(), started)))
                .orElseThrow(() -> ApiProblem.notFound("The history has no such meeting."));
        return reader.meeting(wanted.instance().key())
                .orElseThrow(() -> ApiProblem.notFound("The history has no such meeting."));
    }

    /** How far a start is from the wanted one; without one the latest instance is the nearest. */
    private Duration distance(MeetingInstance instance, @Nullable Instant started) {
        return Duration.between(start(instance), started == null ? program.now() : started)
                .abs();
    }

    /** A person's meetings, newest first. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Attended(UserId user, @Nullable String name, List<AttendedBy> meetings, Time seconds) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record AttendedBy(
            MeetingId meeting,
            int instance,
            @JsonSerialize(using = UtcTime.class) @Nullable Instant startedAt,
            Interval from,
            @Nullable Interval to,
            List<AttendedSession> sessions,
            List<HeldRole> roles,
            Time seconds) {}

    private Object person(ApiRequest request) {
        Fields fields = new Fields(request);
        String user = fields.required("user").strip();
        Instant from = fields.time("from");
        Instant to = fields.time("to");
        fields.check();
        UserId id = new UserId(user);
        List<AttendedBy> meetings = new ArrayList<>();
        read(new HistoryQuery(from, to, null, id), MOST_OF_A_PERSON, meeting -> meeting.people()
                .forEach(person -> meetings.add(attended(meeting, person))));
        Time sum = meetings.stream().map(AttendedBy::seconds).reduce(Time.NONE, Time::plus);
        return new Attended(id, names.of(List.of(id)).get(id), meetings, sum);
    }

    private static AttendedBy attended(AttendedMeeting meeting, Person person) {
        return new AttendedBy(
                meeting.meeting(),
                meeting.instance(),
                meeting.startedAt(),
                meeting.from(),
                meeting.to(),
                person.sessions(),
                person.roles(),
                person.seconds());
    }

    private Object export(ApiRequest request) {
        Fields fields = new Fields(request);
        AttendanceExport.Format format = fields.word("format", AttendanceExport.Format.class);
        if (format == null) {
            fields.required("format");
        }
        String meeting = fields.textOrNull("meeting");
        String user = fields.textOrNull("user");
        Instant started = fields.time("started");
        HistoryQuery query = new HistoryQuery(
                fields.time("from"),
                fields.time("to"),
                meeting == null ? null : new MeetingId(meeting.strip()),
                user == null ? null : new UserId(user.strip()));
        if (started != null && (meeting == null || user != null || query.from() != null || query.to() != null)) {
            fields.problem("The field started names one meeting: send it with the field meeting, without from, to and"
                    + " user.");
        }
        fields.check();
        AttendanceExport export = new AttendanceExport(program.config().timezone(), Objects.requireNonNull(format));
        if (started == null) {
            return export.file(each -> read(query, MOST_EXPORTED, each));
        }
        AttendedMeeting one = found(Objects.requireNonNull(query.meeting()), started);
        return export.file(each -> each.accept(one));
    }

    /** Reads all meetings of a query, as many as an answer may have. */
    private void read(HistoryQuery query, int most, Consumer<AttendedMeeting> each) {
        int[] read = {0};
        reader.read(query, meeting -> {
            if (++read[0] > most) {
                throw ApiProblem.invalid("There are more than " + most + " meetings. Choose a shorter time.");
            }
            each.accept(meeting);
        });
    }
}
