package io.rollcall.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import io.rollcall.budget.BillingMonth;
import io.rollcall.budget.Exhaustion;
import io.rollcall.budget.Grant;
import io.rollcall.model.AccountId;
import io.rollcall.model.LookupKey;
import io.rollcall.model.MeetingId;
import io.rollcall.model.UserId;
import io.rollcall.state.AuditRepository.Entry;
import io.rollcall.state.AuditRepository.Intention;
import io.rollcall.state.AuditRepository.Result;
import io.rollcall.state.InvitationRepository;
import io.rollcall.state.InvitationRepository.InviteeKey;
import io.rollcall.state.InvitationRepository.Standing;
import io.rollcall.state.LearnedAccountRepository.Scope;
import io.rollcall.state.LedgerRepository;
import io.rollcall.state.PromotionRepository.History;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What {@link io.rollcall.state.StateStore} promises, held against real databases. */
@Timeout(180)
abstract class MemoryContract {
    static final MeetingId MEETING = new MeetingId("meeting-1");
    static final MeetingId OTHER_MEETING = new MeetingId("meeting-2");
    static final InviteeKey ANN = new InviteeKey(InviteeKey.Kind.USER, "ann");
    static final InviteeKey PHONE = new InviteeKey(InviteeKey.Kind.PHONE, "+8613800138000");
    static final YearMonth MONTH = YearMonth.of(2026, 11);
    private static final BillingMonth BILLING = new BillingMonth(MONTH, ZoneId.of("Asia/Shanghai"));
    private static final Scope SCOPE = new Scope("huawei:app", "THIRD_ACCOUNT");
    private static final UserId BOB = new UserId("bob");
    private static final UserId CAT = new UserId("cat");

    final TestClock clock = new TestClock();
    private final List<Store> opened = new ArrayList<>();

    /** One more store on the same database, which had no rows when the test began. */
    abstract Store connect();

    final Store open() {
        Store store = connect();
        opened.add(store);
        return store;
    }

    @AfterEach
    void closeStores() {
        opened.forEach(Store::close);
    }

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

    @Test
    void tried_whenRepeated_countsTries() {
        Store store = open();
        store.promotions().tried(MEETING, List.of(BOB, CAT), clock.instant());
        store.promotions().tried(MEETING, List.of(BOB), clock.instant());

        assertThat(open().promotions().histories(MEETING, List.of(BOB, CAT, new UserId("nobody"))))
                .containsOnly(Map.entry(BOB, new History(2, false)), Map.entry(CAT, new History(1, false)));
        assertThat(store.promotions().histories(OTHER_MEETING, List.of(BOB))).isEmpty();
    }

    @Test
    void seen_whenPromoted_startsTriesAnewAndStaysSeen() {
        Store store = open();
        store.promotions().tried(MEETING, List.of(BOB), clock.instant());
        store.promotions().seen(MEETING, List.of(BOB), clock.instant());
        assertThat(store.promotions().histories(MEETING, List.of(BOB))).containsEntry(BOB, new History(0, true));

        store.promotions().tried(MEETING, List.of(BOB), clock.instant());
        assertThat(store.promotions().histories(MEETING, List.of(BOB))).containsEntry(BOB, new History(1, true));
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
                        Map.entry(MEETING, Map.of(BOB, new History(1, false, first))),
                        Map.entry(OTHER_MEETING, Map.of(BOB, new History(1, false))));
        store.promotions().seen(MEETING, List.of(BOB), clock.instant());
        assertThat(store.promotions().histories(MEETING, List.of(BOB))).containsEntry(BOB, new History(0, true, first));
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

        assertThat(store.budget().spend("dingtalk:app", MONTH, 2)).isTrue();
        assertThat(open().budget().spend("dingtalk:app", MONTH, 2)).isTrue();
        assertThat(store.budget().spend("dingtalk:app", MONTH, 2)).isFalse();
        assertThat(store.budget().used("dingtalk:app", MONTH)).isEqualTo(2);
        assertThat(store.budget().used("dingtalk:app", MONTH.plusMonths(1))).isZero();
        assertThat(store.budget().spend("dingtalk:other", MONTH, 2)).isTrue();
    }

    @Test
    void spend_whenLimitIsZero_countsNothing() {
        Store store = open();

        assertThat(store.budget().spend("dingtalk:app", MONTH, 0)).isFalse();
        assertThat(store.budget().used("dingtalk:app", MONTH)).isZero();
    }

    @Test
    void giveBack_whenNothingIsUsed_staysAtZero() {
        Store store = open();
        store.budget().spend("dingtalk:app", MONTH, 5);

        store.budget().giveBack("dingtalk:app", MONTH);
        store.budget().giveBack("dingtalk:app", MONTH);

        assertThat(store.budget().used("dingtalk:app", MONTH)).isZero();
    }

    private static final Instant TENTH = Instant.parse("2026-11-10T02:00:00Z");

    @Test
    void refusal_whenTheVendorSaysUsedUp_standsBesideTheTrueCountAndOnlyInItsMonth() {
        Store store = open();
        store.budget().spend("dingtalk:app", MONTH, 5);

        store.budget().refused("dingtalk:app", BILLING, TENTH);

        LedgerRepository restarted = open().budget();
        assertThat(restarted.used("dingtalk:app", MONTH)).isEqualTo(1);
        Grant refused = restarted.grant("dingtalk:app", MONTH, 5_000_000, TENTH.plusSeconds(3600));
        assertThat(refused.kind()).isEqualTo(Grant.Kind.REFUSED);
        assertThat(refused.exhaustion())
                .isNotNull()
                .extracting(Exhaustion::since)
                .isEqualTo(TENTH);
        assertThat(restarted.used("dingtalk:app", MONTH)).isEqualTo(1);
        assertThat(restarted.grant("dingtalk:app", MONTH.plusMonths(1), 5, TENTH.plusSeconds(3600)))
                .isEqualTo(Grant.GRANTED);
        assertThat(restarted.grant("dingtalk:other", MONTH, 5, TENTH.plusSeconds(3600)))
                .isEqualTo(Grant.GRANTED);
    }

    @Test
    void refusal_afterADay_letsOneCallOfAllProcessesThrough() throws Exception {
        List<Store> stores = List.of(open(), open());
        stores.get(0).budget().refused("dingtalk:app", BILLING, TENTH);
        Instant nextDay = TENTH.plus(Duration.ofDays(1));

        List<Grant.Kind> kinds = together(12, i -> stores.get(i % 2)
                .budget()
                .grant("dingtalk:app", MONTH, 100, nextDay)
                .kind());

        assertThat(kinds).containsOnlyOnce(Grant.Kind.TRY);
        assertThat(kinds.stream().filter(kind -> kind == Grant.Kind.REFUSED)).hasSize(11);
        assertThat(stores.get(0).budget().used("dingtalk:app", MONTH)).isEqualTo(1);

        stores.get(0).budget().refused("dingtalk:app", BILLING, nextDay.plusSeconds(1));
        assertThat(stores.get(1)
                        .budget()
                        .grant("dingtalk:app", MONTH, 100, nextDay.plusSeconds(3600))
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

        assertThat(store.budget().grant("dingtalk:app", MONTH, 5, TENTH)).isEqualTo(Grant.GRANTED);
        assertThat(store.budget().exhaustion("dingtalk:app", MONTH)).isEmpty();
    }

    @Test
    void seenMeetings_areThoseOfTheFlowsLastPoll() {
        Store store = open();
        assertThat(store.budget().seenMeetings("board")).isEmpty();

        store.budget().sawMeetings("board", 7);
        store.budget().sawMeetings("board", 2);

        assertThat(open().budget().seenMeetings("board")).hasValue(2);
        assertThat(store.budget().seenMeetings("duty")).isEmpty();
    }

    @Test
    void spend_whenManyThreadsOfTwoStoresSpend_neverExceedsTheLimit() throws Exception {
        List<Store> stores = List.of(open(), open());

        List<Integer> counted = together(12, i -> {
            int mine = 0;
            for (int n = 0; n < 20; n++) {
                if (stores.get(i % 2).budget().spend("dingtalk:app", MONTH, 100)) {
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
    void read_whenTheReaderUsesTheStore_doesNotBlock() {
        Store store = open();
        store.audit().intend(List.of(intention(0), intention(1)));

        store.audit().read(null, entry -> store.budget().spend("dingtalk:app", MONTH, 10));

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

    private void fill(Store store, MeetingId meeting) {
        Instant now = clock.instant();
        store.invitations().claim("duty", meeting, List.of(ANN), now);
        store.promotions().tried(meeting, List.of(BOB), now);
        store.budget().spend("dingtalk:app", MONTH, 1_000);
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
}
