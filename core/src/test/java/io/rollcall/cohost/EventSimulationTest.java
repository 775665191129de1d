package io.rollcall.cohost;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.event.VendorEvent;
import io.rollcall.hint.Events;
import io.rollcall.hint.Hints;
import io.rollcall.hint.MeetingEvents;
import io.rollcall.hint.ReadAllowance;
import io.rollcall.hint.ReadSpacing;
import io.rollcall.meeting.World;
import io.rollcall.model.Attendance.State;
import io.rollcall.model.Participant;
import io.rollcall.report.Change;
import io.rollcall.report.RunResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/**
 * Half an hour of two meetings in which people join, leave, join with a second device and are demoted by hand, while events
 * are lost, doubled, late and in another order. The seed of a failure repeats it.
 */
class EventSimulationTest {
    private static final List<String> PEOPLE = List.of("U1", "U2", "U3", "U4");
    private static final List<String> MEETINGS = List.of("c1", "c2");

    /** A push on its way. */
    private record Push(Instant due, int order, VendorEvent event) {}

    private final World world = new World();
    private final CoHostFlow flow = new CoHostFlow(world, PEOPLE.toArray(String[]::new));
    private final CoHostConfig config = flow.config();
    private final MeetingEvents events =
            new MeetingEvents(new CoHostInterest(config), ReadSpacing.USUAL, ReadAllowance.UNLIMITED);
    private final PriorityQueue<Push> pushes =
            new PriorityQueue<>(Comparator.comparing(Push::due).thenComparing(Push::order));
    private final Map<String, List<Instant>> devices = new HashMap<>();
    private final Map<String, Instant> stays = new HashMap<>();
    private final Set<String> promotedStays = new HashSet<>();
    private final Set<String> undoneStays = new HashSet<>();
    private final Set<String> staleStays = new HashSet<>();
    private Random random = new Random();
    private Instant now = Events.at(0);
    private int pushed;

    @Property
    void simulation_whenEventsAreLostDoubledAndReordered_pollsRepairAndNoOneIsPromotedTwiceByEvents(@ForAll long seed) {
        random = new Random(seed);
        flow.events = true;
        MEETINGS.forEach(meeting -> push(Events.started(meeting, now)));
        for (int step = 0; step < 180; step++) {
            now = now.plus(Duration.ofSeconds(10));
            act();
            deliver();
            if (random.nextInt(30) == 0) {
                poll();
            }
        }
        poll();
        for (String meeting : MEETINGS) {
            for (String person : PEOPLE) {
                String stay = stay(meeting, person);
                if (stay != null && !undoneStays.contains(stay)) {
                    assertThat(hasRole(meeting, person))
                            .as("%s in %s", person, meeting)
                            .isTrue();
                }
            }
        }
    }

    private void act() {
        String meeting = MEETINGS.get(random.nextInt(MEETINGS.size()));
        String person = PEOPLE.get(random.nextInt(PEOPLE.size()));
        String key = meeting + " " + person;
        List<Instant> in = devices.computeIfAbsent(key, any -> new ArrayList<>());
        switch (random.nextInt(4)) {
            case 0, 1 -> {
                if (in.size() < 2) {
                    stays.putIfAbsent(key, now);
                    in.add(now);
                    boolean role = hasRole(meeting, person);
                    world.device(meeting, person, State.ACTIVE, now, null);
                    push(Events.joined(meeting, person, now, role ? new String[] {"coHost"} : new String[0]));
                }
            }
            case 2 -> {
                if (!in.isEmpty()) {
                    in.clear();
                    Instant from = stays.remove(key);
                    world.gone(meeting, person);
                    world.device(meeting, person, State.LEFT, from, now);
                    push(Events.left(meeting, person, now));
                }
            }
            default -> {
                String stay = stay(meeting, person);
                if (stay != null && hasRole(meeting, person)) {
                    world.demote(meeting, person);
                    undoneStays.add(stay);
                }
            }
        }
    }

    /** Pushes an event: once, twice or never, now or late. */
    private void push(VendorEvent event) {
        for (int times = random.nextInt(8) == 0 ? 0 : random.nextInt(5) == 0 ? 2 : 1; times > 0; times--) {
            pushes.add(
                    new Push(now.plusMillis(random.nextInt(4) == 0 ? random.nextInt(90_000) : 100), pushed++, event));
        }
    }

    private void deliver() {
        while (!pushes.isEmpty() && !pushes.peek().due().isAfter(now)) {
            events.received(pushes.remove().event(), now);
        }
        Duration until = events.untilNext(now);
        if (until != null && until.compareTo(Duration.ofSeconds(1)) < 0) {
            Hints hints = events.take(now.plus(until));
            if (random.nextInt(5) == 0) {
                events.putBack(hints, now);
            } else if (!hints.isEmpty()) {
                hints.rows().values().forEach(rows -> rows.forEach(this::noteStale));
                flow.hints = hints;
                RunResult result = flow.conduct();
                events.ended(hints, result, now);
                remember(result, true);
            }
        }
    }

    /** An event of an earlier stay: what it leads to counts for that stay, so this one is not judged. */
    private void noteStale(Participant row) {
        String key = row.meeting() + " " + row.user();
        Instant from = stays.get(key);
        if (from != null && row.joinedAt().isBefore(from)) {
            staleStays.add(key + from);
        }
    }

    private void poll() {
        flow.hints = Hints.NONE;
        remember(flow.conduct(), false);
    }

    private void remember(RunResult result, boolean byEvents) {
        for (Change change : result.changes()) {
            assertThat(change.status()).isEqualTo(Change.Status.DONE);
            String stay = stay(change.meeting().value(), change.user().value());
            if (stay == null || staleStays.contains(stay)) {
                // a late event: the vendor changes nothing for a person who has left
                continue;
            }
            boolean first = promotedStays.add(stay);
            if (byEvents) {
                assertThat(first).as("%s was not promoted before", stay).isTrue();
            }
            assertThat(undoneStays)
                    .as("no promotion is repeated that a person has undone, whether a poll saw it or not")
                    .doesNotContain(stay);
        }
    }

    private String stay(String meeting, String person) {
        Instant from = stays.get(meeting + " " + person);
        return from == null ? null : meeting + " " + person + from;
    }

    private boolean hasRole(String meeting, String person) {
        return world.isCoHost(meeting, person);
    }
}
