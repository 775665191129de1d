package io.rollcall.invite;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.meeting.Observation;
import io.rollcall.meeting.ObservationCollector;
import io.rollcall.meeting.ParticipantState;
import io.rollcall.meeting.Plan;
import io.rollcall.meeting.Said;
import io.rollcall.model.Attendance;
import io.rollcall.model.Invitee;
import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import io.rollcall.state.InvitationRepository.InviteeKey;
import io.rollcall.state.InvitationRepository.Standing;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InvitePlannerTest {
    private static final MeetingId C1 = new MeetingId("c1");

    @ParameterizedTest(name = "shown {0}, remembered {1}: {2}")
    @CsvSource({
        "INITIALISED, ,         in-meeting",
        "CALLING,     ,         in-meeting",
        "ACTIVE,      ,         in-meeting",
        "ACTIVE,      INVITED,  in-meeting",
        "ACTIVE,      UNKNOWN,  in-meeting",
        "UNKNOWN,     ,         in-meeting",
        "NOT_JOINED,  ,         was-in-meeting",
        "REMOVED,     ,         was-in-meeting",
        "LEFT,        ,         was-in-meeting",
        "LEFT,        INVITED,  was-in-meeting",
        "           , INVITED,  already-invited",
        "           , INTENDED, outcome-unknown",
        "           , UNKNOWN,  outcome-unknown",
        "           , ,         invite",
    })
    void plan_forOneUser(Attendance.State shown, Standing remembered, String expected) {
        Invitee user = InviteFlow.invitee("U");
        Map<UserId, ParticipantState> people = shown == null
                ? Map.of()
                : Map.of(new UserId("U"), new ParticipantState(shown, false, false, false, false));
        Map<InviteeKey, Standing> standings =
                remembered == null ? Map.of() : Map.of(InviteeKey.of(user, "CN"), remembered);

        Plan plan = InvitePlanner.plan(List.of(user), sight(people), Map.of(C1, standings), "CN");

        assertThat(lines(plan)).containsExactly(expected.equals("invite") ? "invite c1 U planned" : "c1 U " + expected);
    }

    @Test
    void plan_whenPhoneIsRemembered_storeAloneDecides() {
        List<Invitee> phones = List.of(InviteFlow.invitee("+86 138"), InviteFlow.invitee("+86 139"));
        Map<InviteeKey, Standing> standings = Map.of(new InviteeKey(InviteeKey.Kind.PHONE, "+86138"), Standing.INVITED);

        assertThat(lines(InvitePlanner.plan(phones, sight(Map.of()), Map.of(C1, standings), "CN")))
                .containsExactly("invite c1 +86 139 planned", "c1 +86 138 already-invited");
    }

    @Test
    void distinct_whenListedTwice_keepsTheFirst() {
        assertThat(InvitePlanner.distinct(
                        Stream.of("U", "+86 138", "U", "+86-138", "V")
                                .map(InviteFlow::invitee)
                                .toList(),
                        "CN"))
                .extracting(invitee -> InviteeKey.of(invitee, "CN"))
                .extracting(InviteeKey::value)
                .containsExactly("U", "+86138", "V");
    }

    private static Observation sight(Map<UserId, ParticipantState> people) {
        SortedMap<MeetingId, Map<UserId, ParticipantState>> meetings = new TreeMap<>(ObservationCollector.BY_ID);
        meetings.put(C1, people);
        return new Observation(meetings, Set.of(), true, true, Map.of(), List.of());
    }

    private static List<String> lines(Plan plan) {
        return Stream.concat(
                        plan.changes().stream().map(Said::of),
                        plan.unchanged().stream().map(Said::of))
                .toList();
    }
}
