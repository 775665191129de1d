package io.rollcall.app.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import io.rollcall.app.control.RunningProgram;
import io.rollcall.json.UtcTime;
import io.rollcall.meeting.board.MeetingBoard;
import io.rollcall.meeting.board.SeenMeeting;
import io.rollcall.meeting.board.SeenPerson;
import io.rollcall.meeting.board.SeenPerson.Verdict;
import io.rollcall.model.Attendance;
import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The operation of the view "Now". Each page asks up to twice a second while meetings change, so that an answer, which may have
 * tens of thousands of people, is kept for half a second if nothing has changed. Thread-safe.
 */
final class NowOperations {
    private static final Duration KEPT = Duration.ofMillis(500);

    private final RunningProgram program;
    private final MeetingBoard board;
    private final PeopleNames names;
    private @Nullable Kept kept;

    /** The last answer. @param revision of the board that it shows */
    private record Kept(long revision, Now answer) {}

    NowOperations(RunningProgram program, MeetingBoard board, PeopleNames names) {
        this.program = program;
        this.board = board;
        this.names = names;
    }

    List<ApiOperation> operations() {
        return List.of(ApiOperation.read("/api/v1/now", this::now));
    }

    /** The answer. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Now(@JsonSerialize(using = UtcTime.class) Instant at, List<RunningMeeting> meetings) {}

    /** @param ended always false: a meeting that ended is not shown */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record RunningMeeting(
            String account,
            MeetingId meeting,
            @Nullable String title,
            @JsonSerialize(using = UtcTime.class) @Nullable Instant startedAt,
            @JsonSerialize(using = UtcTime.class) Instant seenAt,
            String source,
            boolean old,
            boolean ended,
            List<PersonInMeeting> people,
            int anonymous) {}

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record PersonInMeeting(
            UserId user,
            @Nullable String name,
            String role,
            String state,
            boolean external,
            boolean phone,
            int devices,
            @JsonSerialize(using = UtcTime.class) @Nullable Instant joinedAt,
            List<FlowVerdict> flows) {}

    private record FlowVerdict(
            String flow, boolean listed, String verdict, @JsonSerialize(using = UtcTime.class) Instant since) {
        static FlowVerdict of(Verdict verdict) {
            return new FlowVerdict(verdict.flow(), verdict.listed(), verdict.word(), verdict.since());
        }
    }

    private Object now(ApiRequest request) {
        new Fields(request).check();
        return now(program.now());
    }

    /** One at a time: the others take its answer. */
    private synchronized Now now(Instant now) {
        // read before the meetings: a change in between makes the answer newer than its revision says
        long revision = board.revision();
        Kept last = kept;
        // a clock that was set back makes the answer old
        if (last != null
                && last.revision() == revision
                && !now.isBefore(last.answer().at())
                && now.isBefore(last.answer().at().plus(KEPT))) {
            return last.answer();
        }
        Now answer = read(now);
        kept = new Kept(revision, answer);
        return answer;
    }

    private Now read(Instant now) {
        List<SeenMeeting> meetings = board.meetings(now);
        Map<UserId, String> known = names.of(meetings.stream()
                .flatMap(meeting -> meeting.people().stream())
                .filter(person -> person.name() == null)
                .map(SeenPerson::user)
                .toList());
        Map<String, String> accounts = accounts();
        return new Now(
                now,
                meetings.stream()
                        .map(meeting -> meeting(meeting, accounts, known))
                        .toList());
    }

    /** The first account of each application, by the application's id. */
    private Map<String, String> accounts() {
        Map<String, String> accounts = new TreeMap<>();
        new TreeMap<>(program.config().applications())
                .forEach((account, application) -> accounts.putIfAbsent(application.id(), account));
        return accounts;
    }

    private RunningMeeting meeting(SeenMeeting seen, Map<String, String> accounts, Map<UserId, String> known) {
        return new RunningMeeting(
                accounts.getOrDefault(seen.application(), ""),
                seen.meeting(),
                names.of(seen.title()),
                seen.startedAt(),
                seen.seenAt(),
                word(seen.source()),
                seen.old(),
                false,
                seen.people().stream().map(person -> person(person, known)).toList(),
                seen.anonymous());
    }

    private PersonInMeeting person(SeenPerson seen, Map<UserId, String> known) {
        return new PersonInMeeting(
                seen.user(),
                names.of(seen.name() == null ? known.get(seen.user()) : seen.name()),
                word(seen.role()),
                state(seen.state()),
                seen.external(),
                seen.phone(),
                seen.devices(),
                seen.joinedAt(),
                seen.verdicts().stream().map(FlowVerdict::of).toList());
    }

    private static String state(Attendance.State state) {
        return switch (state) {
            case INITIALISED -> "invited";
            case CALLING -> "joining";
            case ACTIVE -> "in-meeting";
            default -> word(state);
        };
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
