package io.rollcall.cohost;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.meeting.Faults;
import io.rollcall.meeting.Said;
import io.rollcall.meeting.World;
import io.rollcall.model.Attendance;
import io.rollcall.model.CoHostChange;
import io.rollcall.model.UserId;
import io.rollcall.vendor.OngoingMeetings.MeetingPage;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The report says the same, in the same order, whichever answer comes first. */
class EveryOrderTest {
    private static final String[] USERS = {"U0", "U1", "U2", "U3", "U4", "U5"};

    @Property
    void run_whenAnswersComeInAnyOrder_saysTheSame(
            @ForAll long company, @ForAll long order, @ForAll boolean organization, @ForAll boolean remove) {
        List<String> inTurn = said(company, null, organization, remove);
        List<String> mixed = said(company, new Random(order), organization, remove);

        assertThat(mixed).isEqualTo(inTurn);
    }

    private static List<String> said(long company, Random order, boolean organization, boolean remove) {
        CoHostFlow flow = new CoHostFlow(world(new Random(company)), "U3", "U1", "U0", "U2");
        if (organization) {
            flow.organization();
            flow.remove = remove;
        }
        return Said.of(order == null ? flow.conduct() : flow.conduct(order));
    }

    private static World world(Random chance) {
        World world = new World();
        for (int i = 0; i < 20; i++) {
            String meeting = "c" + chance.nextInt(5);
            String user = USERS[chance.nextInt(USERS.length)];
            Attendance.State state = chance.nextInt(4) > 0
                    ? Attendance.State.ACTIVE
                    : Attendance.State.values()[chance.nextInt(Attendance.State.values().length)];
            world.in(meeting, user, state, chance.nextInt(4) == 0 ? "coHost" : "none");
        }
        // which call fails depends on its question only, never on when it is asked
        int salt = chance.nextInt(1000);
        world.refuse("ongoing-meetings", user -> unlucky(((UserId) user).value(), salt, 6), Faults::server, false, 999);
        world.refuse(
                "members",
                page -> unlucky(((MeetingPage) page).meeting().value(), salt, 6),
                Faults::permission,
                false,
                999);
        world.refuse(
                "set-co-hosts",
                change -> unlucky(((CoHostChange) change).meeting() + "lost", salt, 4),
                Faults::lost,
                (salt & 1) == 0,
                999);
        world.refuse(
                "set-co-hosts",
                change -> ((CoHostChange) change).users().stream().anyMatch(user -> unlucky(user.value(), salt + 1, 4)),
                Faults::badRequest,
                false,
                999);
        return world;
    }

    private static boolean unlucky(String what, int salt, int odds) {
        return Math.floorMod((what + salt).hashCode() * 31, odds) == 0;
    }
}
