package io.rollcall.budget;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.cohost.CoHostConfig;
import io.rollcall.cohost.CoHostConfig.Look;
import io.rollcall.config.AcmeVendor;
import io.rollcall.config.Configuring;
import io.rollcall.config.RollcallConfig;
import io.rollcall.flow.FlowConfig;
import io.rollcall.flow.ListReader;
import io.rollcall.http.HttpRequest;
import io.rollcall.http.HttpResponse;
import io.rollcall.invite.InviteConfig;
import io.rollcall.model.UserDetails;
import io.rollcall.model.UserId;
import io.rollcall.roster.RosterConfig;
import io.rollcall.schedule.ScheduleTimes;
import io.rollcall.vendor.AccessToken;
import io.rollcall.vendor.Application;
import io.rollcall.vendor.Operation;
import io.rollcall.vendor.OperationName;
import io.rollcall.vendor.ParsedResponse;
import io.rollcall.vendor.Provider;
import io.rollcall.vendor.TokenContext;
import io.rollcall.vendor.UserLookup;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ScheduleCostTest {
    private static final ListReader LISTS = ListReader.lenient(file -> "");

    @Test
    void cost_whenUsersAreAskedFor_isUsersTimesLooks() {
        ScheduleCost cost = users(12, 8_640);

        assertThat(cost.calls()).isEqualTo(103_680);
        assertThat(cost.words()).isEqualTo("12 users x 8,640 runs = 103,680 metered calls in 30 days");
    }

    @Test
    void cost_whenTheOrganizationIsAskedFor_isAtLeastOneCallALook() {
        ScheduleCost cost = cost(coHost(Look.ORGANIZATION, 3), 4_320);

        assertThat(cost.words())
                .isEqualTo(
                        "(1 call and 1 more per running meeting) x 4,320 runs = at least 4,320 metered calls in 30 days");
    }

    @Test
    void cost_ofInvitations_isAtLeastWatchedUsersTimesLooks() {
        InviteConfig invite = new InviteConfig(
                new FlowConfig.Common("duty", null, true, null),
                "dingtalk",
                List.of(new UserId("UN1")),
                List.of(),
                null,
                null,
                20,
                false);

        assertThat(cost(invite, 100).words())
                .isEqualTo(
                        "(1 watched user and 1 more per running meeting) x 100 runs = at least 100 metered calls in 30 days");
    }

    @Test
    void cost_ofWhatRunningMeetingsDecide_isEstimatedWithThoseLastSeen() {
        ScheduleCost organization = cost(coHost(Look.ORGANIZATION, 3), 2_880);

        assertThat(organization.withMeetings(OptionalLong.of(2)).words())
                .isEqualTo("(1 call and 2 for running meetings as last seen) x 2,880 runs"
                        + " = about 8,640 metered calls in 30 days");
        assertThat(organization.withMeetings(OptionalLong.empty()).words())
                .isEqualTo("(1 call and 1 more per running meeting; assumed: 1 meeting) x 2,880 runs"
                        + " = about 5,760 metered calls in 30 days");
        assertThat(new MonthlyCost(List.of(organization.withMeetings(OptionalLong.of(2))), 5_000).fits())
                .isFalse();
    }

    @Test
    void cost_ofWhatIsKnown_isNoEstimate() {
        ScheduleCost users = users(7, 100);

        assertThat(users.withMeetings(OptionalLong.of(2))).isEqualTo(users);
    }

    @Test
    void warning_whenPollsWouldUseTheReserve_namesIt() {
        ScheduleCost cost = users(1, 4_001);

        assertThat(new MonthlyCost(List.of(cost), 5_000, 1_000).warning(cost).orElseThrow())
                .contains("but the budget is 5,000, 1,000 of it kept for changes (rollcall.budget.reserve)");
        assertThat(new MonthlyCost(List.of(cost), 5_000, 999).warning(cost)).isEmpty();
    }

    @Test
    void cost_ofRosters_isNothing() throws Exception {
        RollcallConfig config = new Configuring(java.nio.file.Path.of("").toAbsolutePath())
                .file(Configuring.DINGTALK + Configuring.HUAWEI
                        + "rollcall.flow.r.type=roster\nrollcall.flow.r.output=r.csv")
                .read();

        ScheduleCost cost = cost(config.flows().get(0), 1_000_000);

        assertThat(cost.calls()).isZero();
        assertThat(cost.words()).isEqualTo("no metered calls");
        assertThat(new MonthlyCost(List.of(cost), 1).warning(cost)).isEmpty();
        assertThat(config.flows().get(0).costs(LISTS, config.applications(), 1_000_000))
                .containsExactly(cost);
    }

    /** A vendor that meters its answers about people. */
    private record Metering(Operation<UserLookup.Question, List<UserDetails>> details) implements Provider, UserLookup {
        @Override
        public String name() {
            return "acme";
        }

        @Override
        public Operation<TokenContext, AccessToken> token() {
            throw new UnsupportedOperationException("reading a configuration sends nothing");
        }

        @Override
        public int largestBatch() {
            return 50;
        }

        @Override
        public String ownIdType() {
            return "ID";
        }

        @Override
        public List<String> idTypes() {
            return List.of("ID");
        }
    }

    private record Metered() implements Operation<UserLookup.Question, List<UserDetails>> {
        @Override
        public OperationName name() {
            return new OperationName("acme", "user-details");
        }

        @Override
        public HttpRequest request(UserLookup.Question input) {
            throw new UnsupportedOperationException("reading a configuration sends nothing");
        }

        @Override
        public ParsedResponse<List<UserDetails>> read(UserLookup.Question input, HttpResponse response) {
            throw new UnsupportedOperationException("reading a configuration sends nothing");
        }

        @Override
        public Repeat afterUnknownOutcome() {
            return Repeat.REPEAT;
        }

        @Override
        public boolean metered() {
            return true;
        }
    }

    @Test
    void cost_ofRosters_whenAVendorMetersItsAnswers_isAtLeastOneCallALook() {
        Map<String, Application> applications =
                Map.of("acme", new Application("acme/1", new Metering(new Metered()), List.of(), List.of(), 100));
        RosterConfig roster =
                (RosterConfig) new Configuring(java.nio.file.Path.of("").toAbsolutePath())
                        .file(
                                Configuring.DINGTALK
                                        + "rollcall.flow.r.type=roster\nrollcall.flow.r.output=r.csv\nrollcall.flow.r.lookup.provider=acme")
                        .vendor(new AcmeVendor())
                        .read()
                        .flows()
                        .get(0);

        assertThat(roster.costs(LISTS, applications, 30)).singleElement().satisfies(cost -> {
            assertThat(cost.provider()).isEqualTo("acme");
            assertThat(cost.words())
                    .isEqualTo("(1 call per batch of people) x 30 runs = at least 30 metered calls in 30 days");
        });
    }

    @Test
    void warning_whenOneFlowDoesNotFit_namesThePeriodThatWould() {
        ScheduleCost cost = users(1, 43_200);

        assertThat(new MonthlyCost(List.of(cost), 5_000).warning(cost))
                .contains("schedule of board: 1 user x 43,200 runs = 43,200 metered calls in 30 days, but the budget is"
                        + " 5,000; the shortest period that fits is 9m");
        assertThat(new MonthlyCost(List.of(cost), 0).warning(cost)).isEmpty();
        assertThat(new MonthlyCost(List.of(cost), 43_200).warning(cost)).isEmpty();
    }

    @Test
    void warning_whenNoPeriodFits_saysSo() {
        ScheduleCost cost = users(6_000, 1);

        assertThat(new MonthlyCost(List.of(cost), 5_000).warning(cost).orElseThrow())
                .contains("no period of 30 days or less fits");
    }

    @Property
    void shortestPeriod_ofAnyCost_fits(
            @ForAll @IntRange(min = 1, max = 10_000) int users,
            @ForAll @LongRange(min = 0, max = 1_000_000) long budget) {
        ScheduleCost cost = users(users, 1);

        Optional<Duration> period = cost.shortestPeriod(budget);

        if (budget < users) {
            assertThat(period).isEmpty();
        } else {
            long runs = new ScheduleTimes.OfPeriod(period.orElseThrow()).runs(Instant.EPOCH);
            assertThat(users(users, runs).calls()).isLessThanOrEqualTo(budget);
        }
    }

    @Property
    void warnings_ofSeveralFlows_leadToABudgetThatIsKept(
            @ForAll @IntRange(min = 1, max = 50) int users1,
            @ForAll @IntRange(min = 1, max = 50) int users2,
            @ForAll @LongRange(min = 1, max = 100_000) long runs) {
        ScheduleCost one = users(users1, runs);
        ScheduleCost other = users(users2, runs * 3);
        MonthlyCost month = new MonthlyCost(List.of(one, other), 5_000);

        assertThat(month.warning(one).isPresent()).isEqualTo(one.calls() + other.calls() > 5_000);
        assertThat(month.warning(other).isPresent()).isEqualTo(one.calls() + other.calls() > 5_000);
    }

    private static ScheduleCost users(int users, long polls) {
        return cost(coHost(Look.USERS, users), polls);
    }

    private static ScheduleCost cost(FlowConfig flow, long polls) {
        List<ScheduleCost> costs = flow.costs(LISTS, Map.of(), polls);
        assertThat(costs).hasSize(1);
        return costs.get(0);
    }

    private static CoHostConfig coHost(Look look, int users) {
        return new CoHostConfig(
                new FlowConfig.Common("board", null, true, null),
                "dingtalk",
                IntStream.range(0, users)
                        .mapToObj(user -> new UserId("UN" + user))
                        .toList(),
                null,
                look,
                false,
                false,
                false,
                100,
                false);
    }
}
