package io.rollcall.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.history.SimulatedMeetings.CoHosting;
import io.rollcall.history.SimulatedMeetings.Truth;
import io.rollcall.model.UserId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;

/** Sessions and roles that are built from any interleaving of events and reads, lost, doubled and reordered, bound the truth. */
class HistoryPropertiesTest {
    private static final String APPLICATION = "app";

    /** What a store keeps. */
    static final class Kept {
        final Map<MeetingInstance.Key, MeetingRecord> records = new LinkedHashMap<>();

        HistoryBook open() {
            return new HistoryBook(
                    application -> List.copyOf(records.values()), (application, meeting) -> records.values().stream()
                            .filter(one -> one.instance().key().meeting().equals(meeting))
                            .sorted(Comparator.comparing(
                                    one -> one.instance().key().number()))
                            .toList());
        }

        void save(HistoryBook book) {
            for (MeetingChanges changes : book.changes()) {
                MeetingRecord change = changes.changed();
                MeetingRecord before = records.get(change.instance().key());
                Map<Integer, Session> sessions = new TreeMap<>();
                Map<Integer, RolePeriod> roles = new TreeMap<>();
                if (before != null) {
                    before.sessions().forEach(one -> sessions.put(one.number(), one));
                    before.roles().forEach(one -> roles.put(one.number(), one));
                }
                sessions.keySet().removeAll(changes.removedSessions());
                roles.keySet().removeAll(changes.removedRoles());
                change.sessions().forEach(one -> sessions.put(one.number(), one));
                change.roles().forEach(one -> roles.put(one.number(), one));
                records.put(
                        change.instance().key(),
                        new MeetingRecord(
                                change.instance(), List.copyOf(sessions.values()), List.copyOf(roles.values())));
            }
            book.saved();
        }
    }

    @Property(tries = 2000)
    void sessions_boundTheTruth_andNeverOverlapForOneDevice(@ForAll long seed) {
        SimulatedMeetings world = new SimulatedMeetings(seed);
        Random random = new Random(seed + 1);
        Kept kept = new Kept();
        HistoryBook book = kept.open();
        for (SimulatedMeetings.Update update : world.updates) {
            book.add(APPLICATION, update.update());
            kept.save(book);
            if (random.nextInt(30) == 0) {
                book = kept.open();
            }
            check(world, kept, update);
        }
    }

    private static void check(SimulatedMeetings world, Kept kept, SimulatedMeetings.Update after) {
        List<Session> all = new ArrayList<>();
        kept.records.values().forEach(one -> all.addAll(one.sessions()));
        History history = new History(all, world, after);
        Set<Truth> found = new HashSet<>();
        for (Session session : all) {
            endsAfterItStarts(session, history);
            List<Truth> fitting = world.of(session).stream()
                    .filter(truth -> isIn(session.from(), truth.from()))
                    .filter(truth -> world.of(session).stream()
                            .anyMatch(last -> (last.equals(truth)
                                            || (!world.tellsStays && last.from().isAfter(truth.from())))
                                    && isIn(session.to(), last.to())
                                    && !last.to().isBefore(session.evidence().lastSeen())))
                    .toList();
            assertThat(fitting).as("the truth of %s in %s", session, history).isNotEmpty();
            assertThat(found.addAll(fitting) || fitting.size() > 1)
                    .as("no two sessions of one stay: %s in %s", session, history)
                    .isTrue();
        }
        if (!world.severalDevices) {
            byPerson(all).values().forEach(sessions -> doNotOverlap(sessions, history));
        }
        byPerson(all).forEach((user, sessions) -> {
            if (user != null && world.tellsStays) {
                assertThat(Presence.of(sessions).least())
                        .as("time of %s in %s", user, history)
                        .isLessThanOrEqualTo(trueTime(world, user));
            }
        });
        kept.records.values().forEach(one -> roles(one, history));
        for (MeetingRecord one : kept.records.values()) {
            assertThat(world.starts)
                    .as("%s", history)
                    .anyMatch(start -> isIn(one.instance().start(), start));
            Boundary end = one.instance().end();
            assertThat(world.ends).as("end %s, %s", end, history).anyMatch(time -> isIn(end, time));
        }
    }

    /** What a failure shows. */
    private record History(List<Session> all, SimulatedMeetings world, SimulatedMeetings.Update after) {
        @Override
        public String toString() {
            return all.toString().replace("Session[", "\nSession[") + "\ntruth " + world.truths + "\nafter " + after;
        }
    }

    /** Each period is one of a true co-host, and those of one person do not overlap. */
    private static void roles(MeetingRecord kept, History history) {
        SimulatedMeetings world = history.world();
        Map<UserId, List<RolePeriod>> people = new LinkedHashMap<>();
        for (RolePeriod period : kept.roles()) {
            assertThat(period.role()).isEqualTo(Role.CO_HOST);
            people.computeIfAbsent(period.user(), any -> new ArrayList<>()).add(period);
            List<CoHosting> its = world.coHostings.stream()
                    .filter(truth -> period.user().equals(truth.user()))
                    .toList();
            assertThat(its)
                    .as("the truth of %s in %s, roles %s", period, history, world.coHostings)
                    .anyMatch(truth -> isIn(period.from(), truth.from())
                            && (period.by() == RoleSource.SEEN || truth.byRollcall())
                            && its.stream()
                                    .anyMatch(last -> (last.equals(truth)
                                                    || (!world.tellsStays
                                                            && last.from().isAfter(truth.from())))
                                            && isIn(period.to(), last.to())));
        }
        for (List<RolePeriod> periods : people.values()) {
            periods.sort(Comparator.comparing(one -> one.from().latest()));
            for (int i = 1; i < periods.size(); i++) {
                RolePeriod before = periods.get(i - 1);
                assertThat(before.to())
                        .as("the end of %s before %s in %s", before, periods.get(i), history)
                        .isNotNull();
                assertThat(before.to().latest())
                        .as("%s and %s in %s", before, periods.get(i), history)
                        .isBeforeOrEqualTo(periods.get(i).from().latest());
            }
        }
    }

    private static void endsAfterItStarts(Session session, History history) {
        Boundary to = session.to();
        if (to != null) {
            Instant from = session.from().earliest();
            assertThat(from == null || to.earliest() == null || !to.earliest().isBefore(from))
                    .as("%s in %s", session, history)
                    .isTrue();
            assertThat(to.latest())
                    .as("%s in %s", session, history)
                    .isAfterOrEqualTo(session.from().latest());
        }
    }

    private static Map<@Nullable UserId, List<Session>> byPerson(List<Session> all) {
        Map<@Nullable UserId, List<Session>> people = new LinkedHashMap<>();
        all.stream()
                .filter(one -> one.user() != null)
                .sorted(Comparator.comparing((Session one) -> one.from().latest()))
                .forEach(one -> people.computeIfAbsent(one.user(), any -> new ArrayList<>())
                        .add(one));
        return people;
    }

    private static void doNotOverlap(List<Session> sessions, History history) {
        for (int i = 1; i < sessions.size(); i++) {
            Session before = sessions.get(i - 1);
            Session next = sessions.get(i);
            assertThat(before.to())
                    .as("the end of %s before %s in %s", before, next, history)
                    .isNotNull();
            assertThat(before.to().latest())
                    .as("%s and %s in %s", before, next, history)
                    .isBeforeOrEqualTo(next.from().latest());
        }
    }

    private static boolean isIn(@Nullable Boundary boundary, Instant time) {
        return boundary == null
                || ((boundary.earliest() == null || !time.isBefore(boundary.earliest()))
                        && (boundary.latest() == null || !time.isAfter(boundary.latest())));
    }

    private static Duration trueTime(SimulatedMeetings world, UserId user) {
        Duration total = Duration.ZERO;
        Instant covered = Instant.MIN;
        List<Truth> stays = world.truths.stream()
                .filter(truth -> user.equals(truth.user()))
                .sorted(Comparator.comparing(Truth::from))
                .toList();
        for (Truth stay : stays) {
            Instant from = stay.from().isAfter(covered) ? stay.from() : covered;
            if (stay.to().isAfter(from)) {
                total = total.plus(Duration.between(from, stay.to()));
                covered = stay.to();
            }
        }
        return total;
    }
}
