package io.rollcall.cohost;

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
        CoHostFlow flow = flow(seed);
        Heard heard = new Heard(flow.store);

        RunResult result = begin(flow, new Random(order), heard).finish();

        heard.tellsAsMuchAs(result);
    }

    @Property
    void run_whenItIsBrokenOffAnywhere_hasToldItsReport(
            @ForAll long seed, @ForAll long order, @ForAll @IntRange(max = 40) int steps, @ForAll Break how) {
        CoHostFlow flow = flow(seed);
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
        CoHostFlow flow = flow(0);
        flow.mode = Mode.PLAN;
        flow.world.refuse("members", Faults::server);
        Heard heard = new Heard(flow.store);

        begin(flow, null, heard).finish();

        assertThat(heard.events).isEmpty();
    }

    @Test
    void dryRun_tellsWhatItPlannedAtTheEnd() {
        CoHostFlow flow = healthy();
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
        CoHostFlow flow = healthy();
        flow.maxChanges = 1;
        Heard heard = new Heard(flow.store);

        RunResult result = begin(flow, null, heard).finish();

        heard.tellsAsMuchAs(result);
        assertThat(heard.events.get(0)).isInstanceOf(FlowEvent.Troubled.class);
    }

    @Test
    void change_whenItIsSettled_isPublishedBeforeTheRunEnds() {
        CoHostFlow flow = healthy();
        Heard heard = new Heard(flow.store);
        Conductor conductor = begin(flow, null, heard);
        while (conductor.step()) {}

        int early = heard.events.size();
        heard.tellsAsMuchAs(conductor.finish());

        assertThat(early).isPositive().isEqualTo(heard.events.size());
    }

    private static Conductor begin(CoHostFlow flow, Random order, Heard heard) {
        return Conductor.begin(flow.run(), flow.world, flow.store, order, flow.mode, heard);
    }

    private static CoHostFlow healthy() {
        return new CoHostFlow(new World().in("c1", "A").in("c1", "B").in("c2", "A"), "A", "B");
    }

    private static CoHostFlow flow(long seed) {
        Random chance = new Random(seed);
        World world = new World();
        for (int i = 0; i < 12; i++) {
            world.in("c" + chance.nextInt(4), "U" + chance.nextInt(5), chance.nextInt(4) == 0 ? "coHost" : "none");
        }
        world.refuse("set-co-hosts", question -> chance.nextInt(3) == 0, Faults::lost, true, 99);
        world.refuse("set-co-hosts", question -> chance.nextInt(3) == 0, Faults::lost, false, 99);
        world.refuse("set-co-hosts", question -> chance.nextInt(3) == 0, Faults::badRequest, false, 99);
        world.refuse("members", question -> chance.nextInt(6) == 0, Faults::server, false, 99);
        world.refuse("ongoing-meetings", question -> chance.nextInt(6) == 0, Faults::server, false, 99);
        CoHostFlow flow = new CoHostFlow(world, "U0", "U1", "U2");
        if (chance.nextBoolean()) {
            flow.organization();
            flow.remove = chance.nextBoolean();
        }
        flow.dry = chance.nextInt(8) == 0;
        flow.maxChanges = chance.nextInt(8) == 0 ? 1 : 100;
        return flow;
    }
}
