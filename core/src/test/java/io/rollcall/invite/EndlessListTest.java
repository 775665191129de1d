package io.rollcall.invite;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.meeting.Said;
import io.rollcall.meeting.World;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** A meeting whose list of people never ends costs its share of a run, and no other meeting. */
class EndlessListTest {

    @Test
    void once_whenAListNeverEnds_invitesToTheOtherMeetings() {
        for (int seed = 0; seed < 50; seed++) {
            World world = new World()
                    .in("c1", "CEO")
                    .endless("c1")
                    .in("c2", "CTO")
                    .in("c2", "a")
                    .in("c2", "b");
            world.mostCalls = 12;
            InviteFlow flow = new InviteFlow(world, "UN2").watching("CEO", "CTO");
            flow.maxCalls = 12;

            assertThat(Said.of(flow.conduct(new Random(seed))))
                    .containsExactly("incomplete", "problem meeting c1 quota", "invite c2 UN2 done");
            assertThat(world.invited).containsExactly("c2 UN2");
            assertThat(world.calls.size()).isLessThan(12);
        }
    }
}
