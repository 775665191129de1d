package io.rollcall.hint;

import static io.rollcall.hint.Events.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.event.VendorEvent;
import io.rollcall.hint.JoinRule.Reaction;
import io.rollcall.model.Attendance.State;
import io.rollcall.model.MeetingId;
import io.rollcall.model.Participant;
import io.rollcall.model.UserId;
import io.rollcall.report.Problem;
import io.rollcall.report.RunOutcome;
import io.rollcall.report.RunResult;
import io.rollcall.report.Unchanged;
import io.rollcall.vendor.Fault;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.IntPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Time is driven by hand. */
class MeetingEventsTest {
    private Reaction reaction = Reaction.ACT;
    private int mostPeople = Integer.MAX_VALUE;
    private IntPredicate allowed = made -> true;
    private final MeetingEvents events = tracking();
    private Instant now = Instant.EPOCH;

    private MeetingEvents tracking() {
        return new MeetingEvents(
                new JoinRule() {
                    @Override
                    public Reaction to(Participant joined) {
                        return joined.host() || joined.coHost() ? Reaction.NONE : reaction;
                    }

                    @Override
                    public int mostPeople() {
                        return mostPeople;
                    }
                },
                ReadSpacing.USUAL,
                (made, at) -> allowed.test(made));
    }

    private void receive(VendorEvent... some) {
        for (VendorEvent event : some) {
            events.received(event, now);
        }
    }

    private void pass(Duration time) {
        now = now.plus(time);
    }

    private Hints take() {
        return events.take(now);
    }

    private static List<String> people(Hints hints) {
        return hints.rows().values().stream()
                .flatMap(List::stream)
                .map(row -> row.meeting() + " " + row.user())
                .toList();
    }

    private static List<String> reads(Hints hints) {
        return hints.reads().stream().map(MeetingId::value).toList();
    }

    /** The seconds from the start of a meeting at which its members are read. */
    private List<Long> readTimes(Duration longest, Hints... lastRead) {
        Instant start = now;
        List<Long> times = new ArrayList<>();
        for (Duration until = events.untilNext(now); until != null; until = events.untilNext(now)) {
            pass(until);
            if (Duration.between(start, now).compareTo(longest) > 0) {
                break;
            }
            assertThat(reads(take())).containsExactly("c1");
            times.add(Duration.between(start, now).toSeconds());
        }
        return times;
    }

    @Test
    void take_whenTheBudgetAllowsSomeReadsOnly_makesThoseAtTheirTimesAndNoOther() {
        allowed = made -> made % 2 == 0;
        receive(Events.started("c1", at(0)));

        List<Boolean> read = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            pass(Objects.requireNonNull(events.untilNext(now)));
            read.add(!take().isEmpty());
        }

        assertThat(read).containsExactly(true, false, true, false);
        assertThat(now).isEqualTo(Instant.EPOCH.plusSeconds(20 + 40 + 120 + 240));
    }

    @Test
    void take_whenAReadWasNotAllowed_stillReadsBecauseOfAJoin() {
        reaction = Reaction.READ;
        allowed = made -> false;
        receive(Events.joined("c1", "U", at(0)));
        pass(MeetingEvents.BATCH);

        assertThat(reads(take())).containsExactly("c1");
    }

    @Test
    void take_whenManyJoinsWait_takesMeetingsWhosePeopleFitIntoOneRunAndTheOthersNext() {
        mostPeople = 2;
        receive(
                Events.joined("c1", "U", at(0)),
                Events.joined("c2", "U", at(0)),
                Events.joined("c2", "V", at(0)),
                Events.joined("c3", "U", at(0)),
                Events.joined("c4", "U", at(0)),
                Events.joined("c4", "V", at(0)),
                Events.joined("c4", "W", at(0)));
        pass(MeetingEvents.BATCH);

        assertThat(people(take())).containsExactly("c1 U", "c3 U");
        assertThat(events.untilNext(now)).isZero();
        assertThat(people(take())).containsExactly("c2 U", "c2 V");
        // one meeting alone may be more than a run may change, as for a poll
        assertThat(people(take())).containsExactly("c4 U", "c4 V", "c4 W");
        assertThat(events.untilNext(now)).isNull();
    }

    @Test
    void take_whenPeopleJoinOneMeeting_collectsThemForAQuarterOfASecondFromTheFirst() {
        receive(Events.joined("c1", "U", at(0)));
        assertThat(events.untilNext(now)).isEqualTo(MeetingEvents.BATCH);
        pass(Duration.ofMillis(200));
        receive(Events.joined("c1", "V", at(0)));
        assertThat(events.untilNext(now)).isEqualTo(Duration.ofMillis(50));
        assertThat(take()).isEqualTo(Hints.NONE);

        pass(Duration.ofMillis(50));
        assertThat(events.untilNext(now)).isZero();
        assertThat(people(take())).containsExactly("c1 U", "c1 V");
        assertThat(events.untilNext(now)).isNull();
        assertThat(take()).isEqualTo(Hints.NONE);
    }

    @Test
    void take_whenMeetingsAreDifferent_eachHasItsOwnTime() {
        receive(Events.joined("c1", "U", at(0)));
        pass(Duration.ofMillis(100));
        receive(Events.joined("c2", "U", at(0)));
        pass(Duration.ofMillis(150));

        assertThat(people(take())).containsExactly("c1 U");
        pass(Duration.ofMillis(100));
        assertThat(people(take())).containsExactly("c2 U");
    }

    @Test
    void received_whenTheRuleWantsNothing_waitsForNothing() {
        receive(
                Events.joined("c1", "U", at(0), "host"),
                Events.joined("c1", "V", at(0), "coHost"),
                new VendorEvent.OfParticipant(
                        VendorEvent.Type.PARTICIPANT_JOINED, at(0), Events.row("c1", null, State.ACTIVE, at(0), null)),
                Events.left("c1", "W", at(0)),
                new VendorEvent.OfPerson(VendorEvent.Type.PERSON_ADDED, at(0), "user1"));

        assertThat(events.untilNext(now)).isNull();
    }

    @Test
    void take_whenTheSameEventCameTwice_hasOneRow() {
        receive(Events.joined("c1", "U", at(0)), Events.joined("c1", "U", at(0)));
        pass(MeetingEvents.BATCH);

        assertThat(people(take())).containsExactly("c1 U");
    }

    @Test
    void take_whenAFurtherDeviceHasTheRole_showsBoth() {
        receive(Events.joined("c1", "U", at(0)), Events.joined("c1", "U", at(0), "coHost"));
        pass(MeetingEvents.BATCH);

        assertThat(take().rows().get(new MeetingId("c1")))
                .extracting(Participant::coHost)
                .containsExactly(false, true);
    }

    @Test
    void received_whenThePersonLeftSince_forgetsTheJoin() {
        receive(Events.joined("c1", "U", at(0)), Events.left("c1", "U", at(1)));

        assertThat(events.untilNext(now)).isNull();
    }

    @Test
    void received_whenAnOlderJoinComesAfterANewerLeave_ignoresTheJoin() {
        receive(Events.left("c1", "U", at(5)), Events.joined("c1", "U", at(4)));
        assertThat(events.untilNext(now)).isNull();

        receive(Events.joined("c1", "U", at(6)));
        pass(MeetingEvents.BATCH);
        assertThat(people(take())).containsExactly("c1 U");
    }

    @Test
    void received_whenAnOlderLeaveComesAfterANewerJoin_ignoresTheLeave() {
        receive(Events.joined("c1", "U", at(6)), Events.left("c1", "U", at(5)));
        pass(MeetingEvents.BATCH);

        assertThat(people(take())).containsExactly("c1 U");
    }

    @Test
    void received_whenAPersonIsBackInTheMomentOfTheLeave_theOrderOfTheEventsCounts() {
        receive(Events.left("c1", "U", at(5)), Events.joined("c1", "U", at(5)));
        pass(MeetingEvents.BATCH);

        assertThat(people(take())).containsExactly("c1 U");
    }

    @Test
    void received_whenTheLeaveTellsOfWhichStayItIs_theOrderOfTheEventsDoesNotCount() {
        receive(Events.left("c1", "U", at(4), at(5)), Events.joined("c1", "U", at(5)));
        receive(Events.joined("c1", "V", at(5)), Events.left("c1", "V", at(4), at(5)));
        receive(Events.left("c1", "GONE", at(5), at(5)), Events.joined("c1", "GONE", at(5)));
        receive(Events.joined("c1", "LEFT", at(5)), Events.left("c1", "LEFT", at(5), at(5)));
        pass(MeetingEvents.BATCH);

        assertThat(people(take())).containsExactly("c1 U", "c1 V");
    }

    @Test
    void received_whenTimesAreUnknown_theOrderOfTheEventsCounts() {
        receive(Events.joined("c1", "U", null), Events.left("c1", "U", null));
        assertThat(events.untilNext(now)).isNull();

        receive(Events.joined("c1", "U", null));
        pass(MeetingEvents.BATCH);
        assertThat(people(take())).containsExactly("c1 U");
    }

    @Test
    void received_whenTheMeetingEnds_forgetsIt() {
        receive(Events.started("c1", at(0)), Events.joined("c2", "U", at(0)));
        receive(Events.ended("c1", at(1)), Events.ended("c2", at(1)));
        assertThat(events.untilNext(now)).isNull();

        receive(Events.joined("c2", "V", at(0)), Events.started("c1", at(0)));
        assertThat(events.untilNext(now)).as("what happened before the end").isNull();
        receive(Events.started("c1", at(2)));
        assertThat(events.untilNext(now)).as("it goes on").isEqualTo(Duration.ofSeconds(20));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2})
    void received_whenAnIdIsUsedAgain_actsOnThoseWhoJoin_inAnyOrderOfTheEvents(int startsAgain) {
        VendorEvent end = Events.ended("c1", at(1));
        VendorEvent start = Events.started("c1", at(startsAgain));
        VendorEvent join = Events.joined("c1", "U", at(startsAgain));
        for (List<VendorEvent> order : Events.inAnyOrder(end, start, join)) {
            MeetingEvents tracked = tracking();
            order.forEach(event -> tracked.received(event, now));
            assertThat(people(tracked.take(now.plus(MeetingEvents.BATCH))))
                    .as("%s", order)
                    .containsExactly("c1 U");
        }
    }

    @Test
    void received_whenSomeoneLeavesAfterTheEnd_itIsStillOver() {
        receive(Events.ended("c1", at(1)), Events.left("c1", "U", at(2)), Events.started("c1", at(0)));

        assertThat(events.untilNext(now)).isNull();
    }

    @Test
    void take_whenOnlyTheStartIsPushed_readsAt20And60And180SecondsThenAtGrowingDistancesForADay() {
        receive(Events.started("c1", at(0)));

        List<Long> times = readTimes(Duration.ofDays(2));
        assertThat(times).startsWith(20L, 60L, 180L, 420L, 900L, 1_860L, 3_660L);
        for (int i = 2; i < times.size(); i++) {
            assertThat(times.get(i) - times.get(i - 1)).isBetween(times.get(i - 1) - times.get(i - 2), 1_800L);
        }
        assertThat(times.get(times.size() - 1)).isBetween(86_400L - 1_800, 86_400L);
    }

    @Test
    void ended_whenAReadOrAPromotionFailed_readsOn() {
        receive(Events.started("c1", at(0)));
        RunResult failed = result(Unchanged.Reason.ALREADY_CO_HOST).as(RunOutcome.FAILED);
        RunResult incomplete = result(Unchanged.Reason.ALREADY_CO_HOST).as(RunOutcome.INCOMPLETE);
        for (RunResult ended : List.of(failed, failed, failed, incomplete)) {
            pass(events.untilNext(now));
            events.ended(take(), ended, now);
        }
        assertThat(events.untilNext(now)).isEqualTo(Duration.ofMinutes(8));

        pass(events.untilNext(now));
        events.ended(take(), result(Unchanged.Reason.ALREADY_CO_HOST), now);
        assertThat(events.untilNext(now)).isNull();
    }

    @Test
    void ended_whenNoOneMayStillJoin_readsThreeTimesOnly() {
        receive(Events.started("c1", at(0)));
        RunResult settled = result(Unchanged.Reason.ALREADY_CO_HOST);
        for (int i = 0; i < 3; i++) {
            pass(events.untilNext(now));
            events.ended(take(), settled, now);
        }

        assertThat(events.untilNext(now)).isNull();
    }

    @Test
    void ended_whenSomeoneMayStillJoin_readsOn() {
        receive(Events.started("c1", at(0)));
        for (int i = 0; i < 3; i++) {
            pass(events.untilNext(now));
            events.ended(take(), result(Unchanged.Reason.NOT_ACTIVE), now);
        }

        assertThat(events.untilNext(now)).isEqualTo(Duration.ofMinutes(4));
    }

    private static RunResult result(Unchanged.Reason reason) {
        return new RunResult(
                RunOutcome.COMPLETE,
                List.of(),
                List.of(),
                List.of(new Unchanged(new MeetingId("c1"), new UserId("U"), null, reason)),
                null);
    }

    /** The event of the end may be lost. */
    @Test
    void ended_whenTheVendorKnowsNoSuchMeeting_readsThreeTimesOnly() {
        receive(Events.started("c1", at(0)));
        RunResult refused = new RunResult(
                RunOutcome.FAILED,
                List.of(new Problem("meeting c1", Fault.Kind.BAD_REQUEST, "resourceClose", null, "It has ended.")),
                List.of(),
                List.of(),
                null);
        for (int i = 0; i < 3; i++) {
            pass(events.untilNext(now));
            events.ended(take(), refused, now);
        }

        assertThat(events.untilNext(now)).isNull();
    }

    @Test
    void received_whenEventsOfMembersCome_noReadIsMadeBecauseOfTheStart() {
        receive(Events.started("c1", at(0)));
        pass(Duration.ofSeconds(10));
        receive(Events.joined("c1", "U", at(10)));
        pass(MeetingEvents.BATCH);

        Hints hints = take();
        assertThat(people(hints)).containsExactly("c1 U");
        assertThat(hints.reads()).isEmpty();
        assertThat(events.untilNext(now)).isNull();
        receive(Events.started("c1", at(0)));
        assertThat(events.untilNext(now)).as("the start comes late").isNull();
    }

    @Test
    void take_whenAJoinAsksForARead_readsTheMeetingAndTellsWhatIsKnownOfIt() {
        reaction = Reaction.READ;
        receive(Events.left("c1", "GONE", at(0)), Events.left("c2", "OTHER", at(0)), Events.joined("c1", "CEO", at(1)));
        pass(MeetingEvents.BATCH);

        Hints hints = take();
        assertThat(reads(hints)).containsExactly("c1");
        assertThat(people(hints)).containsExactly("c1 GONE", "c1 CEO");
        assertThat(events.untilNext(now)).isNull();
    }

    @Test
    void putBack_whenTheFlowWasRunning_waitsAgainWithoutThoseWhoLeft() {
        receive(Events.joined("c1", "U", at(0)), Events.joined("c1", "V", at(0)), Events.joined("c2", "U", at(0)));
        pass(MeetingEvents.BATCH);
        Hints taken = take();
        receive(Events.left("c1", "V", at(1)), Events.ended("c2", at(1)));

        events.putBack(taken, now);
        assertThat(events.untilNext(now)).isEqualTo(MeetingEvents.BATCH);
        pass(MeetingEvents.BATCH);
        assertThat(people(take())).containsExactly("c1 U");
    }

    @Test
    void putBack_whenAReadWasRefused_readsAgain() {
        receive(Events.started("c1", at(0)));
        pass(Duration.ofSeconds(20));
        events.putBack(take(), now);
        pass(MeetingEvents.BATCH);

        assertThat(reads(take())).containsExactly("c1");
        assertThat(events.untilNext(now)).isEqualTo(Duration.ofSeconds(40).minus(MeetingEvents.BATCH));
    }

    @Test
    void received_whenTheCompanyIsHuge_forgetsTheOldestMeetings() {
        for (int i = 0; i <= MeetingEvents.MOST_MEETINGS; i++) {
            receive(Events.joined("c" + i, "U", at(0)));
        }
        pass(MeetingEvents.BATCH);
        assertThat(people(take()))
                .hasSize(MeetingEvents.MOST_MEETINGS)
                .doesNotContain("c0 U")
                .contains("c1 U");
    }

    @Test
    void received_whenMeetingsAreHuge_forgetsTheOldestPeople() {
        for (int i = 0; i < MeetingEvents.MOST_PEOPLE; i++) {
            receive(Events.joined("c1", "U" + i, at(0)));
        }
        receive(Events.joined("c2", "V", at(0)));
        pass(MeetingEvents.BATCH);

        assertThat(people(take())).containsExactly("c2 V");
    }
}
