package io.rollcall.cohost;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.cohost.CoHostConfig.Look;
import io.rollcall.meeting.Faults;
import io.rollcall.meeting.World;
import io.rollcall.model.Attendance.State;
import io.rollcall.report.Mode;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Leaving or joining again ends what is remembered of a promotion; losing the role while staying does not. */
class ContinuedPromotionsTest {
    private static final String DONE = "promote c1 U done";
    private static final String BY_HAND = "c1 U demoted-by-hand";

    private final World world = new World().joined("c1", "U", at(1));
    private final CoHostFlow flow = new CoHostFlow(world, "U");

    private static Instant at(long second) {
        return Instant.ofEpochSecond(1_800_000_000 + second);
    }

    /** Promoted, and seen with the role. */
    private void promoted() {
        assertThat(flow.said()).contains(DONE);
        assertThat(flow.said()).contains("c1 U already-co-host");
    }

    @ParameterizedTest
    @EnumSource(Look.class)
    void run_whenSeenOutAndBackWithoutTheRole_promotesAgain(Look look) {
        flow.look = look;
        promoted();
        world.gone("c1", "U");
        flow.said();
        world.joined("c1", "U", null);

        assertThat(flow.said()).contains(DONE);
    }

    @ParameterizedTest
    @EnumSource(Look.class)
    void run_whenJoinedAgainBetweenTwoLooks_promotesAgain(Look look) {
        flow.look = look;
        promoted();
        world.joined("c1", "U", at(5));

        assertThat(flow.said()).contains(DONE);
        assertThat(flow.said()).contains("c1 U already-co-host");
        world.demote("c1", "U");
        assertThat(flow.said()).contains(BY_HAND);
    }

    @ParameterizedTest
    @EnumSource(
            value = State.class,
            names = {"LEFT", "REMOVED", "NOT_JOINED"})
    void run_whenTheListShowsThatTheyLeft_promotesAgain(State state) {
        promoted();
        world.gone("c1", "U");
        world.device("c1", "U", state, at(1), at(2));
        flow.said();
        world.joined("c1", "U", at(1));

        assertThat(flow.said()).contains(DONE);
    }

    @Test
    void run_whenOnlyTheRoleIsLost_leavesThemAlone() {
        promoted();
        world.demote("c1", "U");

        assertThat(flow.said()).contains(BY_HAND);
        assertThat(flow.said()).contains(BY_HAND);
    }

    @Test
    void run_whenTheTimeIsMissingOrGoesBack_isNoRejoining() {
        promoted();
        for (Instant time : new Instant[] {null, at(0), at(1), null}) {
            world.joined("c1", "U", time);
            assertThat(flow.said()).as("joined at %s", time).contains(BY_HAND);
        }
    }

    @Test
    void run_whenTheDeviceIsChangedWithoutAGap_isNoRejoining() {
        promoted();
        world.demote("c1", "U");
        world.device("c1", "U", State.ACTIVE, at(7), null);
        assertThat(flow.said()).contains(BY_HAND);
        world.joined("c1", "U", at(7));
        assertThat(flow.said()).contains(BY_HAND);
        world.gone("c1", "U");
        world.device("c1", "U", State.LEFT, at(7), at(9)).device("c1", "U", State.ACTIVE, at(8), null);
        assertThat(flow.said()).contains(BY_HAND);
    }

    @Test
    void run_whenTheLookFailed_forgetsNobody() {
        promoted();
        world.gone("c1", "U");
        world.refuse("ongoing-meetings", Faults::server);
        flow.said();
        world.heal();
        world.joined("c1", "U", at(1));

        assertThat(flow.said()).contains(BY_HAND);
    }

    @Test
    void run_whenGivenUpAndJoinedAgain_triesAgain() {
        world.changesShow = false;
        for (int i = 0; i < 3; i++) {
            assertThat(flow.said()).contains(DONE);
        }
        assertThat(flow.said()).contains("c1 U given-up");
        world.joined("c1", "U", at(9));

        assertThat(flow.said()).contains(DONE);
    }

    @Test
    void plan_whenTheyJoinedAgain_saysSoAndForgetsNothing() {
        promoted();
        world.joined("c1", "U", at(5));
        flow.mode = Mode.PLAN;
        int writes = flow.store.writes;

        assertThat(flow.said()).contains("promote c1 U planned");
        assertThat(flow.store.writes).isEqualTo(writes);
    }

    /** Whatever happens between the looks, a person stays demoted exactly as long as they stay. */
    @Property(tries = 500)
    void interleavings(@ForAll long seed) {
        Random random = new Random(seed);
        World world = new World();
        CoHostFlow flow = new CoHostFlow(world, "U");
        flow.look = random.nextBoolean() ? Look.USERS : Look.ORGANIZATION;
        long now = 0;
        boolean in = false;
        boolean role = false;
        boolean seenWithRole = false;
        for (int look = 0; look < 12; look++) {
            for (int event = random.nextInt(3); event > 0; event--) {
                now++;
                if (!in || random.nextInt(3) == 0) {
                    // joins, or leaves and joins again
                    world.joined("c1", "U", at(now));
                    in = true;
                    role = false;
                    seenWithRole = false;
                } else if (random.nextBoolean()) {
                    world.gone("c1", "U");
                    in = false;
                    role = false;
                    seenWithRole = false;
                } else {
                    world.demote("c1", "U");
                    role = false;
                }
            }
            List<String> said = flow.said();
            if (!in) {
                assertThat(said).contains("U in-no-meeting");
            } else if (role) {
                assertThat(said).contains("c1 U already-co-host");
                seenWithRole = true;
            } else if (seenWithRole) {
                assertThat(said).contains(BY_HAND);
            } else {
                // a demotion before anybody saw the role cannot be told from a promotion that never showed
                assertThat(said).containsAnyOf(DONE, "c1 U given-up");
                role = said.contains(DONE);
            }
        }
    }
}
