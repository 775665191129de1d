package io.rollcall.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.model.AccountId;
import io.rollcall.model.DepartmentId;
import io.rollcall.model.LookupKey;
import io.rollcall.model.MeetingId;
import io.rollcall.model.PersonId;
import io.rollcall.model.UserId;
import io.rollcall.state.AuditRepository.Entry;
import io.rollcall.state.AuditRepository.Result;
import io.rollcall.state.InvitationRepository.InviteeKey;
import io.rollcall.state.InvitationRepository.Standing;
import io.rollcall.state.LearnedAccountRepository.Scope;
import io.rollcall.state.PromotionRepository.History;
import io.rollcall.state.RosterRepository;
import io.rollcall.state.RosterRepository.RunSummary;
import io.rollcall.state.RosterRepository.StagedPerson;
import io.rollcall.state.RosterRepository.State;
import io.rollcall.state.RosterRepository.TrackedDepartment;
import io.rollcall.vendor.Secret;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Instant;
import java.time.YearMonth;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Stores as earlier programs left them, opened by this one. Each earlier schema is a folder of fixtures, {@code
 * vN/sqlite.db} and {@code vN/postgresql.sql}, written by the program of that time; all of them hold the rows of 0.1. A
 * release that changes the schema adds its own.
 */
@Timeout(180)
@Tag("slow")
class MigrationTest {
    private static final Instant T = Instant.parse("2026-11-20T08:00:00Z");

    private final TestClock clock = new TestClock();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"v1"})
    void sqlite_whenAnEarlierProgramLeftIt_opensWithEveryRow(String schema) throws Exception {
        try (InputStream fixture = fixture(schema + "/sqlite.db")) {
            Files.copy(fixture, folder.resolve("rollcall.db"));
        }
        try (Store store = Store.embedded(folder, clock)) {
            holdsEveryRow(store);
        }
        try (Store store = Store.embedded(folder, clock)) {
            stillHoldsTheClaims(store);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"v1"})
    void postgresql_whenAnEarlierProgramLeftIt_opensWithEveryRow(String schema) throws Exception {
        String url = PostgresServer.freshDatabase();
        try (InputStream fixture = fixture(schema + "/postgresql.sql");
                Connection connection = DriverManager.getConnection(url, "postgres", "");
                Statement statement = connection.createStatement()) {
            statement.execute(new String(fixture.readAllBytes(), StandardCharsets.UTF_8));
        }
        try (Store store = Store.postgresql(url, "postgres", Secret.of(""), clock)) {
            holdsEveryRow(store);
        }
        try (Store store = Store.postgresql(url, "postgres", Secret.of(""), clock)) {
            stillHoldsTheClaims(store);
        }
    }

    private static InputStream fixture(String name) throws IOException {
        return Objects.requireNonNull(MigrationTest.class.getResourceAsStream(name), name);
    }

    private void holdsEveryRow(Store store) {
        MeetingId first = new MeetingId("meeting-1");
        MeetingId second = new MeetingId("meeting-2");
        InviteeKey ann = new InviteeKey(InviteeKey.Kind.USER, "ann");
        InviteeKey bob = new InviteeKey(InviteeKey.Kind.USER, "bob");
        InviteeKey phone = new InviteeKey(InviteeKey.Kind.PHONE, "+8613800138000");
        List<InviteeKey> all = List.of(ann, bob, phone);
        assertThat(store.invitations().standings(first, all))
                .isEqualTo(Map.of(ann, Standing.INVITED, bob, Standing.UNKNOWN, phone, Standing.INTENDED));
        assertThat(store.invitations().standings(second, all)).isEqualTo(Map.of(ann, Standing.INTENDED));
        assertThat(store.promotions().histories(first, List.of(new UserId("ann"), new UserId("bob"))))
                .hasSize(2)
                .hasEntrySatisfying(new UserId("ann"), history -> assertThat(history)
                        .extracting(History::tries, History::seen)
                        .containsExactly(0, true))
                .hasEntrySatisfying(new UserId("bob"), history -> assertThat(history)
                        .extracting(History::tries, History::seen)
                        .containsExactly(2, false));
        assertThat(store.budget().used("dingtalk:app", YearMonth.of(2026, 11))).isEqualTo(7);
        assertThat(store.learnedAccounts()
                        .known(
                                new Scope("huawei:app", "THIRD_ACCOUNT"),
                                List.of(new LookupKey("k1"), new LookupKey("k2"))))
                .isEqualTo(Map.of(new LookupKey("k1"), new AccountId("a1"), new LookupKey("k2"), new AccountId("a2")));
        List<Entry> audit = MemoryContract.readAll(store, null);
        assertThat(audit).extracting(Entry::result).containsExactly(Result.DONE, Result.UNKNOWN, null, Result.FAILED);
        assertThat(audit).extracting(Entry::code).containsExactly(null, "504", null, "param.error");
        assertThat(audit).extracting(Entry::requestId).containsExactly("r-1", null, null, "r-2");
        assertThat(audit.get(2).intention().phone()).isEqualTo("+86 138 0013 8000");
        assertThat(audit.get(3).intention().at()).isEqualTo(T.plusSeconds(9));
        assertThat(store.audit().intend(List.of(audit.get(0).intention()))).containsExactly(5L);
        tracksARoster(store);
        stillHoldsTheClaims(store);
    }

    /** With the tables that later programs added. */
    private void tracksARoster(Store store) {
        RosterRepository rosters = store.rosters();
        assertThat(rosters.status("people")).isEmpty();
        long run = rosters.begin("people", T);
        rosters.stageDepartments(run, List.of(new TrackedDepartment(new DepartmentId(1), "Company", null)));
        rosters.stage(
                run,
                List.of(new StagedPerson(
                        null,
                        new PersonId("ann"),
                        null,
                        State.PRESENT,
                        T,
                        1,
                        null,
                        "Ann",
                        null,
                        "{}",
                        List.of(new DepartmentId(1)),
                        List.of())));
        rosters.accept(run, new RunSummary(T, T, true, 1, null, 0), true);
        while (rosters.applyNext("people")) {}
        assertThat(rosters.inDepartment("people", new DepartmentId(1), T)).hasSize(1);
    }

    private void stillHoldsTheClaims(Store store) {
        assertThat(store.invitations()
                        .claim(
                                "duty",
                                new MeetingId("meeting-1"),
                                List.of(
                                        new InviteeKey(InviteeKey.Kind.USER, "ann"),
                                        new InviteeKey(InviteeKey.Kind.USER, "bob"),
                                        new InviteeKey(InviteeKey.Kind.PHONE, "+8613800138000")),
                                clock.instant()))
                .isEmpty();
    }
}
