package io.rollcall.history;

import io.rollcall.event.VendorEvent;
import io.rollcall.meeting.update.MeetingUpdate;
import io.rollcall.meeting.update.MeetingUpdate.ReadTime;
import io.rollcall.model.Attendance;
import io.rollcall.model.CoHostChange;
import io.rollcall.model.Meeting;
import io.rollcall.model.MeetingId;
import io.rollcall.model.Participant;
import io.rollcall.model.Participants;
import io.rollcall.model.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** A meeting id under which one or two meetings take place, and what a vendor tells of them. Times are whole seconds. */
final class SimulatedMeetings {
    static final MeetingId ID = new MeetingId("c1");
    static final Instant ZERO = Instant.parse("2026-11-20T08:00:00Z");

    /** The stay of a device; {@code first} is the first time of joining of its person. */
    record Truth(@Nullable UserId user, String device, Instant from, Instant to, int instance, Instant first) {
        boolean isThereAt(Instant time) {
            return !time.isBefore(from) && time.isBefore(to);
        }
    }

    /** The time for which a person was co-host: a part of a stay. */
    record CoHosting(@Nullable UserId user, Instant from, Instant to, int instance, boolean byRollcall) {
        boolean isThereAt(Instant time) {
            return !time.isBefore(from) && time.isBefore(to);
        }
    }

    record Update(Instant delivered, MeetingUpdate update) {}

    final List<Truth> truths = new ArrayList<>();
    /** Only where each person has one device: whether a vendor shows a person's role at each device is not known. */
    final List<CoHosting> coHostings = new ArrayList<>();

    final List<Instant> starts = new ArrayList<>();
    final List<Instant> ends = new ArrayList<>();
    final List<Update> updates = new ArrayList<>();
    final boolean severalDevices;
    private final boolean rowsTellJoins;
    private final boolean eventsTellJoins;
    private final boolean listsThoseWhoLeft;
    private final boolean firstJoinOnly;
    private final boolean tellsStarts;
    /** Whether rows and events tell each time of joining; otherwise a stay may hide that a person left and came back. */
    final boolean tellsStays;

    private final int delay;
    private final Random random;
    /** Of their own, so that people and reads of a seed stay the same. */
    private final Random roles;

    SimulatedMeetings(long seed) {
        random = new Random(seed);
        roles = new Random(seed + 2);
        rowsTellJoins = random.nextInt(4) != 0;
        eventsTellJoins = random.nextInt(4) != 0;
        severalDevices = rowsTellJoins && eventsTellJoins && random.nextInt(3) == 0;
        firstJoinOnly = rowsTellJoins && !severalDevices && random.nextInt(5) == 0;
        tellsStays = rowsTellJoins && eventsTellJoins && !firstJoinOnly;
        listsThoseWhoLeft = random.nextBoolean();
        tellsStarts = random.nextInt(3) != 0;
        delay = random.nextBoolean() ? 0 : 90;
        int second = 0;
        int instances = 1 + random.nextInt(2);
        for (int instance = 0; instance < instances; instance++) {
            int start = second + 20 + random.nextInt(60);
            int end = start + 120 + random.nextInt(900);
            starts.add(at(start));
            ends.add(at(end));
            people(instance, start, end);
            second = end + 60;
        }
        if (!severalDevices) {
            truths.forEach(this::coHost);
        }
        events();
        reads(second + 120);
        updates.sort(Comparator.comparing(Update::delivered));
    }

    static Instant at(int second) {
        return ZERO.plusSeconds(second);
    }

    private void people(int instance, int start, int end) {
        int people = 1 + random.nextInt(4);
        for (int person = 0; person < people; person++) {
            boolean guest = person == 3 && rowsTellJoins && !firstJoinOnly;
            UserId user = guest ? null : new UserId("UN" + person);
            int devices = severalDevices && !guest ? 1 + random.nextInt(2) : 1;
            for (int device = 0; device < devices; device++) {
                int joins = start + random.nextInt(60);
                Instant first = at(joins);
                while (joins < end - 15) {
                    int leaves = Math.min(end, joins + 12 + random.nextInt(300));
                    truths.add(new Truth(user, "kind-" + device, at(joins), at(leaves), instance, first));
                    joins = leaves + 12 + random.nextInt(200);
                    if (guest || random.nextBoolean()) {
                        break;
                    }
                }
            }
        }
    }

    private void coHost(Truth stay) {
        int seconds = (int) Duration.between(stay.from(), stay.to()).toSeconds();
        if (stay.user() == null || roles.nextInt(3) == 0) {
            return;
        }
        int from = roles.nextInt(3) == 0 ? 0 : roles.nextInt(seconds - 4);
        int to = roles.nextBoolean() ? seconds : from + 4 + roles.nextInt(seconds - from - 3);
        boolean byRollcall = from > 3 && roles.nextInt(3) == 0;
        CoHosting period = new CoHosting(
                stay.user(), stay.from().plusSeconds(from), stay.from().plusSeconds(to), stay.instance(), byRollcall);
        coHostings.add(period);
        if (byRollcall) {
            changed(stay, CoHostChange.Action.PROMOTE, period.from());
        }
        if (to < seconds && roles.nextBoolean()) {
            changed(stay, CoHostChange.Action.REMOVE, period.to());
        }
    }

    /** Rollcall's own change, which happens while it waits for the answer, and the read that made it want the change. */
    private void changed(Truth stay, CoHostChange.Action action, Instant time) {
        ReadTime request = new ReadTime(time.minusMillis(roles.nextInt(900)), time.plusMillis(roles.nextInt(900)));
        Instant seen = time.minusSeconds(2);
        Instant joined = !rowsTellJoins ? null : firstJoinOnly ? stay.first() : stay.from();
        Participant row = row(stay, Attendance.State.ACTIVE, joined, null, isCoHost(stay, seen));
        updates.add(new Update(
                request.answered(),
                new MeetingUpdate.UserRead(stay.user(), List.of(row), true, new ReadTime(seen, seen))));
        updates.add(new Update(request.answered(), new MeetingUpdate.RoleChanged(ID, stay.user(), action, request)));
    }

    private boolean isCoHost(Truth stay, Instant time) {
        return coHostings.stream()
                .anyMatch(one ->
                        one.instance() == stay.instance() && one.user().equals(stay.user()) && one.isThereAt(time));
    }

    private Instant delivered(Instant time) {
        return delay == 0 ? time.plusMillis(200) : time.plusSeconds(random.nextInt(delay));
    }

    private void event(Instant time, VendorEvent event) {
        int copies = random.nextInt(10) < 3 ? 0 : random.nextInt(10) < 2 ? 2 : 1;
        for (int i = 0; i < copies; i++) {
            Instant received = delivered(time);
            updates.add(new Update(received, new MeetingUpdate.EventReceived(event, received)));
        }
    }

    private void events() {
        boolean members = random.nextInt(3) != 0;
        boolean statuses = random.nextInt(3) != 0;
        for (int i = 0; statuses && i < starts.size(); i++) {
            Meeting details = tellsStarts ? meeting(starts.get(i)) : null;
            event(
                    starts.get(i),
                    new VendorEvent.OfMeeting(VendorEvent.Type.MEETING_STARTED, starts.get(i), ID, details));
            event(ends.get(i), new VendorEvent.OfMeeting(VendorEvent.Type.MEETING_ENDED, ends.get(i), ID, details));
        }
        for (Truth truth : members ? truths : List.<Truth>of()) {
            event(
                    truth.from(),
                    new VendorEvent.OfParticipant(
                            VendorEvent.Type.PARTICIPANT_JOINED,
                            truth.from(),
                            pushed(truth, Attendance.State.ACTIVE, null)));
            event(
                    truth.to(),
                    new VendorEvent.OfParticipant(
                            VendorEvent.Type.PARTICIPANT_LEFT,
                            truth.to(),
                            pushed(truth, Attendance.State.LEFT, truth.to())));
        }
    }

    private static Meeting meeting(@Nullable Instant start) {
        return new Meeting(ID, null, null, null, null, start, null, null, null);
    }

    private Participant pushed(Truth truth, Attendance.State state, @Nullable Instant left) {
        boolean told = eventsTellJoins || truth.user() == null;
        boolean coHost = state == Attendance.State.ACTIVE && isCoHost(truth, truth.from());
        return row(truth, state, told ? truth.from() : null, told ? left : null, coHost);
    }

    private static Participant row(
            Truth truth, Attendance.State state, @Nullable Instant joined, @Nullable Instant left, boolean coHost) {
        String[] flags = coHost ? new String[] {"coHost"} : new String[0];
        return Participants.row(ID, truth.user(), state, joined, left, truth.device(), flags);
    }

    private void reads(int until) {
        int distance = 5 + random.nextInt(120);
        int second = random.nextInt(40);
        while (second < until) {
            int takes = random.nextInt(3);
            read(new ReadTime(at(second), at(second + takes)));
            second += takes + 1 + random.nextInt(distance);
        }
    }

    private Instant within(ReadTime read) {
        long seconds = read.answered().getEpochSecond() - read.asked().getEpochSecond();
        return read.asked().plusSeconds(seconds == 0 ? 0 : random.nextInt((int) seconds + 1));
    }

    private void read(ReadTime read) {
        int kind = random.nextInt(10);
        MeetingUpdate update;
        if (kind < 2) {
            int running = runningAt(within(read));
            update = new MeetingUpdate.MeetingsRead(
                    running < 0 ? List.of() : List.of(meeting(tellsStarts ? starts.get(running) : null)), true, read);
        } else if (kind < 4) {
            UserId user = new UserId("UN" + random.nextInt(4));
            List<Participant> rows =
                    rows(read).stream().filter(row -> user.equals(row.user())).toList();
            update = new MeetingUpdate.UserRead(user, rows, true, read);
        } else {
            List<Participant> rows = rows(read);
            boolean complete = kind < 9;
            if (!complete) {
                rows = rows.stream().filter(row -> random.nextBoolean()).toList();
            }
            int running = runningAt(read.asked());
            if (running < 0 || running != runningAt(read.answered())) {
                return;
            }
            update = new MeetingUpdate.MembersRead(ID, rows, complete, read);
        }
        if (random.nextInt(10) < 2) {
            return;
        }
        for (int copies = random.nextInt(10) == 0 ? 2 : 1; copies > 0; copies--) {
            updates.add(new Update(delivered(read.answered()), update));
        }
    }

    private int runningAt(Instant time) {
        for (int i = 0; i < starts.size(); i++) {
            if (!time.isBefore(starts.get(i)) && time.isBefore(ends.get(i))) {
                return i;
            }
        }
        return -1;
    }

    private List<Participant> rows(ReadTime read) {
        Map<String, List<Truth>> devices = new LinkedHashMap<>();
        truths.forEach(truth -> devices.computeIfAbsent(
                        truth.instance() + "/" + truth.user() + "/" + truth.device(), any -> new ArrayList<>())
                .add(truth));
        List<Participant> rows = new ArrayList<>();
        devices.values().forEach(stays -> {
            Instant time = within(read);
            for (Truth stay : stays) {
                boolean running =
                        !time.isBefore(starts.get(stay.instance())) && time.isBefore(ends.get(stay.instance()));
                Instant joined = !rowsTellJoins ? null : firstJoinOnly ? stay.first() : stay.from();
                if (stay.isThereAt(time)) {
                    rows.add(row(stay, Attendance.State.ACTIVE, joined, null, isCoHost(stay, time)));
                } else if (listsThoseWhoLeft && running && isLast(stays, stay, time)) {
                    rows.add(row(stay, Attendance.State.LEFT, joined, random.nextBoolean() ? stay.to() : null, false));
                }
            }
        });
        return rows;
    }

    private static boolean isLast(List<Truth> stays, Truth stay, Instant time) {
        return !stay.to().isAfter(time)
                && stays.stream()
                        .noneMatch(other -> other.from().isAfter(stay.from())
                                && !other.from().isAfter(time));
    }

    List<Truth> of(Session session) {
        return truths.stream()
                .filter(truth -> session.device() == null || session.device().equals(truth.device()))
                .filter(truth -> session.user() == null
                        ? truth.user() == null
                        : session.user().equals(truth.user()))
                .toList();
    }
}
