package io.rollcall.meeting;

import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpResponse;
import io.rollcall.model.Attendance;
import io.rollcall.model.CoHostChange;
import io.rollcall.model.Invitation;
import io.rollcall.model.Invitee;
import io.rollcall.model.Meeting;
import io.rollcall.model.MeetingId;
import io.rollcall.model.Participant;
import io.rollcall.model.Participants;
import io.rollcall.model.UserId;
import io.rollcall.vendor.Accepted;
import io.rollcall.vendor.CoHosts;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Invitations;
import io.rollcall.vendor.OngoingMeetings;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.OperationName;
import io.rollcall.vendor.Outcome;
import io.rollcall.vendor.ParsedResponse;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Running meetings that answer questions and change when asked to, with scripted faults. */
public final class World implements OngoingMeetings, CoHosts, Invitations {
    private static final int PAGE = 2;

    private final Map<MeetingId, List<Participant>> meetings = new LinkedHashMap<>();
    private final List<Rule> rules = new ArrayList<>();

    /** Every call that was sent, as {@code operation: question}. */
    public final List<String> calls = new ArrayList<>();

    /** Every invited person, as {@code meeting invitee}. */
    public final List<String> invited = new ArrayList<>();

    /** Whether accepted changes show in the next look. */
    public boolean changesShow = true;

    /** Whether the list of meetings leads in a circle. */
    public boolean circle;

    /** How many calls are answered; all others are refused for the quota. */
    public int mostCalls = Integer.MAX_VALUE;

    /** Whether the list of meetings never ends: after the first page each page has new meetings. */
    public boolean endlessMeetings;

    private final Set<MeetingId> endless = new HashSet<>();

    private static final class Rule {
        final String call;
        final Predicate<Object> question;
        final Function<OperationName, Fault> fault;
        final boolean acts;
        int left;

        Rule(String call, Predicate<Object> question, Function<OperationName, Fault> fault, boolean acts, int left) {
            this.call = call;
            this.question = question;
            this.fault = fault;
            this.acts = acts;
            this.left = left;
        }
    }

    /** An operation that is answered here and never written to a wire. */
    private record Spoken<I, O>(String call, Repeat afterUnknownOutcome) implements Operation<I, O> {
        @Override
        public OperationName name() {
            return new OperationName("test", call);
        }

        @Override
        public HttpRequest request(I input) {
            throw new AssertionError("nothing is sent here");
        }

        @Override
        public ParsedResponse<O> read(I input, HttpResponse response) {
            throw new AssertionError("nothing is read here");
        }

        @Override
        public boolean metered() {
            return true;
        }
    }

    public static Participant row(String meeting, String user, Attendance.State state, String... flags) {
        return Participants.row(new MeetingId(meeting), user == null ? null : new UserId(user), state, flags);
    }

    public World meeting(String meeting) {
        meetings.computeIfAbsent(new MeetingId(meeting), any -> new ArrayList<>());
        return this;
    }

    /** The list of the meeting's people never ends, and each page has new people. */
    public World endless(String meeting) {
        endless.add(new MeetingId(meeting));
        return meeting(meeting);
    }

    /** Puts an active person into a meeting. */
    public World in(String meeting, String user, String... flags) {
        return in(meeting, user, Attendance.State.ACTIVE, flags);
    }

    public World in(String meeting, String user, Attendance.State state, String... flags) {
        meeting(meeting);
        meetings.get(new MeetingId(meeting)).add(row(meeting, user, state, flags));
        return this;
    }

    /** Puts an active person into a meeting whose joining is known, in place of all rows that there are of them. */
    public World joined(String meeting, String user, @Nullable Instant at) {
        gone(meeting, user);
        return device(meeting, user, Attendance.State.ACTIVE, at, null);
    }

    /** Adds a device of a person. */
    public World device(
            String meeting, String user, Attendance.State state, @Nullable Instant from, @Nullable Instant to) {
        meeting(meeting);
        MeetingId id = new MeetingId(meeting);
        meetings.get(id).add(Participants.row(id, new UserId(user), state, from, to, null));
        return this;
    }

    /** Takes a person out of a meeting without a trace. */
    public void gone(String meeting, String user) {
        meeting(meeting);
        meetings.get(new MeetingId(meeting)).removeIf(row -> new UserId(user).equals(row.user()));
    }

    /** Takes the co-host's role from somebody. */
    public void demote(String meeting, String user) {
        setRole(new MeetingId(meeting), new UserId(user), false);
    }

    /** Whether a person is in a meeting and co-host. */
    public boolean isCoHost(String meeting, String user) {
        return meetings.getOrDefault(new MeetingId(meeting), List.of()).stream()
                .anyMatch(row ->
                        new UserId(user).equals(row.user()) && row.attendance().isActive() && row.coHost());
    }

    /** Refuses every such call. */
    public World refuse(String call, Function<OperationName, Fault> fault) {
        return refuse(call, any -> true, fault, false, Integer.MAX_VALUE);
    }

    /** Refuses some of the calls, for a number of times; where it acts, it does what it was asked to all the same. */
    public World refuse(
            String call, Predicate<Object> question, Function<OperationName, Fault> fault, boolean acts, int times) {
        rules.add(new Rule(call, question, fault, acts, times));
        return this;
    }

    /** All faults are over. */
    public void heal() {
        rules.clear();
    }

    @SuppressWarnings("unchecked")
    public <I, O> Outcome<O> answer(Operation<I, O> operation, I question) {
        String call = operation.name().call();
        if (calls.size() >= mostCalls) {
            return new Outcome.Failed<>(new Fault.QuotaUsedUp(Fault.Origin.of(operation.name()), "No more calls."));
        }
        calls.add(call + ": " + question);
        for (Iterator<Rule> each = rules.iterator(); each.hasNext(); ) {
            Rule rule = each.next();
            if (rule.left > 0 && rule.call.equals(call) && rule.question.test(question)) {
                rule.left--;
                if (rule.acts) {
                    value(call, question);
                }
                return new Outcome.Failed<>(rule.fault.apply(operation.name()));
            }
        }
        return new Outcome.Done<>((O) value(call, question), "request-of-" + call);
    }

    private Object value(String call, Object question) {
        return switch (call) {
            case "ongoing-meetings" ->
                meetings.values().stream()
                        .flatMap(List::stream)
                        .filter(row -> question.equals(row.user()))
                        .toList();
            case "org-meetings" ->
                endlessMeetings
                        ? manyMeetings((Cursor) question)
                        : page(meetings.keySet().stream().map(World::running).toList(), (Cursor) question);
            case "members" -> {
                MeetingPage page = (MeetingPage) question;
                yield endless.contains(page.meeting())
                        ? strangers(page)
                        : page(meetings.getOrDefault(page.meeting(), List.of()), page.cursor());
            }
            case "set-co-hosts" -> {
                CoHostChange change = (CoHostChange) question;
                if (changesShow) {
                    change.users()
                            .forEach(user ->
                                    setRole(change.meeting(), user, change.action() == CoHostChange.Action.PROMOTE));
                }
                yield Accepted.ACCEPTED;
            }
            case "invite" -> {
                invite((Invitation) question);
                yield Accepted.ACCEPTED;
            }
            default -> throw new AssertionError(call);
        };
    }

    private static Meeting running(MeetingId id) {
        return new Meeting(id, null, null, null, null, null, null, null, null);
    }

    private Page<Meeting> manyMeetings(Cursor cursor) {
        int number = cursor.value() == null ? 0 : Integer.parseInt(cursor.value());
        Stream<MeetingId> ids = number == 0
                ? meetings.keySet().stream()
                : IntStream.range(0, 20).mapToObj(i -> new MeetingId("made-up-" + number + "-" + i));
        return new Page<>(ids.map(World::running).toList(), new Cursor(Integer.toString(number + 1)));
    }

    private static Page<Participant> strangers(MeetingPage page) {
        String cursor = page.cursor().value();
        int number = cursor == null ? 1 : Integer.parseInt(cursor);
        return new Page<>(
                List.of(row(page.meeting().value(), "stranger" + number, Attendance.State.ACTIVE)),
                new Cursor(Integer.toString(number + 1)));
    }

    private <T> Page<T> page(List<T> all, Cursor cursor) {
        int from = cursor.value() == null ? 0 : Integer.parseInt(cursor.value());
        int to = Math.min(from + PAGE, all.size());
        Cursor next = to < all.size() ? new Cursor(Integer.toString(to)) : circle ? new Cursor("0") : null;
        return new Page<>(all.subList(from, to), next);
    }

    private void setRole(MeetingId meeting, UserId user, boolean coHost) {
        meetings.get(meeting)
                .replaceAll(row -> !user.equals(row.user())
                        ? row
                        : new Participant(
                                row.meeting(),
                                row.user(),
                                null,
                                row.attendance(),
                                row.host(),
                                coHost,
                                row.external(),
                                row.phone(),
                                row.joinedAt(),
                                row.leftAt(),
                                null,
                                null));
    }

    private void invite(Invitation invitation) {
        for (Invitee invitee : invitation.invitees()) {
            if (invitee instanceof Invitee.User user) {
                invited.add(invitation.meeting() + " " + user.id());
                if (changesShow) {
                    in(invitation.meeting().value(), user.id().value(), Attendance.State.CALLING);
                }
            } else {
                invited.add(invitation.meeting() + " "
                        + ((Invitee.Phone) invitee).number().value());
            }
        }
    }

    @Override
    public Operation<UserId, List<Participant>> ongoingMeetings() {
        return new Spoken<>("ongoing-meetings", Operation.Repeat.REPEAT);
    }

    @Override
    public Operation<Cursor, Page<Meeting>> organizationMeetings() {
        return new Spoken<>("org-meetings", Operation.Repeat.REPEAT);
    }

    @Override
    public Operation<MeetingPage, Page<Participant>> members() {
        return new Spoken<>("members", Operation.Repeat.REPEAT);
    }

    @Override
    public Operation<CoHostChange, Accepted> setCoHosts() {
        return new Spoken<>("set-co-hosts", Operation.Repeat.LOOK_FIRST);
    }

    @Override
    public Operation<Invitation, Accepted> invite() {
        return new Spoken<>("invite", Operation.Repeat.NEVER);
    }
}
