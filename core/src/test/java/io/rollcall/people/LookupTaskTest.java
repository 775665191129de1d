package io.rollcall.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.rollcall.meeting.MeetingRun;
import io.rollcall.report.Problem;
import io.rollcall.report.RunOutcome;
import io.rollcall.report.RunResult;
import io.rollcall.setting.PersonEntries;
import io.rollcall.task.Commands;
import io.rollcall.vendor.Fault;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;

/** A run that ends while people are looked up. */
class LookupTaskTest {
    private static final Problem STOPPED = new Problem("flow", Fault.Kind.NO_ANSWER, "stopped", null, "Stopped.");

    @Test
    void anAbort_duringTheLookup_isTheResult_andNothingElseIsPrepared() {
        SmallDirectory directory = new SmallDirectory();
        PeopleLookup lookup = new PeopleLookup(directory, directory.memory, false);
        lookup.add("test", PersonEntries.parse("userid:zhangsan", 1), "the list, entry");
        LaterSteps steps = new LaterSteps();
        MeetingRun run = new MeetingRun(steps, "board", 100, true);
        LookupTask task = new LookupTask(lookup, run, steps, () -> {
            throw new AssertionError("no one is known yet");
        });
        Commands commands = new Commands(InstantSource.fixed(Instant.EPOCH));

        task.begin(commands);
        assertThat(commands.drain()).hasSize(1);
        task.abort(STOPPED);
        task.settle(commands);

        assertThat(commands.drain()).isEmpty();
        RunResult result = task.result();
        assertThat(result.outcome()).isEqualTo(RunOutcome.FAILED);
        assertThat(result.problems()).containsExactly(STOPPED);
        assertThat(result.changes()).isEmpty();
        assertThat(result.unchanged()).isEmpty();
        // the steps of the route that follow do nothing
        run.planning(run.observation()).begin(commands);
        assertThat(commands.drain()).isEmpty();
    }
}
