package io.rollcall.roster;

import io.rollcall.config.FlowConfig;
import io.rollcall.report.Mode;
import io.rollcall.report.Problem;
import io.rollcall.report.RosterResult;
import io.rollcall.report.RunOutcome;
import io.rollcall.report.RunResult;
import io.rollcall.state.LearnedAccountRepository;
import io.rollcall.task.Commands;
import io.rollcall.task.FlowTask;
import io.rollcall.vendor.DepartmentDirectory;
import io.rollcall.vendor.UserLookup;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads a company's departments and people, looks everybody up and hands the joined roster over, record by record.
 * Conducted without I/O, see {@link FlowTask}; not thread-safe.
 */
public final class RosterTask implements FlowTask {
    private final FlowConfig.Roster config;
    private final Mode mode;
    private final DepartmentDirectory directory;
    private final UserLookup lookup;
    private final LearnedAccountRepository.Scope scope;
    private final Supplier<Instant> now;
    private final ReadAhead readAhead;

    private @Nullable RosterPipeline course;
    private @Nullable Problem abortion;

    /**
     * @param lookupApplication the id of the application that looks people up, under which learned ids are kept
     * @param now the time
     */
    public RosterTask(
            FlowConfig.Roster config,
            Mode mode,
            DepartmentDirectory directory,
            UserLookup lookup,
            String lookupApplication,
            Supplier<Instant> now) {
        this(config, mode, directory, lookup, lookupApplication, now, ReadAhead.USUAL);
    }

    /** @param readAhead how much is under way or held at once */
    public RosterTask(
            FlowConfig.Roster config,
            Mode mode,
            DepartmentDirectory directory,
            UserLookup lookup,
            String lookupApplication,
            Supplier<Instant> now,
            ReadAhead readAhead) {
        this.config = config;
        this.mode = mode;
        this.directory = directory;
        this.lookup = lookup;
        this.scope = new LearnedAccountRepository.Scope(
                lookupApplication, config.lookup().idType());
        this.now = now;
        this.readAhead = readAhead;
    }

    @Override
    public void begin(Commands commands) {
        RosterPipeline started =
                new RosterPipeline(config, mode != Mode.PLAN, directory, lookup, scope, now, readAhead, commands);
        course = started;
        started.begin();
    }

    @Override
    public void abort(Problem problem) {
        abortion = problem;
    }

    @Override
    public RunResult result() {
        RosterPipeline so = course;
        List<Problem> problems = so == null ? new ArrayList<>() : so.problems();
        RosterResult roster =
                so == null ? new RosterResult(0, 0, new LookupTally().lookups(), null) : so.roster(abortion == null);
        if (abortion != null) {
            problems.add(abortion);
        }
        RunOutcome outcome = abortion != null ? RunOutcome.FAILED : outcome(so, problems, roster.people());
        return new RunResult(outcome, problems, List.of(), List.of(), roster);
    }

    private static RunOutcome outcome(@Nullable RosterPipeline course, List<Problem> problems, long people) {
        if (course != null && course.isQuarantined()) {
            return RunOutcome.QUARANTINED;
        }
        if (problems.isEmpty()) {
            return RunOutcome.COMPLETE;
        }
        return people == 0 ? RunOutcome.FAILED : RunOutcome.INCOMPLETE;
    }

    /** The most people that were buffered or on their way, for tests. */
    int mostHeld() {
        return course == null ? 0 : course.mostHeld();
    }

    /** The bytes that knowing everybody takes now, for tests. */
    long bytes() {
        return course == null ? 0 : course.bytes();
    }
}
