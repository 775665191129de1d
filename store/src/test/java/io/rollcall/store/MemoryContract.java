package io.rollcall.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.rollcall.budget.BillingMonth;
import io.rollcall.budget.CallUse;
import io.rollcall.budget.Exhaustion;
import io.rollcall.budget.Grant;
import io.rollcall.budget.SeenMeetings;
import io.rollcall.budget.UsedCalls;
import io.rollcall.event.ReceivedEvent;
import io.rollcall.event.StreamEffect;
import io.rollcall.event.VendorEvent;
import io.rollcall.model.AccountId;
import io.rollcall.model.LookupKey;
import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import io.rollcall.report.RunOutcome;
import io.rollcall.state.AuditFilter;
import io.rollcall.state.AuditRepository;
import io.rollcall.state.AuditRepository.Entry;
import io.rollcall.state.AuditRepository.Intention;
import io.rollcall.state.AuditRepository.Result;
import io.rollcall.state.InvitationRepository;
import io.rollcall.state.InvitationRepository.InviteeKey;
import io.rollcall.state.InvitationRepository.Standing;
import io.rollcall.state.LearnedAccountRepository.Scope;
import io.rollcall.state.LedgerRepository;
import io.rollcall.state.Pause;
import io.rollcall.state.PauseRepository;
import io.rollcall.state.PromotionRepository.History;
import io.rollcall.state.RunRepository.Runs;
import io.rollcall.state.StreamRepository;
import io.rollcall.state.StreamRepository.Numbered;
import io.rollcall.state.StreamRepository.Push;
import io.rollcall.state.StreamRepository.PushedType;
import io.rollcall.tell.ChannelStatus;
import io.rollcall.tell.Told;
import io.rollcall.tell.Verdict;
import io.rollcall.vendor.OperationName;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What {@link io.rollcall.state.StateStore} promises, held against real databases. */
abstract class MemoryContract extends StoreContract {
    static final MeetingId MEETING = new MeetingId("meeting-1");
    static final MeetingId OTHER_MEETING = new MeetingId("meeting-2");
    static final InviteeKey ANN = new InviteeKey(InviteeKey.Kind.USER, "ann");
    static final InviteeKey PHONE = new InviteeKey(InviteeKey.Kind.PHONE, "+8613800138000");
    static final YearMonth MONTH = YearMonth.of(2026, 11);
    static final CallUse USE = use(3, "board", "members");
    private static final BillingMonth BILLING = new BillingMonth(MONTH, ZoneId.of("Asia/Shanghai"));
    private static final Scope SCOPE = new Scope("huawei:app", "THIRD_ACCOUNT");
    private static final String APPLICATION = "dingtalk:app";
    private static final UserId BOB = new UserId("bob");
    private static final UserId CAT = new UserId("cat");

    @Test
    void claim_whenNobodyWasCalled_winsAllInTheCallersOrder() {
        InvitationRepository book = open().invitations();

        assertThat(book.claim("duty", MEETING, List.of(PHONE, ANN), clock.instant()))
                .containsExactly(PHONE, ANN);
        assertThat(book.standings(MEETING, List.of(ANN, PHONE)))
                .containsOnly(Map.entry(ANN, Standing.INTENDED), Map.entry(PHONE, Standing.INTENDED));
    }

    @Test
    void claim_whenClaimedBefore_winsOnlyTheOthers() {
        open().invitations().claim("duty", MEETING, List.of(ANN), clock.instant());

        InvitationRepository second = open().invitations();

        assertThat(second.claim("other", MEETING, List.of(ANN, PHONE), clock.instant()))
                .containsExactly(PHONE);
        assertThat(second.claim("other", OTHER_MEETING, List.of(ANN), clock.instant()))
                .containsExactly(ANN);
    }

    @Test
    void claim_whenAskedTwiceInOneList_winsOnce() {
        assertThat(open().invitations().claim("duty", MEETING, List.of(ANN, ANN), clock.instant()))
                .containsExactly(ANN);
    }

    @Test
    void claim_whenValueIsSameButKindDiffers_winsBoth() {
        InviteeKey user = new InviteeKey(InviteeKey.Kind.USER, "100");
        InviteeKey phone = new InviteeKey(InviteeKey.Kind.PHONE, "100");

        assertThat(open().invitations().claim("duty", MEETING, List.of(user, phone), clock.instant()))
                .containsExactlyInAnyOrder(user, phone);
    }

    @Test
    void settle_whenClaimed_isRememberedByEveryStore() {
        Store store = open();
        store.invitations().claim("duty", MEETING, List.of(ANN, PHONE), clock.instant());
        store.invitations().settle(MEETING, List.of(ANN), Standing.INVITED, clock.instant());
        store.invitations().settle(MEETING, List.of(PHONE), Standing.UNKNOWN, clock.instant());

        InvitationRepository second = open().invitations();

        assertThat(second.standings(MEETING, List.of(ANN, PHONE)))
                .containsOnly(Map.entry(ANN, Standing.INVITED), Map.entry(PHONE, Standing.UNKNOWN));
        assertThat(second.claim("duty", MEETING, List.of(ANN, PHONE), clock.instant()))
                .isEmpty();
    }

    @Test
    void settle_whenClaimWasReleasedMeanwhile_isRememberedAllTheSame() {
        InvitationRepository book = open().invitations();
        book.claim("duty", MEETING, List.of(ANN), clock.instant());
        book.release(MEETING, List.of(ANN));

        book.settle(MEETING, List.of(ANN), Standing.INVITED, clock.instant());

        assertThat(book.claim("duty", MEETING, List.of(ANN), clock.instant())).isEmpty();
    }

    @Test
    void release_whenClaimed_letsOthersClaim() {
        InvitationRepository book = open().invitations();
        book.claim("duty", MEETING, List.of(ANN, PHONE), clock.instant());

        assertThat(book.release(MEETING, List.of(ANN))).containsOnly(Map.entry(ANN, Standing.INTENDED));
        assertThat(book.release(MEETING, List.of(ANN))).isEmpty();

        assertThat(book.standings(MEETING, List.of(ANN, PHONE))).containsOnlyKeys(PHONE);
        assertThat(open().invitations().claim("other", MEETING, List.of(ANN, PHONE), clock.instant()))
                .containsExactly(ANN);
    }

    @Test
    void claim_whenManyThreadsOfTwoStoresClaimTheSamePeople_everyoneIsWonExactlyOnce() throws Exception {
        List<InviteeKey> people = IntStream.range(0, 40)
                .mapToObj(i -> new InviteeKey(InviteeKey.Kind.USER, "user-" + i))
                .toList();
        List<Store> stores = List.of(open(), open());

        List<Set<InviteeKey>> wins = together(16, i -> {
            List<InviteeKey> shuffled = new ArrayList<>(people);
            Collections.shuffle(shuffled, new Random(i));
            return stores.get(i % 2).invitations().claim("flow-" + i, MEETING, shuffled, clock.instant());
        });

        assertThat(wins.stream().flatMap(Set::stream)).containsExactlyInAnyOrderElementsOf(people);
    }

    /** A history that changed just now: the clock of these tests stands. */
    private History history(int tries, boolean seen, @Nullable Instant joined) {
        return new History(tries, seen, joined, clock.instant().truncatedTo(ChronoUnit.MILLIS));
    }

    @Test
    void tried_whenRepeated_countsTries() {
        Store store = open();
        store.promotions().tried(MEETING, List.of(BOB, CAT), clock.instant());
        store.promotions().tried(MEETING, List.of(BOB), clock.instant());

        assertThat(open().promotions().histories(MEETING, List.of(BOB, CAT, new UserId("nobody"))))
                .containsOnly(Map.entry(BOB, history(2, false, null)), Map.entry(CAT, history(1, false, null)));
        assertThat(store.promotions().histories(OTHER_MEETING, List.of(BOB))).isEmpty();
    }

    @Test
    void tried_whenTwoStoresTryTheSamePeopleAtOnce_tellsEachItsOwnNumber() throws Exception {
        List<Store> stores = List.of(open(), open());

        List<Map<UserId, History>> counted =
                together(16, i -> stores.get(i % 2).promotions().tried(MEETING, List.of(BOB, CAT), clock.instant()));

        for (UserId user : List.of(BOB, CAT)) {
            assertThat(counted.stream().map(one -> one.get(user).tries()))
                    .containsExactlyInAnyOrderElementsOf(
                            IntStream.rangeClosed(1, 16).boxed().toList());
        }
    }

    @Test
    void notTried_takesBackOneTry_andForgetsWhomNothingWasDoneFor() {
        Store store = open();
        store.promotions().tried(MEETING, List.of(BOB, CAT), clock.instant());
        store.promotions().tried(MEETING, List.of(BOB), clock.instant());
        store.promotions().notTried(MEETING, List.of(BOB, CAT));
        assertThat(store.promotions().histories(MEETING, List.of(BOB, CAT)))
                .containsOnly(Map.entry(BOB, history(1, false, null)));

        store.promotions().seen(MEETING, List.of(BOB), clock.instant());
        store.promotions().notTried(MEETING, List.of(BOB, CAT));
        assertThat(store.promotions().histories(MEETING, List.of(BOB, CAT)))
                .as("seen with the role")
                .containsOnly(Map.entry(BOB, history(0, true, null)));
        store.promotions().notTried(MEETING, List.of());
    }

    @Test
    void end_forgetsThePromotion_andKeepsWhenThePersonHadJoined() {
        Store store = open();
        Instant joined = Instant.ofEpochMilli(1_800_000_000_123L);
        store.promotions().tried(MEETING, List.of(BOB, CAT), clock.instant());
        store.promotions().joined(MEETING, Map.of(BOB, joined));
        store.promotions().end(MEETING, List.of(BOB, CAT), clock.instant());
        store.promotions().end(MEETING, List.of(BOB), clock.instant());

        assertThat(open().promotions().remembered(List.of(BOB, CAT))).isEmpty();
        assertThat(open().promotions().pastStays(List.of(BOB, CAT))).isEqualTo(Map.of(MEETING, Map.of(BOB, joined)));
        assertThat(store.promotions().pastStays(List.of(CAT))).isEmpty();

        store.promotions().tried(MEETING, List.of(BOB), clock.instant());
        store.promotions().joined(MEETING, Map.of(BOB, joined.plusMillis(1)));
        store.promotions().end(MEETING, List.of(BOB), clock.instant());
        assertThat(store.promotions().pastStays(List.of(BOB)))
                .isEqualTo(Map.of(MEETING, Map.of(BOB, joined.plusMillis(1))));
    }

    @Test
    void seen_whenPromoted_startsTriesAnewAndStaysSeen() {
        Store store = open();
        store.promotions().tried(MEETING, List.of(BOB), clock.instant());
        store.promotions().seen(MEETING, List.of(BOB), clock.instant());
        assertThat(store.promotions().histories(MEETING, List.of(BOB))).containsEntry(BOB, history(0, true, null));

        store.promotions().tried(MEETING, List.of(BOB), clock.instant());
        assertThat(store.promotions().histories(MEETING, List.of(BOB))).containsEntry(BOB, history(1, true, null));
    }

    @Test
    void seen_whenNotPromotedByRollcall_isNotRemembered() {
        Store store = open();
        store.promotions().tried(MEETING, List.of(BOB), clock.instant());

        store.promotions().seen(MEETING, List.of(BOB, CAT), clock.instant());

        assertThat(store.promotions().histories(MEETING, List.of(BOB, CAT))).containsOnlyKeys(BOB);
    }

    @Test
    void joined_whenPromoted_isKeptAndNeverGoesBack() {
        Store store = open();
        Instant first = Instant.ofEpochMilli(1_800_000_000_000L);
        store.promotions().tried(MEETING, List.of(BOB), clock.instant());
        store.promotions().tried(OTHER_MEETING, List.of(BOB), clock.instant());

        store.promotions().joined(MEETING, Map.of(BOB, first, CAT, first));
        store.promotions().joined(MEETING, Map.of(BOB, first.minusMillis(1)));

        assertThat(open().promotions().remembered(List.of(BOB, CAT)))
                .containsOnly(
                        Map.entry(MEETING, Map.of(BOB, history(1, false, first))),
                        Map.entry(OTHER_MEETING, Map.of(BOB, history(1, false, null))));
        store.promotions().seen(MEETING, List.of(BOB), clock.instant());
        assertThat(store.promotions().histories(MEETING, List.of(BOB))).containsEntry(BOB, history(0, true, first));
        assertThat(store.promotions().remembered(List.of())).isEmpty();
    }

    @Test
    void forget_whenPromotedAndSeen_leavesNoTraceOfThemThereOnly() {
        Store store = open();
        store.promotions().tried(MEETING, List.of(BOB, CAT), clock.instant());
        store.promotions().tried(OTHER_MEETING, List.of(BOB), clock.instant());
        store.promotions().seen(MEETING, List.of(BOB), clock.instant());

        store.promotions().forget(MEETING, List.of(BOB, new UserId("nobody")));

        assertThat(open().promotions().histories(MEETING, List.of(BOB, CAT))).containsOnlyKeys(CAT);
        assertThat(store.promotions().histories(OTHER_MEETING, List.of(BOB))).containsOnlyKeys(BOB);
    }

    @Test
    void spend_whenLimitIsReached_countsNoMore() {
        Store store = open();

        assertThat(store.budget().spend("dingtalk:app", MONTH, 2, USE)).isTrue();
        assertThat(open().budget().spend("dingtalk:app", MONTH, 2, USE)).isTrue();
        assertThat(store.budget().spend("dingtalk:app", MONTH, 2, USE)).isFalse();
        assertThat(store.budget().used("dingtalk:app", MONTH)).isEqualTo(2);
        assertThat(store.budget().used("dingtalk:app", MONTH.plusMonths(1))).isZero();
        assertThat(store.budget().spend("dingtalk:other", MONTH, 2, USE)).isTrue();
    }

    @Test
    void spend_whenLimitIsZero_countsNothing() {
        Store store = open();

        assertThat(store.budget().spend("dingtalk:app", MONTH, 0, USE)).isFalse();
        assertThat(store.budget().used("dingtalk:app", MONTH)).isZero();
    }

    @Test
    void giveBack_whenNothingIsUsed_staysAtZero() {
        Store store = open();
        store.budget().spend("dingtalk:app", MONTH, 5, USE);

        store.budget().giveBack("dingtalk:app", MONTH, USE);
        store.budget().giveBack("dingtalk:app", MONTH, USE);

        assertThat(store.budget().used("dingtalk:app", MONTH)).isZero();
    }

    @Test
    void uses_areThoseOfTheMonthByDayFlowAndOperation_andTheirSumIsTheMonthsCalls() {
        Store store = open();
        LedgerRepository ledger = store.budget();
        ledger.spend(APPLICATION, MONTH, 10, use(3, "board", "members"));
        open().budget().spend(APPLICATION, MONTH, 10, use(3, "board", "members"));
        ledger.spend(APPLICATION, MONTH, 10, use(3, null, "members"));
        ledger.spend(APPLICATION, MONTH, 10, use(4, "board", "set-co-hosts"));
        ledger.spend(APPLICATION, MONTH, 4, use(4, "board", "set-co-hosts"));
        ledger.spend("dingtalk:other", MONTH, 10, use(4, "board", "members"));
        ledger.spend(
                APPLICATION,
                MONTH.plusMonths(1),
                10,
                new CallUse(MONTH.plusMonths(1).atDay(1), "board", new OperationName("dingtalk", "members")));

        assertThat(ledger.uses(APPLICATION, MONTH))
                .containsExactly(
                        new UsedCalls(MONTH.atDay(3), null, "dingtalk.members", 1),
                        new UsedCalls(MONTH.atDay(3), "board", "dingtalk.members", 2),
                        new UsedCalls(MONTH.atDay(4), "board", "dingtalk.set-co-hosts", 1));
        assertThat(ledger.used(APPLICATION, MONTH)).isEqualTo(4);
    }

    @Test
    void giveBack_afterMidnight_isTakenFromTheLastDayThatHasTheCall() {
        LedgerRepository ledger = open().budget();
        ledger.spend(APPLICATION, MONTH, 10, use(3, "board", "members"));
        ledger.spend(APPLICATION, MONTH, 10, use(3, "duty", "members"));
        ledger.spend(APPLICATION, MONTH, 10, use(2, "board", "members"));

        ledger.giveBack(APPLICATION, MONTH, use(4, "board", "members"));

        assertThat(ledger.uses(APPLICATION, MONTH))
                .containsExactly(
                        new UsedCalls(MONTH.atDay(2), "board", "dingtalk.members", 1),
                        new UsedCalls(MONTH.atDay(3), "duty", "dingtalk.members", 1));
    }

    @Test
    void uses_afterThirteenMonths_areRemoved() {
        Store store = open();
        store.budget().spend(APPLICATION, MONTH, 10, USE);
        store.stream().received(APPLICATION, BILLING, List.of(push("member", true, "UN1")));

        clock.advance(Duration.ofDays(380));
        assertThat(tidy(clock.instant())).isEmpty();
        assertThat(store.budget().uses(APPLICATION, MONTH)).hasSize(1);

        clock.advance(Duration.ofDays(40));
        assertThat(tidy(clock.instant())).isEmpty();
        assertThat(store.budget().uses(APPLICATION, MONTH)).isEmpty();
        assertThat(store.stream().meteredByDay(APPLICATION, MONTH)).isEmpty();
    }

    @Test
    void runs_whenCountedByTwoProcesses_areAddedUpByDayAndOutcome() {
        Store store = open();
        LocalDate day = MONTH.atDay(3);
        store.runs().ended(List.of());
        store.runs()
                .ended(List.of(
                        new Runs("board", day, RunOutcome.COMPLETE, 2), new Runs("board", day, RunOutcome.FAILED, 1)));
        open().runs().ended(List.of(new Runs("board", day, RunOutcome.COMPLETE, 3)));
        store.runs().ended(List.of(new Runs("board", day.minusDays(1), RunOutcome.COMPLETE, 1)));

        assertThat(store.runs().since(day))
                .containsExactly(
                        new Runs("board", day, RunOutcome.COMPLETE, 5), new Runs("board", day, RunOutcome.FAILED, 1));
        assertThat(store.runs().since(day.minusDays(1))).hasSize(3);
    }

    @Test
    void runs_whenTheirTimeHasCome_areRemoved() {
        Store store = open();
        LocalDate day = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        store.runs().ended(List.of(new Runs("board", day, RunOutcome.COMPLETE, 1)));

        clock.advance(Duration.ofDays(39));
        assertThat(tidy(clock.instant())).isEmpty();
        assertThat(store.runs().since(day)).hasSize(1);

        clock.advance(Duration.ofDays(2));
        assertThat(tidy(clock.instant())).isEmpty();
        assertThat(store.runs().since(day)).isEmpty();
    }

    @Test
    void channel_isKeptForAnotherProcess() {
        Store store = open();
        assertThat(store.tell().status("ops")).isEmpty();
        Instant end = clock.instant().plus(Duration.ofDays(9));
        ChannelStatus up =
                ChannelStatus.fresh("ops", "c1", clock.instant()).after(new Verdict.Delivered(), clock.instant(), end);
        store.tell().save(up);
        assertThat(open().tell().status("ops")).contains(up);

        // a status that is read is compared with the one in memory
        Instant odd = clock.instant().plusNanos(1_234_567);
        for (Verdict verdict : List.of(
                new Verdict.Misconfigured("310000", "Copy the secret again."),
                new Verdict.Unknown("the server answered HTTP 500"),
                new Verdict.TooFast(Duration.ofMinutes(10)))) {
            ChannelStatus failing = up.after(verdict, odd, end);
            store.tell().save(failing);
            assertThat(open().tell().status("ops")).contains(failing);
        }
    }

    @Test
    void messages_areCountedByMonth_andTakenFromTheVendorsEvents() {
        Store store = open();
        store.tell().sent("ops", MONTH);
        open().tell().sent("ops", MONTH);
        BillingMonth month = new BillingMonth(MONTH, ZoneId.of("Asia/Shanghai"));
        store.stream().messageSent(APPLICATION, month, month.start().plusSeconds(1));
        store.stream().messageSent(APPLICATION, month, month.start().plusSeconds(2));

        assertThat(store.tell().messages("ops", MONTH)).isEqualTo(2);
        assertThat(store.tell().messages("ops", MONTH.plusMonths(1))).isZero();
        assertThat(store.stream().metered(APPLICATION, MONTH)).isEqualTo(2);
        assertThat(store.stream().meteredByDay(APPLICATION, MONTH)).containsEntry(MONTH.atDay(1), 2L);
        assertThat(store.stream().eventsAfter(APPLICATION, 0, clock.instant())).isEmpty();
    }

    @Test
    void failuresThatPeopleKnow_areReplacedByFlow_andRemovedWhenTheirTimeHasCome() {
        Store store = open();
        Told told = new Told("user permission 403", clock.instant().minusSeconds(60), clock.instant(), false);
        store.tell().told("ops", Map.of("board", List.of(told), "duty", List.of(told)));
        Told over = new Told("user server 500", clock.instant(), clock.instant(), true);
        store.tell().told("ops", Map.of("board", List.of(over)));

        assertThat(open().tell().told("ops")).isEqualTo(Map.of("board", List.of(over), "duty", List.of(told)));
        assertThat(open().tell().told("team")).isEmpty();
        clock.advance(Duration.ofDays(41));
        assertThat(tidy(clock.instant())).isEmpty();
        assertThat(store.tell().told("ops")).isEmpty();
    }

    private static CallUse use(int day, String flow, String operation) {
        return new CallUse(MONTH.atDay(day), flow, new OperationName("dingtalk", operation));
    }

    private static final Instant TENTH = Instant.parse("2026-11-10T02:00:00Z");

    @Test
    void refusal_whenTheVendorSaysUsedUp_standsBesideTheTrueCountAndOnlyInItsMonth() {
        Store store = open();
        store.budget().spend("dingtalk:app", MONTH, 5, USE);

        store.budget().refused("dingtalk:app", BILLING, TENTH);

        LedgerRepository restarted = open().budget();
        assertThat(restarted.used("dingtalk:app", MONTH)).isEqualTo(1);
        Grant refused = restarted.grant("dingtalk:app", MONTH, 5_000_000, USE, TENTH.plusSeconds(3600));
        assertThat(refused.kind()).isEqualTo(Grant.Kind.REFUSED);
        assertThat(refused.exhaustion())
                .isNotNull()
                .extracting(Exhaustion::since)
                .isEqualTo(TENTH);
        assertThat(restarted.used("dingtalk:app", MONTH)).isEqualTo(1);
        assertThat(restarted.grant("dingtalk:app", MONTH.plusMonths(1), 5, USE, TENTH.plusSeconds(3600)))
                .isEqualTo(Grant.GRANTED);
        assertThat(restarted.grant("dingtalk:other", MONTH, 5, USE, TENTH.plusSeconds(3600)))
                .isEqualTo(Grant.GRANTED);
    }

    @Test
    void refusal_afterADay_letsOneCallOfAllProcessesThrough() throws Exception {
        List<Store> stores = List.of(open(), open());
        stores.get(0).budget().refused("dingtalk:app", BILLING, TENTH);
        Instant nextDay = TENTH.plus(Duration.ofDays(1));

        List<Grant.Kind> kinds = together(12, i -> stores.get(i % 2)
                .budget()
                .grant("dingtalk:app", MONTH, 100, USE, nextDay)
                .kind());

        assertThat(kinds).containsOnlyOnce(Grant.Kind.TRY);
        assertThat(kinds.stream().filter(kind -> kind == Grant.Kind.REFUSED)).hasSize(11);
        assertThat(stores.get(0).budget().used("dingtalk:app", MONTH)).isEqualTo(1);

        stores.get(0).budget().refused("dingtalk:app", BILLING, nextDay.plusSeconds(1));
        assertThat(stores.get(1)
                        .budget()
                        .grant("dingtalk:app", MONTH, 100, USE, nextDay.plusSeconds(3600))
                        .kind())
                .isEqualTo(Grant.Kind.REFUSED);
        assertThat(stores.get(1).budget().exhaustion("dingtalk:app", MONTH).map(Exhaustion::since))
                .contains(TENTH);
    }

    @Test
    void refusal_whenTheVendorAcceptsAgain_isGoneForEveryProcess() {
        Store store = open();
        Store other = open();
        store.budget().refused("dingtalk:app", BILLING, TENTH);

        other.budget().accepted("dingtalk:app", MONTH);

        assertThat(store.budget().grant("dingtalk:app", MONTH, 5, USE, TENTH)).isEqualTo(Grant.GRANTED);
        assertThat(store.budget().exhaustion("dingtalk:app", MONTH)).isEmpty();
    }

    @Test
    void seenMeetings_areThoseOfTheFlowsLastPollInEachHour() {
        Store store = open();
        assertThat(store.budget().seenMeetings("board")).isEqualTo(SeenMeetings.NONE);

        store.budget().sawMeetings("board", 9, 7);
        store.budget().sawMeetings("board", 9, 2);
        store.budget().sawMeetings("board", 167, 4);
        store.budget().sawMeetings("board", 0, 0);

        assertThat(open().budget().seenMeetings("board"))
                .as("none at all in an hour is known, and not the last time that there were some")
                .isEqualTo(new SeenMeetings(Map.of(9, 2L, 167, 4L, 0, 0L), OptionalLong.of(4)));
        assertThat(store.budget().seenMeetings("duty")).isEqualTo(SeenMeetings.NONE);
    }

    @Test
    void spend_whenManyThreadsOfTwoStoresSpend_neverExceedsTheLimit() throws Exception {
        List<Store> stores = List.of(open(), open());

        List<Integer> counted = together(12, i -> {
            int mine = 0;
            for (int n = 0; n < 20; n++) {
                if (stores.get(i % 2).budget().spend("dingtalk:app", MONTH, 100, USE)) {
                    mine++;
                }
            }
            return mine;
        });

        assertThat(counted.stream().mapToInt(Integer::intValue).sum()).isEqualTo(100);
        assertThat(stores.get(0).budget().used("dingtalk:app", MONTH)).isEqualTo(100);
    }

    @Test
    void known_whenAskedForThousands_findsTheLearnedOnes() {
        Store store = open();
        Map<LookupKey, AccountId> learned = new HashMap<>();
        List<LookupKey> keys = new ArrayList<>();
        for (int i = 0; i < 2_300; i++) {
            LookupKey key = new LookupKey("person" + i + "@example.com");
            keys.add(key);
            if (i % 2 == 0) {
                learned.put(key, new AccountId("account-" + i));
            }
        }

        store.learnedAccounts().learn(SCOPE, learned, clock.instant());

        assertThat(open().learnedAccounts().known(SCOPE, keys)).isEqualTo(learned);
        assertThat(store.learnedAccounts().known(new Scope("huawei:app", "USER_ID"), keys))
                .isEmpty();
    }

    @Test
    void learn_whenKnownBefore_replacesAndForgetRemoves() {
        Store store = open();
        LookupKey key = new LookupKey("k");
        store.learnedAccounts().learn(SCOPE, Map.of(key, new AccountId("old")), clock.instant());
        store.learnedAccounts().learn(SCOPE, Map.of(key, new AccountId("new")), clock.instant());
        assertThat(store.learnedAccounts().known(SCOPE, List.of(key, key))).containsEntry(key, new AccountId("new"));

        store.learnedAccounts().forget(SCOPE, List.of(key, new LookupKey("never known")));

        assertThat(store.learnedAccounts().known(SCOPE, List.of(key))).isEmpty();
    }

    @Test
    void read_whenChangesWereSettledOrNot_tellsEachInOrder() {
        Store store = open();
        Intention promote = new Intention(clock.instant(), "board", "promote", "meeting-1", "bob", null, "listed");
        Intention invite =
                new Intention(clock.instant(), "duty", "invite", "meeting-1", null, "+8613800138000", "missing");
        List<Long> ids = store.audit().intend(List.of(promote, invite));
        clock.advance(Duration.ofSeconds(1));
        store.audit().settle(List.of(ids.get(0)), Result.DONE, null, "request-1", clock.instant());

        List<Entry> entries = readAll(open(), null);

        assertThat(entries)
                .containsExactly(
                        new Entry(
                                ids.get(0),
                                new Intention(
                                        clock.instant().minusSeconds(1),
                                        "board",
                                        "promote",
                                        "meeting-1",
                                        "bob",
                                        null,
                                        "listed"),
                                Result.DONE,
                                clock.instant(),
                                null,
                                "request-1"),
                        new Entry(ids.get(1), invite, null, null, null, null));
    }

    @Test
    void read_whenSettledTwice_tellsTheLastResult() {
        Store store = open();
        List<Long> ids = store.audit().intend(List.of(intention(0)));
        store.audit().settle(ids, Result.UNKNOWN, "timeout", null, clock.instant());
        store.audit().settle(ids, Result.DONE, null, "request-2", clock.instant());

        assertThat(readAll(store, null)).singleElement().satisfies(entry -> {
            assertThat(entry.result()).isEqualTo(Result.DONE);
            assertThat(entry.requestId()).isEqualTo("request-2");
            assertThat(entry.code()).isNull();
        });
    }

    @Test
    void read_whenThereAreMoreThanAPage_tellsAllOnceAndSinceSkipsTheOlder() {
        Store store = open();
        store.audit().intend(IntStream.range(0, 700).mapToObj(this::intention).toList());
        Instant later = clock.instant().plusSeconds(700);
        store.audit()
                .intend(IntStream.range(700, 1_500).mapToObj(this::intention).toList());

        assertThat(readAll(store, null).stream().map(e -> e.intention().meeting()))
                .containsExactlyElementsOf(
                        IntStream.range(0, 1_500).mapToObj(i -> "m" + i).toList());
        assertThat(readAll(store, later)).hasSize(800).first().satisfies(e -> assertThat(
                        e.intention().meeting())
                .isEqualTo("m700"));
    }

    @Test
    void page_isNewestFirstAndHasWhatTheFilterWants_asEveryOtherRepositoryFilters() {
        Store store = open();
        AuditRepository audit = store.audit();
        List<Long> ids = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
            ids.addAll(audit.intend(List.of(new Intention(
                    clock.instant().plusSeconds(i).truncatedTo(ChronoUnit.MILLIS),
                    i % 2 == 0 ? "board" : "duty",
                    "invite",
                    "m" + i % 3,
                    i < 5 ? "bob" + i : null,
                    i < 5 ? null : "+86 138-0013 (8000)",
                    "listed"))));
        }
        audit.settle(ids.subList(0, 2), Result.DONE, null, null, clock.instant());
        audit.settle(ids.subList(2, 3), Result.UNKNOWN, null, null, clock.instant());
        Instant third = clock.instant().plusSeconds(2).truncatedTo(ChronoUnit.MILLIS);

        assertThat(audit.page(AuditFilter.ALL, Long.MAX_VALUE, 4))
                .extracting(Entry::id)
                .containsExactly(ids.get(5), ids.get(4), ids.get(3), ids.get(2));
        assertThat(audit.page(AuditFilter.ALL, ids.get(2), 4))
                .extracting(Entry::id)
                .containsExactly(ids.get(1), ids.get(0));
        List<AuditFilter> filters = List.of(
                new AuditFilter("board", null, Set.of(), null, null, null),
                new AuditFilter(null, "m1", Set.of(), null, null, null),
                new AuditFilter(null, null, Set.of("bob1", "bob4"), null, null, null),
                new AuditFilter(null, null, Set.of("8613800138000", "13800138000"), null, null, null),
                new AuditFilter(null, null, Set.of(), Result.DONE, null, null),
                new AuditFilter(null, null, Set.of(), Result.UNKNOWN, null, null),
                new AuditFilter(null, null, Set.of(), null, third, third.plusSeconds(2)),
                new AuditFilter("board", "m0", Set.of("bob0"), Result.DONE, null, third));
        List<Integer> sizes = new ArrayList<>();
        for (AuditFilter filter : filters) {
            List<Entry> page = audit.page(filter, Long.MAX_VALUE, 100);
            sizes.add(page.size());
            List<Entry> expected = new ArrayList<>(readAll(store, null));
            expected.removeIf(entry -> !filter.matches(entry));
            Collections.reverse(expected);
            assertThat(page).isEqualTo(expected);
        }
        assertThat(sizes).containsExactly(3, 2, 2, 1, 2, 4, 2, 1);
    }

    @Test
    void read_whenTheReaderUsesTheStore_doesNotBlock() {
        Store store = open();
        store.audit().intend(List.of(intention(0), intention(1)));

        store.audit().read(null, entry -> store.budget().spend("dingtalk:app", MONTH, 10, USE));

        assertThat(store.budget().used("dingtalk:app", MONTH)).isEqualTo(2);
    }

    @Test
    void emptyLists_whenGiven_changeNothing() {
        Store store = open();

        assertThat(store.invitations().claim("duty", MEETING, List.of(), clock.instant()))
                .isEmpty();
        assertThat(store.invitations().standings(MEETING, List.of())).isEmpty();
        assertThat(store.audit().intend(List.of())).isEmpty();
        store.invitations().settle(MEETING, List.of(), Standing.INVITED, clock.instant());
        store.invitations().release(MEETING, List.of());
        store.promotions().tried(MEETING, List.of(), clock.instant());
        store.promotions().seen(MEETING, List.of(), clock.instant());
        store.promotions().forget(MEETING, List.of());
        store.audit().settle(List.of(), Result.DONE, null, null, clock.instant());
    }

    @Test
    void values_whenTheyHoldQuotesAndForeignScripts_comeBackAsTheyWere() {
        Store store = open();
        InviteeKey odd =
                new InviteeKey(InviteeKey.Kind.USER, "'; DROP TABLE rollcall_invitation; -- \u738b\ud83d\ude00\"");
        MeetingId meeting = new MeetingId("m'%_\\");

        store.invitations().claim("duty", meeting, List.of(odd), clock.instant());

        assertThat(store.invitations().standings(meeting, List.of(odd))).containsOnlyKeys(odd);
    }

    @Test
    void learn_whenAKeyOrAnIdCannotBeStored_keepsTheOthers() {
        Store store = open();
        LookupKey good = new LookupKey("good");
        LookupKey zero = new LookupKey("a\u0000b");
        LookupKey half = new LookupKey("a\ud800b");
        LookupKey oddAccount = new LookupKey("odd account");

        store.learnedAccounts()
                .learn(
                        SCOPE,
                        Map.of(
                                good, new AccountId("a1"),
                                zero, new AccountId("a2"),
                                half, new AccountId("a3"),
                                oddAccount, new AccountId("a\u0000")),
                        clock.instant());

        List<LookupKey> all = List.of(good, zero, half, oddAccount);
        assertThat(store.learnedAccounts().known(SCOPE, all)).isEqualTo(Map.of(good, new AccountId("a1")));
        store.learnedAccounts().forget(SCOPE, all);
        assertThat(store.learnedAccounts().known(SCOPE, all)).isEmpty();
    }

    @Test
    void settle_whenAVendorsCodeCannotBeStored_isWrittenAllTheSame() {
        Store store = open();
        List<Long> ids = store.audit().intend(List.of(intention(1)));

        store.audit().settle(ids, Result.FAILED, "code\u0000", "r\udc00", clock.instant());

        assertThat(readAll(store, null))
                .extracting(Entry::code, Entry::requestId)
                .containsExactly(tuple("code\ufffd", "r\ufffd"));
    }

    @Test
    void oldRows_whenTheirTimeHasCome_areRemovedAndYoungerStay() {
        Store store = open();
        fill(store, MEETING);
        clock.advance(RetentionJob.MEETINGS.minusDays(1));
        fill(store, OTHER_MEETING);
        assertThat(store.invitations().standings(MEETING, List.of(ANN))).isNotEmpty();

        clock.advance(Duration.ofDays(2));
        assertThat(tidy(clock.instant())).isEmpty();

        assertThat(store.invitations().standings(MEETING, List.of(ANN))).isEmpty();
        assertThat(store.promotions().histories(MEETING, List.of(BOB))).isEmpty();
        assertThat(store.invitations().standings(OTHER_MEETING, List.of(ANN))).isNotEmpty();
        assertThat(store.promotions().histories(OTHER_MEETING, List.of(BOB))).isNotEmpty();
        assertThat(readAll(store, null)).hasSize(2);
        assertThat(store.budget().used("dingtalk:app", MONTH)).isEqualTo(2);

        clock.advance(RetentionJob.AUDIT.minusDays(10));
        assertThat(tidy(clock.instant())).isEmpty();

        assertThat(readAll(store, null)).hasSize(1);
        assertThat(store.budget().used("dingtalk:app", MONTH)).isZero();
        assertThat(store.learnedAccounts().known(SCOPE, List.of(new LookupKey("key of " + MEETING))))
                .isEmpty();
        assertThat(store.learnedAccounts().known(SCOPE, List.of(new LookupKey("key of " + OTHER_MEETING))))
                .hasSize(1);
    }

    /** What a run of a new process does with old rows, after a vendor answered. */
    private Optional<String> tidy(Instant vendorTime) {
        Store store = open();
        store.upkeep().vendorTime("dingtalk:app", vendorTime);
        return store.upkeep().run();
    }

    @Test
    void oldRows_whenTheClockIsHalfAYearFastForOneRun_stayAndNobodyIsCalledTwice() {
        fill(open(), MEETING);
        Instant right = clock.instant();
        clock.advance(Duration.ofDays(181));

        assertThat(tidy(right)).hasValueSatisfying(problem -> assertThat(problem)
                .contains("2027-05-20T08:00:00Z", "2026-11-20T08:00:00Z", "Correct the clock"));
        fill(open(), OTHER_MEETING);
        clock.advance(Duration.ofDays(-181));

        assertThat(open().invitations().claim("duty", MEETING, List.of(ANN), clock.instant()))
                .isEmpty();
        assertThat(tidy(clock.instant()))
                .as("a row from ahead of now")
                .hasValueSatisfying(problem -> assertThat(problem).contains("newest row"));
        assertThat(open().invitations().claim("duty", MEETING, List.of(ANN), clock.instant()))
                .isEmpty();
    }

    @Test
    void oldRows_whenTheClockIsHalfAYearSlowForOneRun_stayAndNobodyIsCalledTwice() {
        fill(open(), OTHER_MEETING);
        Instant right = clock.instant();
        clock.advance(Duration.ofDays(-181));

        fill(open(), MEETING);
        assertThat(tidy(right)).isPresent();
        clock.advance(Duration.ofDays(182));

        assertThat(tidy(clock.instant())).isEmpty();
        assertThat(open().invitations().claim("duty", MEETING, List.of(ANN), clock.instant()))
                .isEmpty();
        assertThat(open().promotions().histories(MEETING, List.of(BOB))).isNotEmpty();
    }

    @Test
    void oldRows_whenOneOfTwoVendorsDisagrees_stay() {
        fill(open(), MEETING);
        clock.advance(Duration.ofDays(181));
        Store store = open();
        store.upkeep().vendorTime("dingtalk:app", clock.instant());
        store.upkeep().vendorTime("huawei:app", clock.instant().minus(Duration.ofDays(2)));

        assertThat(store.upkeep().run()).isPresent();

        assertThat(store.invitations().standings(MEETING, List.of(ANN))).isNotEmpty();
    }

    @Test
    void oldRows_whenNoVendorSaidTheTime_stay() {
        fill(open(), MEETING);
        clock.advance(Duration.ofDays(500));

        assertThat(open().upkeep().run()).isEmpty();

        assertThat(open().invitations().standings(MEETING, List.of(ANN))).isNotEmpty();
        assertThat(readAll(open(), null)).isNotEmpty();
    }

    @Test
    void claims_whenTheirMeetingIsStillRead_neverExpire() {
        fill(open(), MEETING);
        for (int round = 0; round < 5; round++) {
            clock.advance(Duration.ofDays(100));
            Store store = open();
            store.upkeep().vendorTime("dingtalk:app", clock.instant());
            store.invitations().standings(MEETING, List.of(ANN));
            store.promotions().histories(MEETING, List.of(BOB));
            assertThat(store.upkeep().run()).isEmpty();
        }
        assertThat(open().invitations().standings(MEETING, List.of(ANN))).isNotEmpty();
        assertThat(open().promotions().histories(MEETING, List.of(BOB))).isNotEmpty();
    }

    @Test
    void atomically_whenTheWorkFails_leavesNothingOfIt() {
        Store store = open();
        assertThatThrownBy(() -> store.atomically(() -> {
                    store.invitations().claim("duty", MEETING, List.of(ANN), clock.instant());
                    assertThat(store.invitations().standings(MEETING, List.of(ANN)))
                            .isNotEmpty();
                    throw new IllegalStateException("the audit cannot be written");
                }))
                .isInstanceOf(IllegalStateException.class);

        assertThat(store.invitations().standings(MEETING, List.of(ANN))).isEmpty();
        assertThat(open().invitations().claim("duty", MEETING, List.of(ANN), clock.instant()))
                .hasSize(1);
    }

    @Test
    void atomically_whenTheWorkReturns_commitsAllOfIt() {
        Store store = open();
        List<Long> ids = store.atomically(() -> {
            store.invitations().claim("duty", MEETING, List.of(ANN), clock.instant());
            return store.audit().intend(List.of(intention(1)));
        });

        assertThat(ids).hasSize(1);
        assertThat(open().invitations().standings(MEETING, List.of(ANN))).isNotEmpty();
        assertThat(readAll(open(), null)).hasSize(1);
    }

    @Test
    void opens_whenRecordedByTwoProcesses_areThoseOfTheApplicationInOrder() {
        StreamRepository one = open().stream();
        StreamRepository other = open().stream();
        Instant first = clock.instant();
        one.opening(APPLICATION, first);
        other.opening(APPLICATION, first);
        other.opening("dingtalk:other", first);
        clock.advance(Duration.ofHours(1));
        other.opening(APPLICATION, clock.instant());

        assertThat(one.opens(APPLICATION, first))
                .containsExactly(millis(first), millis(first), millis(clock.instant()));
        assertThat(one.opens(APPLICATION, first.plusSeconds(1))).containsExactly(millis(clock.instant()));
        other.notOpened(APPLICATION, clock.instant());
        assertThat(one.opens(APPLICATION, first.plusSeconds(1))).isEmpty();
    }

    @Test
    void pushes_whenOfSeveralTypes_areCountedByMonthAndOnlyMeteredOnesCountAtTheVendor() {
        StreamRepository stream = open().stream();
        stream.received(APPLICATION, BILLING, List.of(push("member", true, "UN1"), push("member", true, "UN2")));
        clock.advance(Duration.ofHours(1));
        open().stream()
                .received(
                        APPLICATION, BILLING, List.of(push("member", true, "UN3"), push("user_add_org", false, "u1")));
        stream.received(
                APPLICATION,
                new BillingMonth(MONTH.plusMonths(1), BILLING.zone()),
                List.of(push("member", true, "UN4")));

        assertThat(stream.types(APPLICATION, MONTH))
                .containsExactly(
                        new PushedType("member", true, 3, millis(clock.instant())),
                        new PushedType("user_add_org", false, 1, millis(clock.instant())));
        assertThat(stream.metered(APPLICATION, MONTH)).isEqualTo(3);
        assertThat(stream.meteredByDay(APPLICATION, MONTH))
                .as("by the day of the push, in any month of the bill")
                .containsExactly(Map.entry(LocalDate.ofInstant(clock.instant(), BILLING.zone()), 4L));
        assertThat(stream.types("dingtalk:other", MONTH)).isEmpty();
    }

    @Test
    void events_whenRead_areThoseAfterANumberAsTheyCame() {
        StreamRepository stream = open().stream();
        Push participant = push("member", true, "UN1");
        Push unknown = new Push(
                false,
                ReceivedEvent.of(new StreamEffect.Publish("new\u0000kind", false, List.of()), millis(clock.instant())));
        stream.received(APPLICATION, BILLING, List.of(participant, unknown));
        stream.received("dingtalk:other", BILLING, List.of(push("member", true, "UN2")));

        List<Numbered> all = stream.eventsAfter(APPLICATION, 0, clock.instant());
        assertThat(all)
                .extracting(Numbered::event)
                .containsExactly(participant.events().get(0), unknown.events().get(0));
        assertThat(stream.eventsAfter(APPLICATION, all.get(0).number(), clock.instant()))
                .containsExactly(all.get(1));
    }

    @Test
    void events_whenThereAreManyOrOld_onlyTheLastOfTheDayAreKept() {
        StreamRepository stream = open().stream();
        stream.received(APPLICATION, BILLING, List.of(push("member", true, "UN1")));
        for (int batch = 0; batch < 3; batch++) {
            stream.received(
                    APPLICATION,
                    BILLING,
                    IntStream.range(batch * 100, batch * 100 + 100)
                            .mapToObj(i -> push("member", true, "UN-" + i))
                            .toList());
        }
        assertThat(stream.eventsAfter(APPLICATION, 0, clock.instant()))
                .hasSize(StreamRepository.KEPT_EVENTS)
                .first()
                .satisfies(oldest -> assertThat(oldest.event().user()).isEqualTo("UN-100"));

        clock.advance(Duration.ofHours(25));
        assertThat(stream.eventsAfter(APPLICATION, 0, clock.instant())).isEmpty();
    }

    @Test
    void oldOpensAndEvents_whenTheirTimeHasCome_areRemoved() {
        Store store = open();
        Instant first = clock.instant();
        store.stream().opening(APPLICATION, first);
        store.stream().received(APPLICATION, BILLING, List.of(push("member", true, "UN1")));
        clock.advance(Duration.ofDays(32));
        assertThat(tidy(clock.instant())).isEmpty();

        assertThat(store.stream().opens(APPLICATION, first))
                .as("a month's cap needs them")
                .hasSize(1);
        assertThat(store.stream().eventsAfter(APPLICATION, 0, first)).isEmpty();

        clock.advance(Duration.ofDays(10));
        assertThat(tidy(clock.instant())).isEmpty();
        assertThat(store.stream().opens(APPLICATION, first)).isEmpty();
        assertThat(store.stream().metered(APPLICATION, MONTH)).isEqualTo(1);

        clock.advance(Duration.ofDays(400));
        assertThat(tidy(clock.instant())).isEmpty();
        assertThat(store.stream().metered(APPLICATION, MONTH)).isZero();
    }

    private Push push(String type, boolean metered, String user) {
        return new Push(
                metered,
                List.of(new ReceivedEvent(
                        millis(clock.instant()), type, VendorEvent.Type.PARTICIPANT_JOINED, "m1", user, null, null)));
    }

    private static Instant millis(Instant time) {
        return time.truncatedTo(ChronoUnit.MILLIS);
    }

    private void fill(Store store, MeetingId meeting) {
        Instant now = clock.instant();
        store.invitations().claim("duty", meeting, List.of(ANN), now);
        store.promotions().tried(meeting, List.of(BOB), now);
        store.budget().spend("dingtalk:app", MONTH, 1_000, USE);
        store.learnedAccounts().learn(SCOPE, Map.of(new LookupKey("key of " + meeting), new AccountId("a")), now);
        List<Long> ids = store.audit()
                .intend(List.of(new Intention(now, "board", "promote", meeting.value(), "bob", null, "listed")));
        store.audit().settle(ids, Result.DONE, null, null, now);
    }

    private Intention intention(int i) {
        return new Intention(clock.instant().plusSeconds(i), "board", "promote", "m" + i, "bob", null, "listed");
    }

    static List<Entry> readAll(Store store, Instant since) {
        List<Entry> entries = new ArrayList<>();
        store.audit().read(since, entries::add);
        return entries;
    }

    /** What one of several threads does. */
    @FunctionalInterface
    interface Turn<T> {
        T take(int number) throws Exception;
    }

    /** Runs the same work on many threads that start together. */
    static <T> List<T> together(int threads, Turn<T> turn) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            CyclicBarrier start = new CyclicBarrier(threads);
            List<Callable<T>> turns = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                int number = i;
                turns.add(() -> {
                    start.await();
                    return turn.take(number);
                });
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : pool.invokeAll(turns)) {
                results.add(future.get());
            }
            return results;
        } finally {
            pool.shutdownNow();
        }
    }

    @Test
    void pause_isReadByEveryStoreUntilItEnds() {
        Instant now = clock.instant();
        Instant until = now.plus(Duration.ofHours(2));
        Pause board = new Pause("board", now, until, "维护 of rooms");
        Pause all = new Pause(null, now, null, null);
        Store store = open();

        assertThat(store.pauses().inForce(now)).isEmpty();
        store.pauses().pause(board);
        store.pauses().pause(all);

        PauseRepository second = open().pauses();
        assertThat(second.inForce(now)).containsExactly(all, board);
        assertThat(second.of("board", now)).contains(all);
        assertThat(second.of("duty", now)).contains(all);
        store.pauses().resumeAll();
        assertThat(second.inForce(now)).isEmpty();
    }

    @Test
    void pause_ofOneFlow_isThatFlowsOnlyAndIsReplacedByTheNext() {
        Instant now = clock.instant();
        PauseRepository pauses = open().pauses();
        pauses.pause(new Pause("board", now, now.plusSeconds(60), "first"));
        Pause second = new Pause("board", now.plusSeconds(1), null, null);
        pauses.pause(second);

        assertThat(pauses.inForce(now)).containsExactly(second);
        assertThat(pauses.of("board", now)).contains(second);
        assertThat(pauses.of("Board", now)).isEmpty();
        assertThat(pauses.resume(List.of("other"), now)).isTrue();
        assertThat(pauses.of("board", now)).isPresent();
        assertThat(pauses.resume(List.of("board", "other"), now)).isTrue();
        assertThat(pauses.resume(List.of("board"), now)).isTrue();
        assertThat(pauses.inForce(now)).isEmpty();
    }

    @Test
    void resume_ofOneFlow_whileAllArePaused_changesNothing() {
        Instant now = clock.instant();
        PauseRepository pauses = open().pauses();
        pauses.pause(new Pause("board", now, null, null));
        pauses.pause(new Pause(null, now, now.plusSeconds(60), null));

        assertThat(pauses.resume(List.of("board"), now)).isFalse();
        assertThat(pauses.inForce(now)).hasSize(2);

        assertThat(pauses.resume(List.of("board"), now.plusSeconds(60))).isTrue();
        assertThat(pauses.inForce(now)).extracting(Pause::isOfAll).containsExactly(true);
    }

    @Test
    void pause_whenItsTimeIsOver_isNone() {
        Instant now = clock.instant();
        PauseRepository pauses = open().pauses();
        pauses.pause(new Pause("board", now, now.plusSeconds(60), null));

        assertThat(pauses.inForce(now.plusMillis(59_999))).hasSize(1);
        assertThat(pauses.inForce(now.plusSeconds(60))).isEmpty();
        assertThat(pauses.of("board", now.plusSeconds(60))).isEmpty();
    }

    /** The change and the pause never cross: one of both transactions is first, and the second one sees it. */
    @Test
    void pause_whenOrderedDuringATransaction_waitsForItsEnd() throws Exception {
        Store acting = open();
        Store ordering = open();
        Instant now = clock.instant();
        acting.audit().intend(List.of());
        ExecutorService other = Executors.newSingleThreadExecutor();
        try {
            Future<?> ordered = acting.atomically(() -> {
                assertThat(acting.pauses().of("board", now)).isEmpty();
                Future<?> waiting = other.submit(() -> ordering.pauses().pause(new Pause("board", now, null, null)));
                acting.audit().intend(List.of(new Intention(now, "board", "promote", "m", "ann", null, "listed")));
                assertThat(acting.pauses().of("board", now)).isEmpty();
                return waiting;
            });
            ordered.get();
        } finally {
            other.shutdownNow();
        }
        assertThat(acting.<Boolean>atomically(
                        () -> acting.pauses().of("board", now).isPresent()))
                .isTrue();
    }
}
