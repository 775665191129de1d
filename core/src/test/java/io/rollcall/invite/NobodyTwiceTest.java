package io.rollcall.invite;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.meeting.Conductor;
import io.rollcall.meeting.Faults;
import io.rollcall.meeting.World;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** No one is called twice for one meeting: not after crashes at any moment, nor by parallel runs. */
class NobodyTwiceTest {

    @Property
    void runs_whenEachCrashesAndResponsesAreLost_callNoOneTwice(
            @ForAll long seed, @ForAll List<@IntRange(max = 25) Integer> crashes, @ForAll boolean changesShow) {
        InviteFlow flow = flow(seed);
        flow.world.changesShow = changesShow;
        Random order = new Random(seed);
        for (int steps : crashes) {
            Conductor conductor = Conductor.begin(flow.run(), flow.world, flow.store, order);
            for (int i = 0; i < steps && conductor.step(); i++) {}
            if (order.nextBoolean()) {
                conductor.crashWhileCalling();
            }
        }
        flow.world.heal();
        flow.conduct(order);

        assertThat(flow.world.invited).doesNotHaveDuplicates();
    }

    @Property
    void runs_inParallel_callEachPersonExactlyOnce(@ForAll long seed, @ForAll @IntRange(min = 2, max = 4) int runs) {
        InviteFlow flow = flow(seed);
        flow.world.heal();
        Random order = new Random(seed);
        List<Conductor> conductors = new ArrayList<>();
        for (int i = 0; i < runs; i++) {
            conductors.add(Conductor.begin(flow.run(), flow.world, flow.store, order));
        }
        while (!conductors.isEmpty()) {
            int next = order.nextInt(conductors.size());
            if (!conductors.get(next).step()) {
                conductors.remove(next);
            }
        }

        assertThat(flow.world.invited).containsExactlyInAnyOrder("c1 A", "c1 B", "c1 +86138", "c2 B", "c2 +86138");
    }

    private static InviteFlow flow(long seed) {
        Random chance = new Random(seed);
        World world = new World().in("c1", "CEO").in("c2", "CEO").in("c2", "A");
        world.refuse("invite", question -> chance.nextInt(3) == 0, Faults::lost, true, 99);
        world.refuse("invite", question -> chance.nextInt(3) == 0, Faults::lost, false, 99);
        world.refuse("invite", question -> chance.nextInt(3) == 0, Faults::badRequest, false, 99);
        world.refuse("members", question -> chance.nextInt(9) == 0, Faults::server, false, 99);
        return new InviteFlow(world, "A", "B", "+86138");
    }
}
