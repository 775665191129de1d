package io.rollcall.call;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.budget.BillingMonth;
import io.rollcall.budget.Exhaustion;
import io.rollcall.budget.Grant;
import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpResponse;
import io.rollcall.vendor.AccessToken;
import io.rollcall.vendor.Fault;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.OperationName;
import io.rollcall.vendor.Outcome;
import io.rollcall.vendor.ParsedResponse;
import io.rollcall.vendor.Purpose;
import io.rollcall.vendor.Rate;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A call, told what happened, says what to do: no server, no waiting. */
class CallTest {
    private static final ZoneId CHINA = ZoneId.of("Asia/Shanghai");
    private static final BillingMonth NOVEMBER = new BillingMonth(YearMonth.of(2026, 11), CHINA);
    private static final Instant NOW = Instant.parse("2026-11-20T08:00:10Z");
    private static final OperationName NAME = new OperationName("vendor", "act");
    private static final Fault.Origin ORIGIN = Fault.Origin.of(NAME);
    private static final AccessToken FIRST = new AccessToken("first", NOW, NOW.plusSeconds(7200));
    private static final AccessToken SECOND = new AccessToken("second", NOW, NOW.plusSeconds(7200));
    private static final CallEvent ANSWER =
            new CallEvent.Answered(HttpResponse.of(200, Map.of("X-Request-Id", "r1"), "ok"));

    private static final Exhaustion REFUSAL = Exhaustion.first(NOVEMBER, Instant.parse("2026-11-10T02:00:00Z"));

    private final CallCount count = new CallCount();

    @Test
    void next_goesBudgetPermitTokenSendDone() {
        Dialogue dialogue = new Dialogue(new Act(Operation.Repeat.NEVER, true), metered(5000));

        dialogue.expect(new CallEffect.Spend<>("app", YearMonth.of(2026, 11), 5000, true));
        dialogue.tell(new CallEvent.Spent(true)).expect(CallEffect.AcquirePermit.class);
        dialogue.permit().expect(new CallEffect.GetToken<>(null));
        dialogue.tell(new CallEvent.TokenGot(FIRST)).expectSent("first");
        dialogue.tell(ANSWER).expect(new CallEffect.Finish<>(new Outcome.Done<>("ok", "r1")));
        assertThat(count.byOperation()).containsExactly(Map.entry(NAME, 1L));
        assertThat(count.metered()).isEqualTo(1);
    }

    @Test
    void budgetUsedUp_failsWithoutAPermit() {
        Dialogue dialogue = new Dialogue(new Act(Operation.Repeat.NEVER, true), metered(5000));

        dialogue.tell(new CallEvent.Spent(false)).expectFault(Fault.Kind.QUOTA, true);
        assertThat(count.byOperation()).isEmpty();
    }

    @Test
    void rejectedToken_isRenewedOnceAndTheCallRepeatedOnce_evenForAWrite() {
        Dialogue dialogue = new Dialogue(new Act(Operation.Repeat.NEVER, false), metered(0));
        CallEvent rejection = refusal(new Fault.TokenRejected(ORIGIN, "Check {{client-secret}}."));

        dialogue.permit().tell(new CallEvent.TokenGot(FIRST)).tell(rejection).expect(CallEffect.AcquirePermit.class);
        dialogue.permit().expect(new CallEffect.GetToken<>(FIRST));
        AccessToken same = new AccessToken(FIRST.value(), NOW.plusSeconds(1), FIRST.expiresAt());
        dialogue.tell(new CallEvent.TokenGot(same)).expectSent("first");
        dialogue.tell(rejection).expectFault(Fault.Kind.TOKEN, true);
        assertThat(dialogue.fault().remedy()).isEqualTo("Check rollcall.dingtalk.client-secret.");
        assertThat(count.byOperation()).containsEntry(NAME, 2L);
    }

    @Test
    void freshToken_thatIsAnotherOneAndRejectedToo_namesTheOtherProgram() {
        Dialogue dialogue = new Dialogue(new Act(Operation.Repeat.NEVER, false), metered(0));
        CallEvent rejection = refusal(new Fault.TokenRejected(ORIGIN, "Check {{client-secret}}."));

        dialogue.permit().tell(new CallEvent.TokenGot(FIRST)).tell(rejection);
        dialogue.permit().tell(new CallEvent.TokenGot(SECOND)).tell(rejection).expectFault(Fault.Kind.TOKEN, true);
        assertThat(dialogue.fault().remedy())
                .contains("Another program probably uses the same application", "rollcall.dingtalk.client-secret");
        assertThat(count.byOperation()).containsEntry(NAME, 2L);
    }

    @Test
    void throttledCall_waitsAtLeastASecond_givesItsCountBack_andTakesANewPlace_evenForAWrite() {
        Dialogue dialogue = new Dialogue(new Act(Operation.Repeat.NEVER, true), metered(10));
        CallEvent throttled = refusal(new Fault.Throttled(ORIGIN, Fault.Throttled.Window.SECOND, null, "slow down"));

        dialogue.tell(new CallEvent.Spent(true))
                .permit()
                .tell(new CallEvent.TokenGot(FIRST))
                .tell(throttled);
        dialogue.expect(new CallEffect.GiveBack<>("app", YearMonth.of(2026, 11)));
        dialogue.tell(new CallEvent.GivenBack());
        assertThat(dialogue.effect(CallEffect.Wait.class).time())
                .isBetween(Duration.ofSeconds(1), Duration.ofMillis(1500));
        dialogue.tell(new CallEvent.Waited()).expect(CallEffect.Spend.class);
        assertThat(count.metered()).isZero();
    }

    @Test
    void callThrottledPerMinute_waitsForTheNextMinute() {
        Dialogue dialogue = new Dialogue(new Act(Operation.Repeat.NEVER, false), metered(0));

        dialogue.permit()
                .tell(new CallEvent.TokenGot(FIRST))
                .tell(refusal(new Fault.Throttled(ORIGIN, Fault.Throttled.Window.MINUTE, null, "slow down")));
        assertThat(dialogue.effect(CallEffect.Wait.class).time())
                .isBetween(Duration.ofSeconds(50), Duration.ofMillis(50_500));
    }

    @Test
    void throttledCall_waitsAsLongAsTheVendorAsks() {
        Dialogue dialogue = new Dialogue(new Act(Operation.Repeat.REPEAT, false), metered(0));

        dialogue.permit()
                .tell(new CallEvent.TokenGot(FIRST))
                .tell(refusal(new Fault.Throttled(
                        ORIGIN, Fault.Throttled.Window.MINUTE, Duration.ofSeconds(7), "slow down")));
        assertThat(dialogue.effect(CallEffect.Wait.class).time())
                .isBetween(Duration.ofSeconds(7), Duration.ofMillis(7500));
    }

    @Test
    void callThrottledForEver_isGivenUpAfterAFewRepeats() {
        Dialogue dialogue = new Dialogue(new Act(Operation.Repeat.NEVER, false), metered(0));
        CallEvent throttled = refusal(new Fault.Throttled(ORIGIN, Fault.Throttled.Window.SECOND, null, "slow down"));

        for (int repeat = 0; repeat < 5; repeat++) {
            dialogue.pass(Duration.ofSeconds(60))
                    .permit()
                    .tell(new CallEvent.TokenGot(FIRST))
                    .tell(throttled);
            dialogue.tell(new CallEvent.Waited());
        }
        dialogue.pass(Duration.ofSeconds(60))
                .permit()
                .tell(new CallEvent.TokenGot(FIRST))
                .tell(throttled);
        dialogue.expectFault(Fault.Kind.THROTTLED, true);
        assertThat(count.byOperation()).containsEntry(NAME, 6L);
    }

    @Test
    void unansweredRead_isRepeatedTwice() {
        Dialogue dialogue = new Dialogue(new Act(Operation.Repeat.REPEAT, false), metered(0));

        for (int repeat = 0; repeat < 2; repeat++) {
            dialogue.permit().tell(new CallEvent.TokenGot(FIRST)).tell(new CallEvent.Unanswered("reset"));
            dialogue.expect(CallEffect.Wait.class);
            dialogue.tell(new CallEvent.Waited());
        }
        dialogue.permit().tell(new CallEvent.TokenGot(FIRST)).tell(new CallEvent.Unanswered("reset"));
        dialogue.expectFault(Fault.Kind.NO_ANSWER, false);
        assertThat(count.byOperation()).containsEntry(NAME, 3L);
    }

    @ParameterizedTest
    @EnumSource(names = {"LOOK_FIRST", "NEVER"})
    void unansweredWrite_isNeverRepeated_andNobodyKnowsWhetherItWasDone(Operation.Repeat repeat) {
        Dialogue dialogue = new Dialogue(new Act(repeat, false), metered(0));

        dialogue.permit().tell(new CallEvent.TokenGot(FIRST)).tell(new CallEvent.Unanswered("reset"));
        dialogue.expectFault(Fault.Kind.NO_ANSWER, false);
    }

    @ParameterizedTest
    @EnumSource(names = {"LOOK_FIRST", "NEVER"})
    void failedWrite_isNeverRepeated_andNobodyKnowsWhetherItWasDone(Operation.Repeat repeat) {
        Dialogue dialogue = new Dialogue(new Act(repeat, false), metered(0));

        dialogue.permit()
                .tell(new CallEvent.TokenGot(FIRST))
                .tell(refusal(new Fault.ServerFailed(ORIGIN, null, "500")));
        dialogue.expectFault(Fault.Kind.SERVER, false);
    }

    @Test
    void unsentWrite_isCertainlyNotDone_andItsCountIsGivenBack() {
        Dialogue dialogue = new Dialogue(new Act(Operation.Repeat.NEVER, true), metered(10));

        dialogue.tell(new CallEvent.Spent(true)).permit().tell(new CallEvent.TokenGot(FIRST));
        dialogue.tell(new CallEvent.Unsent("the connection was refused")).expect(CallEffect.GiveBack.class);
        dialogue.tell(new CallEvent.GivenBack()).expectFault(Fault.Kind.NO_ANSWER, true);
        assertThat(count.byOperation()).isEmpty();
        assertThat(count.metered()).isZero();
    }

    @Test
    void callUnderWay_isCounted_soThatARunThatIsBrokenOffDoesNotLoseIt() {
        Dialogue dialogue = new Dialogue(new Act(Operation.Repeat.NEVER, true), metered(0));

        dialogue.permit().tell(new CallEvent.TokenGot(FIRST)).expectSent("first");
        assertThat(count.byOperation()).containsExactly(Map.entry(NAME, 1L));
        assertThat(count.metered()).isEqualTo(1);
        dialogue.tell(new CallEvent.Stopped()).expectFault(Fault.Kind.NO_ANSWER, true);
        assertThat(count.byOperation()).isEmpty();
        assertThat(count.metered()).isZero();
    }

    @Test
    void stoppedCall_isCertainlyNotDone() {
        Dialogue dialogue = new Dialogue(new Act(Operation.Repeat.NEVER, false), metered(0));

        dialogue.tell(new CallEvent.Stopped()).expectFault(Fault.Kind.NO_ANSWER, true);
    }

    @Test
    void failedToken_failsTheCall_andThePermitIsFreeAgain() {
        ApplicationState application = metered(0, new Rate(1, Duration.ofSeconds(1)));
        Dialogue dialogue = new Dialogue(new Act(Operation.Repeat.NEVER, false), application);

        dialogue.permit().tell(new CallEvent.TokenFailed(new Fault.TokenRejected(ORIGIN, "wrong secret")));
        dialogue.expectFault(Fault.Kind.TOKEN, true);
        assertThat(application.limiter(NAME).acquire(NOW)).isInstanceOf(RateLimiter.Permit.class);
    }

    @Test
    void tokenOfWhichNobodyKnowsWhatBecame_meansThatTheCallItselfWasCertainlyNotDone() {
        for (Fault unknown : List.of(
                new Fault.NoAnswer(ORIGIN, false, "lost"),
                new Fault.ServerFailed(ORIGIN, null, "failed"),
                new Fault.Unreadable(ORIGIN, "garbled"),
                new Fault.Banned(ORIGIN, false, Duration.ofMinutes(5), "banned"))) {
            Dialogue dialogue = new Dialogue(new Act(Operation.Repeat.NEVER, false), metered(0));

            dialogue.permit().tell(new CallEvent.TokenFailed(unknown));
            dialogue.expectFault(unknown.kind(), true);
        }
    }

    @Test
    void ban_restsEveryCallOfTheApplicationForFiveMinutes() {
        ApplicationState application = metered(0);
        Dialogue banned = new Dialogue(new Act(Operation.Repeat.REPEAT, false), application);
        banned.permit()
                .tell(new CallEvent.TokenGot(FIRST))
                .tell(refusal(new Fault.Banned(ORIGIN, false, Duration.ofMinutes(5), "banned")));
        banned.expectFault(Fault.Kind.BANNED, false);

        new Dialogue(new Act(Operation.Repeat.REPEAT, false), application, NOW.plusSeconds(299))
                .expectFault(Fault.Kind.BANNED, true);
        new Dialogue(new Act(Operation.Repeat.REPEAT, false), application, NOW.plusSeconds(300))
                .expect(CallEffect.AcquirePermit.class);
    }

    @Test
    void quotaAnswer_stopsUncountedMeteredCallsUntilTheNextMonthButOneADay_andIsNeverRepeated() {
        ApplicationState application = metered(0);
        Dialogue refused = new Dialogue(new Act(Operation.Repeat.REPEAT, true), application);
        refused.permit().tell(new CallEvent.TokenGot(FIRST)).tell(refusal(new Fault.QuotaUsedUp(ORIGIN, "used up")));
        refused.expectFault(Fault.Kind.QUOTA, true);

        new Dialogue(new Act(Operation.Repeat.REPEAT, true), application, NOW.plus(Duration.ofHours(23)))
                .expectFault(Fault.Kind.QUOTA, true);
        new Dialogue(new Act(Operation.Repeat.REPEAT, false), application).expect(CallEffect.AcquirePermit.class);
        // one call a day, whose outcome the others await
        new Dialogue(new Act(Operation.Repeat.REPEAT, true), application, NOW.plus(Duration.ofHours(24)))
                .expect(CallEffect.AcquirePermit.class);
        new Dialogue(new Act(Operation.Repeat.REPEAT, true), application, NOW.plus(Duration.ofHours(24)))
                .expectFault(Fault.Kind.QUOTA, true);
        // the month ends in Shanghai
        new Dialogue(new Act(Operation.Repeat.REPEAT, true), application, Instant.parse("2026-11-30T16:00:00Z"))
                .expect(CallEffect.AcquirePermit.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-1H", "PT1H", "PT-4320H", "PT4320H"})
    void ban_whenTheWallClockJumps_lastsFiveMinutesAllTheSame(Duration jump) {
        ApplicationState application = metered(0);
        Dialogue banned = new Dialogue(new Act(Operation.Repeat.REPEAT, false), application);
        banned.permit()
                .tell(new CallEvent.TokenGot(FIRST))
                .tell(refusal(new Fault.Banned(ORIGIN, false, Duration.ofMinutes(5), "banned")));

        new Dialogue(new Act(Operation.Repeat.REPEAT, false), application, NOW.plusSeconds(299), jump)
                .expectFault(Fault.Kind.BANNED, true);
        new Dialogue(new Act(Operation.Repeat.REPEAT, false), application, NOW.plusSeconds(300), jump)
                .expect(CallEffect.AcquirePermit.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-1H", "PT1H", "PT-4320H", "PT4320H"})
    void rate_whenTheWallClockJumps_neitherStallsNorBursts(Duration jump) {
        ApplicationState application = metered(0, new Rate(1, Duration.ofSeconds(1)));
        Dialogue dialogue = new Dialogue(new Act(Operation.Repeat.REPEAT, false), application);
        dialogue.permit().tell(new CallEvent.TokenGot(FIRST)).jump(jump).tell(ANSWER);

        assertThat(application.limiter(NAME).acquire(NOW.plusMillis(999))).isInstanceOf(RateLimiter.Later.class);
        assertThat(application.limiter(NAME).acquire(NOW.plusMillis(1000))).isInstanceOf(RateLimiter.Permit.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-1H", "PT1H", "PT-4320H", "PT4320H"})
    void lostCall_whenTheWallClockJumps_keepsItsPermitNoLongerThanItMust(Duration jump) {
        ApplicationState application = metered(0, new Rate(1, Duration.ofSeconds(1)));
        Dialogue dialogue = new Dialogue(new Act(Operation.Repeat.NEVER, false), application);
        dialogue.permit().tell(new CallEvent.TokenGot(FIRST)).jump(jump).tell(new CallEvent.Unanswered("lost"));

        assertThat(application.limiter(NAME).acquire(NOW.plusMillis(10_999))).isInstanceOf(RateLimiter.Later.class);
        assertThat(application.limiter(NAME).acquire(NOW.plusMillis(11_000))).isInstanceOf(RateLimiter.Permit.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PT-1H", "PT1H", "PT-4320H", "PT4320H"})
    void refusalForTheRate_whenTheWallClockJumps_restsForItsPause(Duration jump) {
        ApplicationState application = metered(0, new Rate(5, Duration.ofSeconds(1)));
        Dialogue dialogue = new Dialogue(new Act(Operation.Repeat.REPEAT, false), application);
        dialogue.permit().tell(new CallEvent.TokenGot(FIRST)).jump(jump);
        dialogue.tell(refusal(
                new Fault.Throttled(ORIGIN, Fault.Throttled.Window.SECOND, Duration.ofSeconds(30), "too fast")));

        assertThat(dialogue.effect(CallEffect.Wait.class).time())
                .isBetween(Duration.ofSeconds(30), Duration.ofSeconds(31));
        assertThat(application.limiter(NAME).acquire(NOW.plusSeconds(29))).isInstanceOf(RateLimiter.Later.class);
        assertThat(application.limiter(NAME).acquire(NOW.plusSeconds(31))).isInstanceOf(RateLimiter.Permit.class);
    }

    @Test
    void clockThatIsCorrected_booksTheNextCallToTheRightMonth() {
        ApplicationState application = metered(10);
        Instant beforeTheTurn = Instant.parse("2026-11-30T15:30:00Z");

        new Dialogue(new Act(Operation.Repeat.REPEAT, true), application, beforeTheTurn)
                .expect(new CallEffect.Spend<>("app", YearMonth.of(2026, 11), 10, true));
        new Dialogue(new Act(Operation.Repeat.REPEAT, true), application, beforeTheTurn, Duration.ofHours(1))
                .expect(new CallEffect.Spend<>("app", YearMonth.of(2026, 12), 10, true));
    }

    @Test
    void quotaAnswer_whileTheClockIsHalfAYearAhead_doesNotStopCallsOnceItIsCorrected() {
        ApplicationState application = metered(0);
        Dialogue refused = new Dialogue(new Act(Operation.Repeat.REPEAT, true), application, NOW, Duration.ofDays(180));
        refused.permit().tell(new CallEvent.TokenGot(FIRST)).tell(refusal(new Fault.QuotaUsedUp(ORIGIN, "used up")));

        new Dialogue(new Act(Operation.Repeat.REPEAT, true), application).expect(CallEffect.AcquirePermit.class);
    }

    @Test
    void quotaAnswer_isRecordedForTheMonthOfTheCall_evenWhereItComesInTheNext() {
        Dialogue dialogue = new Dialogue(
                new Act(Operation.Repeat.REPEAT, true), metered(10), Instant.parse("2026-11-30T15:59:58Z"));
        dialogue.tell(new CallEvent.Spent(true)).permit().tell(new CallEvent.TokenGot(FIRST));

        dialogue.pass(Duration.ofSeconds(5)).tell(refusal(new Fault.QuotaUsedUp(ORIGIN, "used up")));

        dialogue.expect(new CallEffect.RecordRefusal<>("app", NOVEMBER));
        dialogue.tell(new CallEvent.Recorded()).expectFault(Fault.Kind.QUOTA, true);
        assertThat(count.metered()).isEqualTo(1);
    }

    @Test
    void tryAfterARefusal_whenTheVendorAccepts_removesTheRefusal() {
        Dialogue dialogue = new Dialogue(new Act(Operation.Repeat.REPEAT, true), metered(10));

        dialogue.tell(new CallEvent.Spent(Grant.toTry(REFUSAL))).permit().tell(new CallEvent.TokenGot(FIRST));
        dialogue.tell(ANSWER).expect(new CallEffect.RemoveRefusal<>("app", YearMonth.of(2026, 11)));
        dialogue.tell(new CallEvent.Recorded()).expect(new CallEffect.Finish<>(new Outcome.Done<>("ok", "r1")));
    }

    @Test
    void tryAfterARefusal_whenItsTokenIsRejected_isStillTheSameTry() {
        Dialogue dialogue = new Dialogue(new Act(Operation.Repeat.REPEAT, true), metered(10));

        dialogue.tell(new CallEvent.Spent(Grant.toTry(REFUSAL))).permit().tell(new CallEvent.TokenGot(FIRST));
        dialogue.tell(refusal(new Fault.TokenRejected(ORIGIN, "rejected")))
                .permit()
                .tell(new CallEvent.TokenGot(SECOND));
        dialogue.tell(ANSWER).expect(CallEffect.RemoveRefusal.class);
    }

    @Test
    void refusedCall_saysSinceWhen_andNotThatRollcallsShareIsUsedUp() {
        Dialogue dialogue = new Dialogue(new Act(Operation.Repeat.REPEAT, true), metered(10));

        dialogue.tell(new CallEvent.Spent(Grant.refused(REFUSAL))).expectFault(Fault.Kind.QUOTA, true);

        assertThat(dialogue.remedy())
                .contains("refused since 2026-11-10 10:00 (Asia/Shanghai)", "organization's calls")
                .doesNotContain("share");
    }

    @Test
    void openOfAnEventConnection_isNeitherPreventedByARefusalOfOtherCalls_norEndsIt() {
        ApplicationState application = metered(10);
        Dialogue refused = new Dialogue(new Act(Operation.Repeat.REPEAT, true), application);
        Dialogue open = new Dialogue(new Act(Operation.Repeat.REPEAT, true), Purpose.EVENTS, application);
        open.expect(new CallEffect.Spend<>("app", YearMonth.of(2026, 11), 10, false));
        open.tell(new CallEvent.Spent(true));
        refused.tell(new CallEvent.Spent(true)).permit().tell(new CallEvent.TokenGot(FIRST));
        refused.tell(refusal(new Fault.QuotaUsedUp(ORIGIN, "used up")));

        open.permit().expect(new CallEffect.GetToken<>(null));
    }

    @Test
    void callsThatWereCountedBeforeARefusal_areNotSentAfterIt_andAreGivenBack() {
        ApplicationState application = metered(10);
        Dialogue first = new Dialogue(new Act(Operation.Repeat.REPEAT, true), application);
        Dialogue second = new Dialogue(new Act(Operation.Repeat.REPEAT, true), application);
        Dialogue ofLastMonth = new Dialogue(
                new Act(Operation.Repeat.REPEAT, true), application, Instant.parse("2026-10-31T15:59:59Z"));
        first.tell(new CallEvent.Spent(true)).permit().tell(new CallEvent.TokenGot(FIRST));
        second.tell(new CallEvent.Spent(true));
        ofLastMonth.tell(new CallEvent.Spent(true));

        first.tell(refusal(new Fault.QuotaUsedUp(ORIGIN, "used up")));

        second.permit().expect(new CallEffect.GiveBack<>("app", YearMonth.of(2026, 11)));
        second.tell(new CallEvent.GivenBack()).expectFault(Fault.Kind.QUOTA, true);
        ofLastMonth.permit().expect(new CallEffect.GetToken<>(null));
    }

    /** Once polls have used their part, events alone lead to the changes for which the reserve is kept. */
    @Test
    void openOfAnEventConnection_mayUseTheReserve_asTheChangesThatFollowIt() {
        ApplicationState application =
                new ApplicationState("app", "rollcall.account.hq.", List.of(), 5_000, 1_000, CHINA);

        new Dialogue(new Act(Operation.Repeat.NEVER, true), Purpose.EVENTS, application)
                .expect(new CallEffect.Spend<>("app", YearMonth.of(2026, 11), 5_000, false));
    }

    @Test
    void limit_leavesTheReserveToChangesAndToTheReadsThatVerifyThem() {
        ApplicationState application =
                new ApplicationState("app", "rollcall.account.hq.", List.of(), 5000, 1000, CHINA);
        YearMonth month = YearMonth.of(2026, 11);

        Dialogue poll = new Dialogue(new Act(Operation.Repeat.REPEAT, true), application);
        poll.expect(new CallEffect.Spend<>("app", month, 4000, true));
        new Dialogue(new Act(Operation.Repeat.LOOK_FIRST, true), application)
                .expect(new CallEffect.Spend<>("app", month, 5000, true));
        new Dialogue(new Act(Operation.Repeat.NEVER, true), application)
                .expect(new CallEffect.Spend<>("app", month, 5000, true));
        new Dialogue(new Act(Operation.Repeat.REPEAT, true), Purpose.CHANGE, application)
                .expect(new CallEffect.Spend<>("app", month, 5000, true));

        poll.tell(new CallEvent.Spent(false)).expectFault(Fault.Kind.QUOTA, true);
        assertThat(poll.remedy())
                .contains("5,000", "1,000", "rollcall.budget.reserve", "rollcall.account.hq.monthly-calls");
    }

    @Test
    void callsOfARun_whenAsManyAsItMayMakeWereMade_areNotSent_andThoseThatAreGivenBackDoNotCount() {
        CallCount two = new CallCount(2, "rollcall.flow.board.max-calls");
        ApplicationState application = metered(10);
        Dialogue throttled = new Dialogue(new Act(Operation.Repeat.NEVER, true), application, two);
        throttled.tell(new CallEvent.Spent(true)).permit().tell(new CallEvent.TokenGot(FIRST));
        new Dialogue(new Act(Operation.Repeat.NEVER, true), application, two).expect(CallEffect.Spend.class);

        Dialogue third = new Dialogue(new Act(Operation.Repeat.NEVER, true), application, two);
        third.expectFault(Fault.Kind.QUOTA, true);
        assertThat(third.remedy()).contains("2", "rollcall.flow.board.max-calls");

        throttled.tell(refusal(new Fault.Throttled(ORIGIN, Fault.Throttled.Window.SECOND, null, "slow down")));
        Dialogue afterwards = new Dialogue(new Act(Operation.Repeat.NEVER, true), application, two);
        afterwards.expect(CallEffect.Spend.class);
        afterwards.tell(new CallEvent.Spent(false)).expectFault(Fault.Kind.QUOTA, true);
        new Dialogue(new Act(Operation.Repeat.NEVER, true), application, two).expect(CallEffect.Spend.class);
    }

    @Test
    void callsOfARun_whenTheyAreNotMetered_areNotLimited() {
        CallCount none = new CallCount(0, "rollcall.flow.board.max-calls");

        new Dialogue(new Act(Operation.Repeat.NEVER, true), metered(0), none).expect(CallEffect.AcquirePermit.class);
        new Dialogue(new Act(Operation.Repeat.NEVER, false), metered(10), none).expect(CallEffect.AcquirePermit.class);
    }

    @Test
    void unreadableAnswer_isNotRepeated() {
        Dialogue dialogue = new Dialogue(new Act(Operation.Repeat.REPEAT, false), metered(0));

        dialogue.permit().tell(new CallEvent.TokenGot(FIRST)).tell(new CallEvent.TooLarge("16 MiB"));
        dialogue.expectFault(Fault.Kind.UNREADABLE, false);
    }

    @Test
    void serverThatAsksForALongRest_isNotWaitedFor() {
        Dialogue dialogue = new Dialogue(new Act(Operation.Repeat.REPEAT, false), metered(0));

        dialogue.permit()
                .tell(new CallEvent.TokenGot(FIRST))
                .tell(refusal(new Fault.ServerFailed(ORIGIN, Duration.ofHours(1), "later")));
        dialogue.expectFault(Fault.Kind.SERVER, false);
    }

    @Test
    void inputThatMustNotBeSent_isRefusedBeforeAnythingElse() {
        Dialogue dialogue = new Dialogue(
                new Act(Operation.Repeat.REPEAT, true) {
                    @Override
                    public HttpRequest request(String input) {
                        throw new IllegalArgumentException("a meeting id must not be blank");
                    }
                },
                metered(10));

        dialogue.expectFault(Fault.Kind.BAD_REQUEST, true);
    }

    private static ApplicationState metered(long monthlyCalls, Rate... rates) {
        return new ApplicationState("app", "rollcall.dingtalk.", List.of(rates), monthlyCalls, 0, CHINA);
    }

    private static CallEvent refusal(Fault fault) {
        Act.nextRefusal = fault;
        return new CallEvent.Answered(HttpResponse.of(400, Map.of(), "refused"));
    }

    /** A call and the one who tells it what happened. */
    private final class Dialogue {
        private final Call<String, String> call;
        private Instant now;
        private Duration wallIsAhead;
        private CallEffect<String> effect;

        Dialogue(Act act, ApplicationState application) {
            this(act, application, NOW);
        }

        Dialogue(Act act, ApplicationState application, Instant now) {
            this(act, application, now, Duration.ZERO);
        }

        Dialogue(Act act, ApplicationState application, Instant now, Duration wallIsAhead) {
            this(act, act.purpose(), application, count, now, wallIsAhead);
        }

        Dialogue(Act act, Purpose purpose, ApplicationState application) {
            this(act, purpose, application, count, NOW, Duration.ZERO);
        }

        Dialogue(Act act, ApplicationState application, CallCount count) {
            this(act, act.purpose(), application, count, NOW, Duration.ZERO);
        }

        private Dialogue(
                Act act,
                Purpose purpose,
                ApplicationState application,
                CallCount count,
                Instant now,
                Duration wallIsAhead) {
            this.now = now;
            this.wallIsAhead = wallIsAhead;
            this.call = new Call<>(act, "input", purpose, application, count, Duration.ofSeconds(10), new Random(1));
            this.effect = call.next(new CallEvent.Started(), moment());
        }

        private Moment moment() {
            return new Moment(now.plus(wallIsAhead), now);
        }

        /** Sets the wall clock; the monotonic one goes on. */
        Dialogue jump(Duration by) {
            wallIsAhead = wallIsAhead.plus(by);
            return this;
        }

        Dialogue pass(Duration time) {
            now = now.plus(time);
            return this;
        }

        Dialogue tell(CallEvent event) {
            effect = call.next(event, moment());
            return this;
        }

        Dialogue permit() {
            RateLimiter limiter = effect(CallEffect.AcquirePermit.class).limiter();
            RateLimiter.Acquisition acquisition = limiter.acquire(now);
            assertThat(acquisition).isInstanceOf(RateLimiter.Permit.class);
            return tell(new CallEvent.PermitAcquired((RateLimiter.Permit) acquisition));
        }

        <E> E effect(Class<E> type) {
            assertThat(effect).isInstanceOf(type);
            return type.cast(effect);
        }

        void expect(CallEffect<?> expected) {
            assertThat(effect).isEqualTo(expected);
        }

        void expect(Class<?> type) {
            assertThat(effect).isInstanceOf(type);
        }

        void expectSent(String token) {
            HttpRequest sent = effect(CallEffect.Send.class).request();
            assertThat(sent.headers()).contains(new HttpRequest.Field("token", token));
        }

        String remedy() {
            return ((Outcome.Failed<?>) effect(CallEffect.Finish.class).outcome())
                    .fault()
                    .remedy();
        }

        Fault fault() {
            return ((Outcome.Failed<?>) effect(CallEffect.Finish.class).outcome()).fault();
        }

        void expectFault(Fault.Kind kind, boolean certainlyNotDone) {
            Fault fault = fault();
            assertThat(fault.kind()).isEqualTo(kind);
            assertThat(fault.certainlyNotDone()).isEqualTo(certainlyNotDone);
        }
    }

    /** An operation of no vendor: 200 is an answer, everything else the refusal that the test wants. */
    private static class Act implements Operation<String, String> {
        private static Fault nextRefusal = new Fault.Unreadable(ORIGIN, "unset");

        private final Repeat repeat;
        private final boolean metered;

        Act(Repeat repeat, boolean metered) {
            this.repeat = repeat;
            this.metered = metered;
        }

        @Override
        public OperationName name() {
            return NAME;
        }

        @Override
        public HttpRequest request(String input) {
            return new HttpRequest(
                    HttpRequest.Method.POST,
                    URI.create("https://vendor.invalid"),
                    "/act",
                    List.of(),
                    List.of(),
                    null,
                    HttpRequest.TokenPlace.header("token"));
        }

        @Override
        public ParsedResponse<String> read(String input, HttpResponse response) {
            return response.status() == 200 ? ParsedResponse.answer("ok") : ParsedResponse.refusal(nextRefusal);
        }

        @Override
        public String requestId(HttpResponse response) {
            return response.header("X-Request-Id").orElse(null);
        }

        @Override
        public Repeat afterUnknownOutcome() {
            return repeat;
        }

        @Override
        public boolean metered() {
            return metered;
        }
    }
}
