package io.rollcall.cohost;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.meeting.Observation;
import io.rollcall.meeting.ObservationCollector;
import io.rollcall.meeting.ParticipantState;
import io.rollcall.meeting.Plan;
import io.rollcall.meeting.Said;
import io.rollcall.model.Attendance;
import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import io.rollcall.state.PromotionRepository.History;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CoHostPlannerTest {
    private static final MeetingId C1 = new MeetingId("c1");
    private static final UserId U = new UserId("U");

    /** The order of the rules: each line has everything that a later rule would catch. */
    @ParameterizedTest(name = "{0} host={1} coHost={2} external={3} phone={4} tries={5} seen={6}: {7}")
    @CsvSource({
        "UNKNOWN,     true,  true,  true,  true,  3, true,  unknown-status",
        "LEFT,        true,  true,  true,  true,  3, true,  not-active",
        "CALLING,     false, false, false, false, 0, false, not-active",
        "INITIALISED, false, false, false, false, 0, false, not-active",
        "NOT_JOINED,  false, false, false, false, 0, false, not-active",
        "REMOVED,     false, false, false, false, 0, false, not-active",
        "ACTIVE,      true,  true,  true,  true,  3, true,  already-host",
        "ACTIVE,      false, true,  true,  true,  3, true,  already-co-host",
        "ACTIVE,      false, false, true,  true,  3, true,  external",
        "ACTIVE,      false, false, false, true,  3, true,  phone",
        "ACTIVE,      false, false, false, false, 3, true,  demoted-by-hand",
        "ACTIVE,      false, false, false, false, 1, true,  demoted-by-hand",
        "ACTIVE,      false, false, false, false, 4, false, given-up",
        "ACTIVE,      false, false, false, false, 3, false, given-up",
        "ACTIVE,      false, false, false, false, 2, false, promote",
        "ACTIVE,      false, false, false, false, 0, false, promote",
    })
    void plan_whenListed(
            Attendance.State state,
            boolean host,
            boolean coHost,
            boolean external,
            boolean phone,
            int tries,
            boolean seen,
            String expected) {
        Plan plan = CoHostPlanner.plan(
                wish(false),
                sight(Map.of(U, new ParticipantState(state, host, coHost, external, phone)), true),
                Map.of(C1, Map.of(U, new History(tries, seen))));

        assertThat(lines(plan))
                .containsExactly(expected.equals("promote") ? "promote c1 U planned" : "c1 U " + expected);
    }

    @Test
    void plan_whenExternalAndPhoneAreIncluded_promotes() {
        CoHostPlanner.DesiredCoHosts wish =
                new CoHostPlanner.DesiredCoHosts(List.of(U), Set.of(U), true, true, false, true, Instant.EPOCH);
        ParticipantState presence = new ParticipantState(Attendance.State.ACTIVE, false, false, true, true);

        assertThat(lines(CoHostPlanner.plan(wish, sight(Map.of(U, presence), true), Map.of())))
                .containsExactly("promote c1 U planned");
    }

    @Test
    void plan_whenUserIsNowhere_saysSoUnlessNobodyKnows() {
        assertThat(lines(CoHostPlanner.plan(wish(false), sight(Map.of(), true), Map.of())))
                .containsExactly("U in-no-meeting");
        assertThat(lines(CoHostPlanner.plan(wish(false), sight(Map.of(), false), Map.of())))
                .isEmpty();
    }

    @ParameterizedTest(name = "{0} {1} host={2} coHost={3} external={4} phone={5} whole look={6}: removed={7}")
    @CsvSource({
        "X, ACTIVE, false, true,  false, false, true,  true",
        "X, ACTIVE, false, true,  true,  true,  true,  true",
        "X, ACTIVE, false, true,  false, false, false, false",
        "X, ACTIVE, true,  true,  false, false, true,  false",
        "X, ACTIVE, false, false, false, false, true,  false",
        "X, LEFT,   false, true,  false, false, true,  false",
        "ELSEWHERE, ACTIVE, false, true, false, false, true, false",
    })
    void plan_whenUnlisted(
            String user,
            Attendance.State state,
            boolean host,
            boolean coHost,
            boolean external,
            boolean phone,
            boolean whole,
            boolean removed) {
        Plan plan = CoHostPlanner.plan(
                wish(true),
                sight(Map.of(new UserId(user), new ParticipantState(state, host, coHost, external, phone)), whole),
                Map.of());

        assertThat(plan.changes().stream().map(Said::of).toList())
                .isEqualTo(removed ? List.of("remove c1 " + user + " planned") : List.of());
    }

    @Test
    void plan_whenListIsEmpty_removesNobody() {
        CoHostPlanner.DesiredCoHosts none =
                new CoHostPlanner.DesiredCoHosts(List.of(), Set.of(), false, false, true, true, Instant.EPOCH);
        ParticipantState coHost = new ParticipantState(Attendance.State.ACTIVE, false, true, false, false);

        assertThat(lines(CoHostPlanner.plan(none, sight(Map.of(U, coHost), true), Map.of())))
                .isEmpty();
    }

    private static CoHostPlanner.DesiredCoHosts wish(boolean remove) {
        return new CoHostPlanner.DesiredCoHosts(
                List.of(U), Set.of(U, new UserId("ELSEWHERE")), false, false, remove, true, Instant.EPOCH);
    }

    private static Observation sight(Map<UserId, ParticipantState> people, boolean whole) {
        SortedMap<MeetingId, Map<UserId, ParticipantState>> meetings = new TreeMap<>(ObservationCollector.BY_ID);
        meetings.put(C1, people);
        return new Observation(meetings, whole ? Set.of() : Set.of(U), whole, true, Map.of(), List.of());
    }

    private static List<String> lines(Plan plan) {
        return java.util.stream.Stream.concat(
                        plan.changes().stream().map(Said::of),
                        plan.unchanged().stream().map(Said::of))
                .toList();
    }
}
