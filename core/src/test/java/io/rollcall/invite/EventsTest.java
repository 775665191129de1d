package io.rollcall.invite;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.meeting.Conductor;
import io.rollcall.meeting.Faults;
import io.rollcall.meeting.Heard;
import io.rollcall.meeting.World;
import io.rollcall.report.Change;
import io.rollcall.report.FlowEvent;
import io.rollcall.report.Mode;
import io.rollcall.report.RunResult;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Every change and every problem of the report is told exactly once, changes that were made once they are audited. */
class EventsTest {

    @Property
    void run_whenItEnds_hasToldItsReport(@ForAll long seed, @ForAll long order) {
        InviteFlow flow = flow(seed);
        Heard heard = new Heard(flow.store);

        RunResult result = begin(flow, new Random(order), heard).finish();

        heard.tellsAsMuchAs(result);
    }

    @Property
    void run_whenItIsBrokenOffAnywhere_hasToldItsReport(
            @ForAll long seed, @ForAll long order, @ForAll @IntRange(max = 40) int steps, @ForAll Break how) {
        InviteFlow flow = flow(seed);
        Heard heard = new Heard(flow.store);
        Conductor conductor = begin(flow, new Random(order), heard);
        for (int i = 0; i < steps && conductor.step(); i++) {}

        RunResult result =
                switch (how) {
                    case BETWEEN -> conductor.breakOff();
                    case IN_THE_STORE -> conductor.breakOffInTheStore();
                    case AFTER_THOUGHT -> conductor.breakOffAfterThought();
                };

        heard.tellsAsMuchAs(result);
    }

    /** Where a run can be broken off. */
    enum Break {
        BETWEEN,
        IN_THE_STORE,
        AFTER_THOUGHT
    }

    @Test
    void plan_tellsNothing() {
        InviteFlow flow = flow(0);
        flow.mode = Mode.PLAN;
        flow.world.refuse("members", Faults::server);
        Heard heard = new Heard(flow.store);

        begin(flow, null, heard).finish();

        assertThat(heard.events).isEmpty();
    }

    @Test
    void dryRun_tellsWhatItPlannedAtTheEnd() {
        InviteFlow flow = healthy();
        flow.dry = true;
        Heard heard = new Heard(flow.store);
        Conductor conductor = begin(flow, null, heard);
        while (conductor.step()) {
            assertThat(heard.events).isEmpty();
        }

        heard.tellsAsMuchAs(conductor.finish());

        assertThat(heard.events)
                .isNotEmpty()
                .allMatch(event -> event instanceof FlowEvent.Changed changed
                        && changed.change().status() == Change.Status.PLANNED);
    }

    @Test
    void run_whenTooLarge_tellsWhyAndWhatWasNotDone() {
        InviteFlow flow = healthy();
        flow.maxChanges = 1;
        Heard heard = new Heard(flow.store);

        RunResult result = begin(flow, null, heard).finish();

        heard.tellsAsMuchAs(result);
        assertThat(heard.events.get(0)).isInstanceOf(FlowEvent.Troubled.class);
    }

    @Test
    void change_whenItIsSettled_isPublishedBeforeTheRunEnds() {
        InviteFlow flow = healthy();
        Heard heard = new Heard(flow.store);
        Conductor conductor = begin(flow, null, heard);
        while (conductor.step()) {}

        int early = heard.events.size();
        heard.tellsAsMuchAs(conductor.finish());

        assertThat(early).isPositive().isEqualTo(heard.events.size());
    }

    private static Conductor begin(InviteFlow flow, Random order, Heard heard) {
        return Conductor.begin(flow.run(), flow.world, flow.store, order, flow.mode, heard);
    }

    private static InviteFlow healthy() {
        return new InviteFlow(new World().in("c1", "CEO").in("c2", "CEO"), "A", "B", "+86138");
    }

    private static InviteFlow flow(long seed) {
        Random chance = new Random(seed);
        World world = new World().in("c1", "CEO").in("c2", "CEO").in("c2", "A");
        world.refuse("invite", question -> chance.nextInt(3) == 0, Faults::lost, true, 99);
        world.refuse("invite", question -> chance.nextInt(3) == 0, Faults::lost, false, 99);
        world.refuse("invite", question -> chance.nextInt(3) == 0, Faults::badRequest, false, 99);
        world.refuse("members", question -> chance.nextInt(9) == 0, Faults::server, false, 99);
        // two telephones, whose refusals are told with the same words
        InviteFlow flow = new InviteFlow(world, "A", "B", "+86138", "+86139");
        flow.dry = chance.nextInt(8) == 0;
        flow.maxChanges = chance.nextInt(8) == 0 ? 1 : 20;
        return flow;
    }
}
